package dev.bluegreen.model;

import java.util.Optional;

/**
 * Where one router sends production traffic, as read at one moment.
 *
 * @param router the router, such as {@code Service/checkout-svc}
 * @param split where it sends traffic
 * @param routing its routing value as it stands there, for a person, such as {@code {app=checkout, track=blue}}
 * @param token the highest fencing token written to it, 0 when none was
 * @param cutoverId the cutover that wrote it last; empty when none did
 * @param version opaque version for compare-and-set
 * @param writer who wrote the routing value last, where the platform knows
 */
public record RouterState(
        String router,
        TrafficSplit split,
        String routing,
        long token,
        Optional<String> cutoverId,
        String version,
        Optional<String> writer) {}
