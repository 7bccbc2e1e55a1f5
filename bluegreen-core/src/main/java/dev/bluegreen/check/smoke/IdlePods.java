package dev.bluegreen.check.smoke;

import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.Workload;
import java.util.List;

/** Shared code of smoke tests about the pods they test. */
final class IdlePods {

    static final String KIND = "smoke-test";

    private IdlePods() {}

    static List<Pod> ready(Workload idle) {
        return idle.pods().stream().filter(pod -> pod.ready() && !pod.lingers()).toList();
    }

    static Evidence noneReady(Workload idle) {
        return Evidence.contradicted(KIND, idle.name(), idle.name() + " has no ready pod to test");
    }

    /** The tunnel's errors as the end of a sentence. */
    static String troubles(Tunnel tunnel) {
        List<String> troubles = tunnel.troubles();
        return troubles.isEmpty() ? "" : "; the tunnel says: " + String.join("; ", troubles);
    }
}
