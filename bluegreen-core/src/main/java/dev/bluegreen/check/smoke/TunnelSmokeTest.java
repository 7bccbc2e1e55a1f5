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

/** A user's function that tests one pod. */
record TunnelSmokeTest(PortChoice port, Consumer<URI> test) implements SmokeTest {

    @Override
    public Evidence check(SmokeContext context) {
        List<Pod> pods = IdlePods.ready(context.idle());
        if (pods.isEmpty()) {
            return IdlePods.noneReady(context.idle());
        }
        Pod pod = pods.get(0);
        try (Tunnel tunnel = context.tunnel(pod, port.of(context.idle()))) {
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
