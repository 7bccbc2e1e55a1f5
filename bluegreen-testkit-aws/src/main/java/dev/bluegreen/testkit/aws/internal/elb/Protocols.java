package dev.bluegreen.testkit.aws.internal.elb;

import dev.bluegreen.testkit.aws.internal.AwsError;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which protocols go together (ELB user guides: listeners of an ALB, listeners of an NLB). */
final class Protocols {

    private static final Set<String> APPLICATION = Set.of("HTTP", "HTTPS");

    /** By protocol of the listener, those of the target groups it may forward to. */
    private static final Map<String, List<String>> FIT = Map.of(
            "HTTP", List.of("HTTP", "HTTPS"),
            "HTTPS", List.of("HTTP", "HTTPS"),
            "TCP", List.of("TCP", "TCP_UDP"),
            "TLS", List.of("TCP", "TLS"),
            "UDP", List.of("UDP", "TCP_UDP"),
            "TCP_UDP", List.of("TCP_UDP"),
            "QUIC", List.of("QUIC", "TCP_QUIC"),
            "TCP_QUIC", List.of("TCP_QUIC"));

    private Protocols() {}

    /** @throws AwsError if a load balancer has no listeners of the protocol */
    static void requireOf(Balancer balancer, String protocol) {
        if (!FIT.containsKey(protocol) || APPLICATION.contains(protocol) == balancer.isNetwork) {
            throw AwsError.sender(
                    400,
                    "UnsupportedProtocol",
                    "Listener protocol '" + protocol + "' is not supported by load balancers of type '"
                            + balancer.type() + "'");
        }
    }

    /** @throws AwsError if a listener cannot forward to a group */
    static void requireFit(Listener listener, Group group) {
        if (!FIT.getOrDefault(listener.protocol(), List.of()).contains(group.kind.protocol())) {
            throw AwsError.sender(
                    400,
                    "IncompatibleProtocols",
                    "Listener protocol '" + listener.protocol() + "' is not supported with a target group with the"
                            + " protocol '" + group.kind.protocol() + "'");
        }
    }
}
