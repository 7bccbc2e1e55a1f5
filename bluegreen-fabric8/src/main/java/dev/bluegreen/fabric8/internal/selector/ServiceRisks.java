package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.fabric8.internal.service.LoadBalancerView;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Findings about settings of a Service that make a selector change risky. */
public final class ServiceRisks {

    private static final String TARGET_TYPE = "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type";
    private static final String LOAD_BALANCER_TYPE = "service.beta.kubernetes.io/aws-load-balancer-type";
    private static final String NETWORK_ENDPOINT_GROUPS = "cloud.google.com/neg";
    private static final String TARGET_GROUP_ATTRIBUTES =
            "service.beta.kubernetes.io/aws-load-balancer-target-group-attributes";

    /** A Network Load Balancer has the region after {@code elb}, a Classic one before it. */
    private static final Pattern CLASSIC = Pattern.compile(".+\\.[a-z0-9-]+\\.elb\\.amazonaws\\.com(\\.cn)?");

    private static final Set<String> POD_IPS_BY_DEFAULT = Set.of("eks.amazonaws.com/nlb");

    private ServiceRisks() {}

    public static List<Finding> of(Service service) {
        return Stream.of(
                        loadBalancer(service),
                        pending(service),
                        classic(service),
                        sticky(service),
                        affinity(service),
                        notReady(service),
                        localPolicy(service),
                        internalLocalPolicy(service))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Finding> loadBalancer(Service service) {
        if (sendsToPodIps(service)) {
            return Optional.of(new Finding(
                    "pod-ip-load-balancer",
                    Severity.WARNING,
                    router(service) + " has a load balancer in front that sends to pod addresses: it adds the new"
                            + " pods and drops the old ones later than the cluster does",
                    "keep the old track until its targets are drained, or use a make-before-break cutover"));
        }
        return LoadBalancerView.isLoadBalancer(service)
                ? Optional.of(new Finding(
                        "load-balancer",
                        Severity.INFO,
                        router(service) + " is of type LoadBalancer; it is unknown whether it sends to pod addresses",
                        "if it does, treat it as a pod-ip-load-balancer"))
                : Optional.empty();
    }

    private static boolean sendsToPodIps(Service service) {
        Map<String, String> annotations = RouterView.annotations(service);
        String targets = annotations.get(TARGET_TYPE);
        boolean byDefault = LoadBalancerView.isLoadBalancer(service)
                && service.getSpec().getLoadBalancerClass() != null
                && POD_IPS_BY_DEFAULT.contains(service.getSpec().getLoadBalancerClass());
        return "ip".equals(targets)
                || "nlb-ip".equals(annotations.get(LOAD_BALANCER_TYPE))
                || annotations.containsKey(NETWORK_ENDPOINT_GROUPS)
                || (targets == null && byDefault);
    }

    private static Optional<Finding> pending(Service service) {
        return LoadBalancerView.isLoadBalancer(service)
                        && LoadBalancerView.addresses(service).isEmpty()
                ? Optional.of(new Finding(
                        "load-balancer-pending",
                        Severity.INFO,
                        router(service) + " is of type LoadBalancer and has no address yet: it is unreachable from"
                                + " outside",
                        "wait for it with .smokeTest(platform.loadBalancerProvisioned(\"" + RouterView.name(service)
                                + "\"))"))
                : Optional.empty();
    }

    private static Optional<Finding> classic(Service service) {
        return LoadBalancerView.isLoadBalancer(service)
                        && LoadBalancerView.hostnames(service).anyMatch(CLASSIC.asMatchPredicate())
                ? Optional.of(new Finding(
                        "classic-load-balancer",
                        Severity.WARNING,
                        router(service)
                                + " has a Classic Load Balancer in front, which keeps connections open to nodes and,"
                                + " when it is sticky, sends clients to the same node again",
                        "move to a Network or Application Load Balancer of the AWS Load Balancer Controller"))
                : Optional.empty();
    }

    private static Optional<Finding> sticky(Service service) {
        return RouterView.annotations(service)
                        .getOrDefault(TARGET_GROUP_ATTRIBUTES, "")
                        .contains("stickiness.enabled=true")
                ? Optional.of(new Finding(
                        "sticky-load-balancer",
                        Severity.WARNING,
                        router(service)
                                + " makes its load balancer sticky: clients stay on the old pods until these are"
                                + " deregistered",
                        "remove stickiness.enabled=true for the cutover"))
                : Optional.empty();
    }

    private static Optional<Finding> affinity(Service service) {
        return "ClientIP".equals(spec(service).getSessionAffinity())
                ? Optional.of(new Finding(
                        "session-affinity",
                        Severity.INFO,
                        router(service)
                                + " has sessionAffinity ClientIP: clients are bound to new pods all at once when"
                                + " theirs leave",
                        "check that the new pods can take over sessions of the old ones"))
                : Optional.empty();
    }

    private static Optional<Finding> notReady(Service service) {
        return Boolean.TRUE.equals(spec(service).getPublishNotReadyAddresses())
                ? Optional.of(new Finding(
                        "publishes-not-ready",
                        Severity.WARNING,
                        router(service) + " has publishNotReadyAddresses: pods get traffic before they are ready",
                        "set spec.publishNotReadyAddresses to false"))
                : Optional.empty();
    }

    private static Optional<Finding> localPolicy(Service service) {
        return "Local".equals(spec(service).getExternalTrafficPolicy())
                ? Optional.of(new Finding(
                        "external-traffic-local",
                        Severity.WARNING,
                        router(service) + " has externalTrafficPolicy Local: a node without a pod of the new track"
                                + " drops what a load balancer still sends to it",
                        "use Cluster, or run the new track on the nodes of the old one"))
                : Optional.empty();
    }

    private static Optional<Finding> internalLocalPolicy(Service service) {
        return "Local".equals(spec(service).getInternalTrafficPolicy())
                ? Optional.of(new Finding(
                        "internal-traffic-local",
                        Severity.WARNING,
                        router(service) + " has internalTrafficPolicy Local: clients on a node without a pod of the new"
                                + " track are refused",
                        "use Cluster, or run the new track on the nodes of the old one"))
                : Optional.empty();
    }

    private static ServiceSpec spec(Service service) {
        return service.getSpec();
    }

    private static String router(Service service) {
        return RouterView.router(RouterView.name(service));
    }
}
