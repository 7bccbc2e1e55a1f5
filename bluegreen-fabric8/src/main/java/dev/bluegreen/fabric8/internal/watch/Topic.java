package dev.bluegreen.fabric8.internal.watch;

import dev.bluegreen.fabric8.internal.world.Fields;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Subject of a change, which selects the listeners to notify.
 *
 * @param kind kind of object
 * @param key name of the object, or the label by which it was found
 */
public record Topic(String kind, String key) {

    private static final String SLICE_OF = "kubernetes.io/service-name";

    /** True for objects that determine routing. */
    boolean isOfRouting() {
        return !kind.startsWith("deployment");
    }

    public static Topic service(String name) {
        return new Topic("service", name);
    }

    static Topic deployment(String name) {
        return new Topic("deployment", name);
    }

    public static Topic deploymentsOf(String labelKey, String labelValue) {
        return new Topic("deployments", labelKey + "=" + labelValue);
    }

    public static Topic slicesOf(String service) {
        return new Topic("slices", service);
    }

    public static Topic pods(String labelKey, String labelValue) {
        return new Topic("pods", labelKey + "=" + labelValue);
    }

    static Set<Topic> of(Service service) {
        return Set.of(service(service.getMetadata().getName()));
    }

    static Set<Topic> of(Deployment deployment) {
        Stream<Topic> byLabel = Fields.matchLabels(deployment).entrySet().stream()
                .map(label -> deploymentsOf(label.getKey(), label.getValue()));
        return Stream.concat(Stream.of(deployment(deployment.getMetadata().getName())), byLabel)
                .collect(Collectors.toSet());
    }

    static Set<Topic> of(EndpointSlice slice) {
        return Optional.ofNullable(Fields.labels(slice).get(SLICE_OF))
                .map(service -> Set.of(slicesOf(service)))
                .orElse(Set.of());
    }

    static Set<Topic> of(Pod pod) {
        return Fields.labels(pod).entrySet().stream()
                .map(label -> pods(label.getKey(), label.getValue()))
                .collect(Collectors.toSet());
    }
}
