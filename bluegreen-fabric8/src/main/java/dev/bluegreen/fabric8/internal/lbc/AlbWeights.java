package dev.bluegreen.fabric8.internal.lbc;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.fabric8.internal.weights.TrackServices;
import dev.bluegreen.fabric8.internal.weights.WeightedKind;
import dev.bluegreen.fabric8.internal.weights.WeightedRoute;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.PlatformException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Weights in the action annotations of an Ingress. All actions that its rules use and that forward to a track are moved
 * together.
 *
 * @param prefix of the annotations, without the slash
 */
public record AlbWeights(Kube kube, String prefix, StickyPolicy sticky) implements WeightedKind {

    @Override
    public ObjectKind kind() {
        return ObjectKind.INGRESS;
    }

    @Override
    public int largestWeight() {
        return LbcAnnotations.LARGEST_WEIGHT;
    }

    @Override
    public WeightedRoute read(GenericKubernetesResource ingress, TrackServices services) {
        String router = kind().router(ingress.getMetadata().getName());
        Map<String, String> annotations = Fields.annotations(ingress);
        Map<String, ForwardAction> actions = new TreeMap<>();
        for (String name : new TreeSet<>(new IngressTree(ingress).actions())) {
            String key = prefix + "/actions." + name;
            if (annotations.containsKey(key)) {
                ActionText text = new ActionText(kube, router + ": annotation " + key, annotations.get(key));
                AnyCase action = text.parse();
                if (ForwardAction.isForward(action)) {
                    ForwardAction.of(text, action, Optional.empty(), services)
                            .ifPresent(found -> actions.put(key, found));
                }
            }
        }
        if (actions.isEmpty()) {
            throw none(router, ingress, services);
        }
        return new LbcAnnotations(kind().kind(), router, actions, sticky);
    }

    private PlatformException none(String router, GenericKubernetesResource ingress, TrackServices services) {
        TreeSet<String> used = new TreeSet<>(new IngressTree(ingress).actions());
        String seen = used.isEmpty()
                ? "none of its rules has a backend with port name use-annotation"
                : "its rules use " + used + ", with the annotations "
                        + Fields.sorted(Fields.annotations(ingress)).keySet().stream()
                                .filter(key -> key.startsWith(prefix + "/actions."))
                                .toList();
        return ForwardAction.invalid(
                router + ":",
                "no action in annotations " + prefix + "/actions.<name> forwards to a Service of "
                        + services.release().labels().app() + " that selects one track; " + seen
                        + "; name both tracks' Services in the action of a rule, with weights");
    }
}
