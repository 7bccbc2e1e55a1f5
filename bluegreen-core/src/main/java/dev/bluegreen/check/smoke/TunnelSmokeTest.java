package dev.bluegreen.check.smoke;

import dev.bluegreen.check.Access;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.Workload;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A function of the user against one pod. */
record TunnelSmokeTest(PortChoice port, Consumer<URI> test) implements SmokeTest {

    @Override
    public Evidence check(SmokeContext asked) {
        List<Pod> pods = IdlePods.ready(asked.idle());
        if (pods.isEmpty()) {
            return IdlePods.noneReady(asked.idle());
        }
        Pod pod = pods.get(0);
        try (Tunnel tunnel = asked.tunnel(pod, port.of(asked.idle()))) {
            return run(tunnel, pod);
        }
    }

    private Evidence run(Tunnel tunnel, Pod pod) {
        try {
            test.accept(tunnel.base());
            return Evidence.confirmed(IdlePods.KIND, pod.name(), "the function of the release passed");
        } catch (Throwable e) {
            return Evidence.contradicted(IdlePods.KIND, pod.name(), e + IdlePods.troubles(tunnel));
        }
    }

    @Override
    public List<String> problems() {
        return port.problems();
    }

    @Override
    public List<Finding> preflight(Workload idle) {
        return port.preflight(idle);
    }

    @Override
    public Set<Access> uses() {
        return Set.of(Access.TUNNEL);
    }
}
