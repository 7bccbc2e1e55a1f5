package dev.bluegreen.fabric8.internal.weights;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.model.TrafficSplit;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Optional;

/** Objects of one kind, and the place in them where the weights of both tracks are. Reads and writes nothing itself. */
public interface WeightedKind {

    /** The kind. */
    ObjectKind kind();

    /** The kind in the version that the cluster serves; may ask it, once. */
    default ObjectKind served(Kube kube) {
        return kind();
    }

    /** The kind of objects that say more about its backends, such as subsets: read and watched together with it. */
    default Optional<ObjectKind> beside() {
        return Optional.empty();
    }

    /** The largest weight of a track that it can express. */
    int largestWeight();

    /** What it can express, for a person. */
    default String limits() {
        return "a weight is 0 to " + largestWeight();
    }

    /** True if it can express the weights. */
    default boolean expresses(TrafficSplit split) {
        return split.blue() <= largestWeight() && split.green() <= largestWeight();
    }

    /**
     * The weights in an object.
     *
     * @throws dev.bluegreen.model.PlatformException with {@code INVALID} if it cannot be moved between the tracks as it
     *     stands; names field, value and remedy
     */
    WeightedRoute read(GenericKubernetesResource object, TrackServices services);
}
