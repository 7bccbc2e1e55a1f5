package dev.bluegreen.testkit.internal.api;

import dev.bluegreen.testkit.internal.store.ResourceKey;

/** Where the lines come from that a pod has logged. */
@FunctionalInterface
public interface PodLogs {

    /** All lines of a pod, each ended by a line feed. */
    String of(ResourceKey pod);
}
