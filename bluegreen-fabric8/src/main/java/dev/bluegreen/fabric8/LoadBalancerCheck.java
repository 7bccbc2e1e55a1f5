package dev.bluegreen.fabric8;

import dev.bluegreen.check.SmokeContext;
import dev.bluegreen.check.SmokeTest;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceStatus;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Waits, before traffic moves, until the load balancer of a Service of type LoadBalancer has an address
 * ({@code status.loadBalancer.ingress}): {@code shop.loadBalancerProvisioned("checkout-svc").answering(uri, 5)}. Immutable:
 * each call returns a new one. Unless told otherwise, within 3 minutes.
 *
 * <p>It runs with the smoke tests, and not with the gates of preflight, because a cloud takes minutes, and preflight has
 * half of one. What the cloud's controller complains of, by Events of type Warning on the Service, such as subnets or
 * security groups, is told while it waits and when it gives up.
 */
public final class LoadBalancerCheck implements SmokeTest {

    private static final String KIND = "load-balancer";
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final int LOOKS_FOR_EACH_READ_OF_EVENTS = 6;

    private final Kube kube;
    private final NamespaceWatch watch;
    private final String service;
    private final Duration limit;
    private final Optional<SteadyAnswers> answers;

    LoadBalancerCheck(
            Kube kube, NamespaceWatch watch, String service, Duration limit, Optional<SteadyAnswers> answers) {
        this.kube = kube;
        this.watch = watch;
        this.service = service;
        this.limit = limit;
        this.answers = answers;
    }

    /** Waits so long, for the address and the answers together. */
    public LoadBalancerCheck within(Duration time) {
        return new LoadBalancerCheck(kube, watch, service, time, answers);
    }

    /**
     * Waits besides until so many answers in a row are below 400, each over a new connection: a load balancer has an
     * address before its targets are healthy.
     *
     * @param address what users call, or a health check beside it
     * @param inARow 1 or more
     */
    public LoadBalancerCheck answering(URI address, int inARow) {
        return new LoadBalancerCheck(kube, watch, service, limit, Optional.of(new SteadyAnswers(address, inARow)));
    }

    @Override
    public Evidence run(SmokeContext asked) {
        for (int look = 0; ; look++) {
            Optional<Service> now = watch.service(service);
            if (now.filter(LoadBalancerCheck::isLoadBalancer).isEmpty()) {
                return contradicted(now.isEmpty() ? "does not exist" : "is not of type LoadBalancer");
            }
            String missing = missing(now.get());
            if (missing.isEmpty()) {
                return Evidence.confirmed(KIND, hop(), hop() + " is reached at " + addresses(now.get()));
            }
            if (asked.elapsed().compareTo(limit) >= 0) {
                return contradicted(missing + " after " + limit.toSeconds() + " s" + warnings());
            }
            if (look % LOOKS_FOR_EACH_READ_OF_EVENTS == 0) {
                asked.waitsFor("the load balancer: " + hop() + " " + missing + warnings());
            }
            asked.pause(shorter(LOOK, limit.minus(asked.elapsed())));
        }
    }

    private String missing(Service now) {
        return addresses(now).isEmpty()
                ? "has no address"
                : answers.map(SteadyAnswers::missing)
                        .filter(why -> !why.isEmpty())
                        .map(why -> "has the address " + addresses(now) + ", and " + why)
                        .orElse("");
    }

    private Evidence contradicted(String what) {
        return Evidence.contradicted(KIND, hop(), hop() + " " + what);
    }

    private String hop() {
        return RouterView.router(service);
    }

    private static boolean isLoadBalancer(Service service) {
        return service.getSpec() != null && "LoadBalancer".equals(service.getSpec().getType());
    }

    static List<String> addresses(Service service) {
        return Stream.ofNullable(service.getStatus())
                .map(ServiceStatus::getLoadBalancer)
                .filter(Objects::nonNull)
                .flatMap(balancer -> balancer.getIngress().stream())
                .map(LoadBalancerCheck::address)
                .toList();
    }

    private static String address(LoadBalancerIngress ingress) {
        return String.valueOf(ingress.getHostname() == null ? ingress.getIp() : ingress.getHostname());
    }

    private String warnings() {
        try {
            List<String> warnings = kube.warnings("Service", service);
            return warnings.isEmpty()
                    ? "; no Event says why"
                    : warnings.stream().collect(Collectors.joining("; ", "; Events: ", ""));
        } catch (PlatformException e) {
            return "; its Events could not be read: " + e.getMessage();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (limit.isNegative()) {
            problems.add("loadBalancerProvisioned.within: " + limit + " is negative; give a duration of 0 or more");
        }
        answers.ifPresent(asked -> problems.addAll(asked.problems()));
        return problems;
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return Permissions.ofEvents();
    }
}
