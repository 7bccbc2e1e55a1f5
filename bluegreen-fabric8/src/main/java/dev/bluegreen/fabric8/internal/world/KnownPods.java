package dev.bluegreen.fabric8.internal.world;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/** The known pods of a namespace. */
public interface KnownPods {

    /** The pod by name. */
    Optional<Pod> named(String name);

    /** The pods with an address: several if they use the host network. */
    List<Pod> at(String address);

    /** The pods that carry a label. */
    List<Pod> labelled(String key, String value);
}
