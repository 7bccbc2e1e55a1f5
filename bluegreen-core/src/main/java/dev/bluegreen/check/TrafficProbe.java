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
 * <p>Probes are asked when the configuration is proven, again and again until each one confirms; then, and not before, the
 * traffic is verified. What contradicts sends traffic back at once; what is still missing when the time for the proof and
 * the router's settle bound are over, too. The way back asks none.
 */
@FunctionalInterface
public interface TrafficProbe {

    /** Looks once. Whatever it throws counts as {@code MISSING}, and so does no answer in the time for the proof. */
    Evidence check(ProbeContext context);

    /** The probe for one cutover; one that remembers earlier looks returns a new one with no memory. */
    default TrafficProbe begin() {
        return this;
    }

    /** What is wrong with it as it is configured, each with field, value and remedy. */
    default List<String> problems() {
        return List.of();
    }

    /** The rights it takes besides those of {@link #uses}; default none. */
    default List<Permission> permissions(ReleaseSpec release) {
        return List.of();
    }

    /** What it needs of the platform. */
    default Set<Access> uses() {
        return Set.of();
    }

    /** Requests the address that users use, over new connections: see {@link HttpProbe}. */
    static HttpProbe get(URI address) {
        return HttpProbe.of(address);
    }

    /**
     * Waits for a line that a pod of the new track writes after the switch, such as one of its access log. Its time is told
     * by the clock of the pod's node.
     *
     * @param pattern a regular expression, found anywhere in a line
     */
    static TrafficProbe log(String pattern) {
        return new LogProbe(new LogPattern(Input.given("trafficProbe.log", pattern, "give a regular expression")));
    }
}
