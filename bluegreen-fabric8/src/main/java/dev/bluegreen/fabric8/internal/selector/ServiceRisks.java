package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.fabric8.internal.api.Findings;
import dev.bluegreen.fabric8.internal.service.LoadBalancerView;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Finding;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

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

    /**
     * Findings about a Service that is to be moved.
     *
     * @param makesBeforeBreak true if a load balancer has the new pods before it loses the old ones
     */
    public static List<Finding> of(Service service, boolean makesBeforeBreak) {
        Findings findings = new Findings(RouterView.router(service));
        balancer(findings, service, makesBeforeBreak);
        connections(findings, service);
        return findings.list();
    }

    private static void balancer(Findings findings, Service service, boolean makesBeforeBreak) {
        boolean isBalancer = LoadBalancerView.isLoadBalancer(service);
        boolean sendsToPodIps = sendsToPodIps(service);
        findings.warning(
                        sendsToPodIps && !makesBeforeBreak,
                        "pod-ip-load-balancer",
                        "has a load balancer in front that sends to pod addresses: it adds the new pods and drops the"
                                + " old ones later than the cluster does",
                        "move traffic by selectorPatch(...).makeBeforeBreak()")
                .info(
                        isBalancer && !sendsToPodIps && !makesBeforeBreak,
                        "load-balancer",
                        "is of type LoadBalancer; it is unknown whether it sends to pod addresses",
                        "if it does, treat it as a pod-ip-load-balancer")
                .info(
                        isBalancer && LoadBalancerView.addresses(service).isEmpty(),
                        "load-balancer-pending",
                        "is of type LoadBalancer and has no address yet: it is unreachable from outside",
                        "wait for it with .smokeTest(platform.loadBalancerProvisioned(\"" + RouterView.name(service)
                                + "\"))")
                .warning(
                        isBalancer && LoadBalancerView.hostnames(service).anyMatch(CLASSIC.asMatchPredicate()),
                        "classic-load-balancer",
                        "has a Classic Load Balancer in front, which keeps connections open to nodes and, when it is"
                                + " sticky, sends clients to the same node again",
                        "move to a Network or Application Load Balancer of the AWS Load Balancer Controller");
    }

    /** True if its annotations order a load balancer that sends to pod addresses. */
    public static boolean sendsToPodIps(Service service) {
        Map<String, String> annotations = Fields.annotations(service);
        String targets = annotations.get(TARGET_TYPE);
        boolean byDefault = LoadBalancerView.isLoadBalancer(service)
                && service.getSpec().getLoadBalancerClass() != null
                && POD_IPS_BY_DEFAULT.contains(service.getSpec().getLoadBalancerClass());
        return "ip".equals(targets)
                || "nlb-ip".equals(annotations.get(LOAD_BALANCER_TYPE))
                || annotations.containsKey(NETWORK_ENDPOINT_GROUPS)
                || (targets == null && byDefault);
    }

    private static void connections(Findings findings, Service service) {
        ServiceSpec spec = service.getSpec();
        findings.warning(
                        Fields.annotations(service)
                                .getOrDefault(TARGET_GROUP_ATTRIBUTES, "")
                                .contains("stickiness.enabled=true"),
                        "sticky-load-balancer",
                        "makes its load balancer sticky: clients stay on the old pods until these are deregistered",
                        "remove stickiness.enabled=true for the cutover")
                .info(
                        "ClientIP".equals(spec.getSessionAffinity()),
                        "session-affinity",
                        "has sessionAffinity ClientIP: clients are bound to new pods all at once when theirs leave",
                        "check that the new pods can take over sessions of the old ones")
                .warning(
                        Boolean.TRUE.equals(spec.getPublishNotReadyAddresses()),
                        "publishes-not-ready",
                        "has publishNotReadyAddresses: pods get traffic before they are ready",
                        "set spec.publishNotReadyAddresses to false");
        trafficPolicies(findings, spec);
    }

    private static void trafficPolicies(Findings findings, ServiceSpec spec) {
        findings.warning(
                        "Local".equals(spec.getExternalTrafficPolicy()),
                        "external-traffic-local",
                        "has externalTrafficPolicy Local: a node without a pod of the new track drops what a load"
                                + " balancer still sends to it",
                        "use Cluster, or run the new track on the nodes of the old one")
                .warning(
                        "Local".equals(spec.getInternalTrafficPolicy()),
                        "internal-traffic-local",
                        "has internalTrafficPolicy Local: clients on a node without a pod of the new track are refused",
                        "use Cluster, or run the new track on the nodes of the old one");
    }
}
