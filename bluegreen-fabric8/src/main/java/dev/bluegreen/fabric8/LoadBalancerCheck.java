package dev.bluegreen.fabric8;

import dev.bluegreen.check.Access;
import dev.bluegreen.check.ProbeContext;
import dev.bluegreen.check.TrafficProbe;
import dev.bluegreen.check.smoke.SmokeContext;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.service.LoadBalancerView;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.fabric8.internal.service.ServiceEvents;
import dev.bluegreen.fabric8.internal.watch.NamespaceWatch;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Waits, before traffic moves, until the load balancer of a Service of type LoadBalancer has an address
 * ({@code status.loadBalancer.ingress}): {@code shop.loadBalancerProvisioned("checkout-svc").within(ofMinutes(5))}. Immutable:
 * each call returns a new one. Default limit: 3 minutes.
 *
 * <p>It runs with the smoke tests, not with the preflight gates, because a cloud takes minutes and preflight has 30 s. Events of
 * type Warning on the Service, such as the controller's errors about subnets or security groups, are reported while it waits
 * and when it fails.
 */
public final class LoadBalancerCheck implements SmokeTest {

    private static final String KIND = "load-balancer";
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final int LOOKS_FOR_EACH_READ_OF_EVENTS = 6;

    private final Kube kube;
    private final NamespaceWatch watch;
    private final String service;
    private final Duration limit;
    private final Optional<TrafficProbe> answers;

    LoadBalancerCheck(Kube kube, NamespaceWatch watch, String service, Duration limit, Optional<TrafficProbe> answers) {
        this.kube = kube;
        this.watch = watch;
        this.service = service;
        this.limit = limit;
        this.answers = answers;
    }

    /** Sets how long to wait for address and probe together. */
    public LoadBalancerCheck within(Duration time) {
        return new LoadBalancerCheck(kube, watch, service, time, answers);
    }

    /**
     * Also waits until a probe confirms, such as {@code TrafficProbe.get(uri).inARow(5)}: a load balancer has an address before
     * its targets are healthy. Traffic has not moved yet, so the old version answers.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public LoadBalancerCheck answering(TrafficProbe probe) {
        Input.given("loadBalancerProvisioned.answering", probe, "give a TrafficProbe");
        return new LoadBalancerCheck(kube, watch, service, limit, Optional.of(probe));
    }

    /** The limit plus time for requests. */
    @Override
    public Duration limit(Workload idle) {
        return limit.plus(Duration.ofMinutes(2));
    }

    @Override
    public Evidence check(SmokeContext context) {
        for (int look = 0; ; look++) {
            Optional<Service> now = watch.service(service);
            if (now.filter(LoadBalancerView::isLoadBalancer).isEmpty()) {
                return contradicted(now.isEmpty() ? "does not exist" : "is not of type LoadBalancer");
            }
            String missing = missing(now.get(), context);
            if (missing.isEmpty()) {
                return Evidence.confirmed(
                        KIND, hop(), hop() + " is reached at " + LoadBalancerView.addresses(now.get()));
            }
            if (context.elapsed().compareTo(limit) >= 0) {
                return contradicted(missing + " after " + Wording.of(limit) + warnings());
            }
            if (look % LOOKS_FOR_EACH_READ_OF_EVENTS == 0) {
                context.waitsFor("the load balancer: " + hop() + " " + missing + warnings());
            }
            context.pause(shorter(LOOK, limit.minus(context.elapsed())));
        }
    }

    /** The condition still unmet; empty if there is none. */
    private String missing(Service now, SmokeContext context) {
        if (LoadBalancerView.addresses(now).isEmpty()) {
            return "has no address";
        }
        return answers.map(probe -> probe.check(new BeforeTheMove(context)))
                .filter(seen -> seen.verdict() != Evidence.Verdict.CONFIRMED)
                .map(seen -> "has the address " + LoadBalancerView.addresses(now) + ", but " + seen.hop() + ": "
                        + seen.sentence())
                .orElse("");
    }

    private Evidence contradicted(String what) {
        return Evidence.contradicted(KIND, hop(), hop() + " " + what);
    }

    private String hop() {
        return RouterView.router(service);
    }

    private String warnings() {
        try {
            List<String> warnings = new ServiceEvents(kube).warnings(service);
            return warnings.isEmpty()
                    ? "; no Event says why"
                    : warnings.stream().collect(Collectors.joining("; ", "; Events: ", ""));
        } catch (PlatformException e) {
            return "; its Events could not be read: " + e.getMessage();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        Duration shorter = one.compareTo(other) < 0 ? one : other;
        return shorter.isNegative() ? Duration.ZERO : shorter;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        Input.duration("loadBalancerProvisioned.within", limit).ifPresent(problems::add);
        answers.ifPresent(probe -> problems.addAll(probe.problems()));
        return problems;
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return Permissions.ofEvents();
    }

    @Override
    public Set<Access> uses() {
        return answers.map(TrafficProbe::uses).orElse(Set.of());
    }

    /** Context of a probe that runs while the old track still has the traffic. */
    private record BeforeTheMove(SmokeContext context) implements ProbeContext {

        @Override
        public ReleaseSpec release() {
            return context.release();
        }

        @Override
        public Workload active() {
            return context.idle();
        }

        @Override
        public Instant switched() {
            return Instant.MIN;
        }

        /** True: nothing was moved, so no answer can be stale. */
        @Override
        public boolean settled() {
            return true;
        }

        @Override
        public List<String> log(Pod pod) {
            return context.log(pod, Optional.empty());
        }
    }
}
