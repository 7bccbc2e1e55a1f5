package dev.bluegreen.check;

import dev.bluegreen.internal.answer.LogPattern;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Observes production traffic after a switch, as part of its proof: {@code TrafficProbe.get(uri).expectHeader("X-Version",
 * "v2").inARow(20)}. Implementations are thread-safe.
 *
 * <p>Probes run once the configuration is proven, repeatedly until each confirms; only then traffic counts as verified.
 * Contradicting evidence sends traffic back at once, and so does evidence still missing after both the proof's deadline and the
 * router's settle bound. A rollback uses no probes.
 */
@FunctionalInterface
public interface TrafficProbe {

    /** Runs once. An exception, or no result within the time for the proof, counts as {@code MISSING}. */
    Evidence check(ProbeContext context);

    /** The probe for one cutover; a stateful one returns a fresh copy. */
    default TrafficProbe begin() {
        return this;
    }

    /** Problems of its configuration, each with field, value and remedy. */
    default List<String> problems() {
        return List.of();
    }

    /** The permissions it needs besides those of {@link #uses}; default none. */
    default List<Permission> permissions(ReleaseSpec release) {
        return List.of();
    }

    /** Access to the platform that it needs. */
    default Set<Access> uses() {
        return Set.of();
    }

    /**
     * Requests the public address over new connections: see {@link HttpProbe}.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    static HttpProbe get(URI address) {
        return HttpProbe.of(address);
    }

    /**
     * Waits for a line that a pod of the new track logs after the switch, such as in its access log. The time is that of the
     * pod's node.
     *
     * @param pattern a regular expression, found anywhere in a line
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    static TrafficProbe log(String pattern) {
        return new LogProbe(new LogPattern(Input.given("trafficProbe.log", pattern, "give a regular expression")));
    }
}
