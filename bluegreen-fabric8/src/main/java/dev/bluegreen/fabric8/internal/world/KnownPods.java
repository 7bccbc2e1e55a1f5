package dev.bluegreen.fabric8.internal.world;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/** The pods of a namespace, as far as they are known. */
public interface KnownPods {

    /** The pod of a name. */
    Optional<Pod> named(String name);

    /** The pods that have an address: several where they use the network of their node. */
    List<Pod> at(String address);

    /** The pods that carry a label. */
    List<Pod> labelled(String key, String value);
}
