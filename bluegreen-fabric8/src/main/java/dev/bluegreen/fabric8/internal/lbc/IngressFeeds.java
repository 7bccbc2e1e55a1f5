package dev.bluegreen.fabric8.internal.lbc;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.fabric8.internal.weights.OtherRoute;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.PlatformException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Optional;

/**
 * Rules of Ingresses that lead to a Service, but for the actions of one Ingress that a release moves.
 *
 * @param prefix of the annotations
 * @param moved name of the Ingress whose actions are moved; empty for none
 */
public record IngressFeeds(Kube kube, String prefix, Optional<String> moved) {

    /** The Ingresses that may send requests to a Service. */
    public List<OtherRoute> of(String service) {
        return ingresses().stream()
                .filter(ingress -> sendsTo(ingress, service))
                .map(ingress -> ObjectKind.INGRESS.router(ingress.getMetadata().getName()))
                .map(router -> new OtherRoute(router, ""))
                .toList();
    }

    private boolean sendsTo(GenericKubernetesResource ingress, String service) {
        IngressTree tree = new IngressTree(ingress);
        boolean isMoved = moved.filter(ingress.getMetadata().getName()::equals).isPresent();
        return tree.services().contains(service)
                || (!isMoved && tree.actions().stream().anyMatch(action -> forwards(ingress, action, service)));
    }

    /** True if the action gives the Service a share; one that cannot be read counts as one that does. */
    private boolean forwards(GenericKubernetesResource ingress, String action, String service) {
        String text = Fields.annotations(ingress).getOrDefault(prefix + "/actions." + action, "{}");
        try {
            List<AnyCase> groups = new ActionText(kube, "", text)
                    .parse().object("forwardConfig").stream()
                            .flatMap(config -> config.objects("targetGroups").stream())
                            .toList();
            return groups.stream()
                    .filter(group -> group.text("serviceName").equals(service))
                    .anyMatch(group -> groups.size() == 1
                            || !group.get("weight")
                                    .filter(Integer.valueOf(0)::equals)
                                    .isPresent());
        } catch (PlatformException e) {
            return text.contains('"' + service + '"');
        }
    }

    private List<GenericKubernetesResource> ingresses() {
        return kube.require(
                ObjectKind.INGRESS.call("list", "", kube.namespace()),
                client -> ObjectKind.INGRESS.in(client, kube.namespace()).list().getItems());
    }
}
