package dev.bluegreen.testkit.internal.balancer;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.dataplane.Backend;
import dev.bluegreen.testkit.internal.dataplane.ServiceFeed;
import dev.bluegreen.testkit.internal.dataplane.ServiceView;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Keeps a target group's targets the pods of a Service that are ready, by their own addresses, as the AWS Load Balancer
 * Controller does: on a change it first deregisters those that are gone, then registers those that came. Thread-safe.
 */
public final class ServiceTargets implements AutoCloseable {

    private final TargetGroup group;
    private final int port;
    private final Set<Backend> known = new LinkedHashSet<>();
    private final Runnable unfollow;
    private UnaryOperator<ServiceView> registered = UnaryOperator.identity();
    private Runnable afterwards = () -> {};

    private ServiceTargets(ServiceFeed feed, Time time, ResourceKey service, int port, TargetGroup group) {
        this.group = group;
        this.port = port;
        this.unfollow = feed.follow((changed, view) -> {
            if (changed.equals(service)) {
                time.after(Duration.ZERO, () -> sync(view));
            }
        });
    }

    /** Follows a port of a Service from now on, as if it had done so for long: pods that are ready are healthy targets. */
    public static ServiceTargets follow(ServiceFeed feed, Time time, ResourceKey service, int port, TargetGroup group) {
        ServiceTargets targets = new ServiceTargets(feed, time, service, port, group);
        targets.adopt(feed.view(service));
        return targets;
    }

    /**
     * Registers the ready pods of another view, and then does something more, each time.
     *
     * @param view what is registered of a Service
     */
    public synchronized void gated(UnaryOperator<ServiceView> view, Runnable more) {
        registered = view;
        afterwards = more;
    }

    /** Acts on the Service as it is now. */
    public void sync(ServiceFeed feed, ResourceKey service) {
        sync(feed.view(service));
    }

    @Override
    public void close() {
        unfollow.run();
    }

    private synchronized void adopt(ServiceView view) {
        for (Backend ready : ready(view)) {
            if (known.add(ready)) {
                group.adopt(ready);
            }
        }
    }

    private synchronized void sync(ServiceView view) {
        List<Backend> wanted = ready(view);
        List<Backend> gone = new ArrayList<>(known);
        gone.removeAll(wanted);
        gone.forEach(group::deregister);
        gone.forEach(known::remove);
        wanted.stream().filter(known::add).forEach(group::register);
        afterwards.run();
    }

    private List<Backend> ready(ServiceView view) {
        return registered.apply(view).ready().getOrDefault(port, List.of());
    }
}
