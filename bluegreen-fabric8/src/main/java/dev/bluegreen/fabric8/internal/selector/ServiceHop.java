package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.cutover.Hop;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.rule.PodAddressBalancers;
import dev.bluegreen.fabric8.internal.rule.TargetGroupBindings;
import dev.bluegreen.fabric8.internal.service.LoadBalancerView;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.model.Track;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The load balancers behind a Service whose selector is patched: one target group holds the pods of both tracks. */
public final class ServiceHop {

    private ServiceHop() {}

    /** Reads what leads to the Service. */
    public static Hop of(Kube kube, Service service) {
        String name = RouterView.name(service);
        Set<String> hosts = Stream.concat(LoadBalancerView.hostnames(service), PodAddressBalancers.hosts(kube, name))
                .collect(Collectors.toSet());
        Hop.Backend backend =
                new Hop.Backend(name, kube.namespace() + "/" + name + ":", TargetGroupBindings.groups(kube, name));
        return new Hop(RouterView.router(service), hosts, Map.of(Track.BLUE, backend, Track.GREEN, backend));
    }
}
