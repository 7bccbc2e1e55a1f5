package dev.bluegreen.fabric8.internal.istio;

import dev.bluegreen.fabric8.internal.istio.HttpRoutes.Destination;
import dev.bluegreen.fabric8.internal.weights.TrackServices;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The tracks that destinations stand for: by the selector of their Service, and the labels of their subset. */
record MeshServices(TrackServices services) {

    /** The track of a destination; empty if its pods are of both, of none, or unknown. */
    Optional<Track> track(Destination destination) {
        return destination.service().isEmpty()
                ? Optional.empty()
                : labels(destination).flatMap(labels -> services.track(destination.service(), labels));
    }

    /** True if its Service does not exist, or no rule declares its subset: Istio answers its requests with 503. */
    boolean isMissing(Destination destination) {
        return !destination.service().isEmpty()
                && (services.isMissing(destination.service())
                        || labels(destination).isEmpty());
    }

    /**
     * The labels of its subset, none without one; empty if no DestinationRule declares it.
     *
     * @throws PlatformException with {@code INVALID} if several declare it, and differ
     */
    Optional<Map<String, String>> labels(Destination destination) {
        if (destination.subset().isEmpty()) {
            return Optional.of(Map.of());
        }
        List<Map<String, String>> declared = declaring(destination)
                .flatMap(rule -> subsets(rule, destination.subset()))
                .map(MeshServices::required)
                .distinct()
                .toList();
        if (declared.size() > 1) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    "subset " + destination.subset() + " of " + destination.service()
                            + " is declared with different labels by several DestinationRules: " + declared
                            + "; leave one of them");
        }
        return declared.stream().findFirst();
    }

    /** The DestinationRules that declare its subset for all clients. */
    Stream<GenericKubernetesResource> declaring(Destination destination) {
        return services.beside().get().stream()
                .filter(rule -> HttpRoutes.service(
                                Fields.text(spec(rule), "host"),
                                rule.getMetadata().getNamespace())
                        .equals(destination.service()))
                .filter(rule -> Fields.at(spec(rule), "workloadSelector").isEmpty())
                .filter(rule -> subsets(rule, destination.subset()).findAny().isPresent());
    }

    private static Stream<?> subsets(GenericKubernetesResource rule, String name) {
        return Fields.list(spec(rule), "subsets")
                .filter(subset -> Fields.text(subset, "name").equals(name));
    }

    private static Map<String, String> required(Object subset) {
        Map<String, String> labels = new TreeMap<>();
        Fields.at(subset, "labels")
                .filter(Map.class::isInstance)
                .ifPresent(all ->
                        ((Map<?, ?>) all).forEach((key, value) -> labels.put(key.toString(), String.valueOf(value))));
        return labels;
    }

    private static Object spec(GenericKubernetesResource rule) {
        return Fields.at(rule.getAdditionalProperties(), "spec").orElse("");
    }
}
