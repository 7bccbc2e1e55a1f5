package dev.bluegreen.testkit.internal.api.call;

import dev.bluegreen.testkit.internal.pod.LogLine;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** What runs in the pods: the API server passes on what is asked of it. */
public interface PodProcesses {

    /** All lines of a pod. */
    List<LogLine> log(ResourceKey pod);

    /** Where a port of a pod can be reached on loopback; empty if nothing listens there. */
    Optional<InetSocketAddress> dial(ResourceKey pod, int port);
}
