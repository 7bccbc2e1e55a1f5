package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.model.Permission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Settings of a cutover by two writes.
 *
 * @param overlap how long both tracks take traffic beyond the proof; empty for a cutover by one write
 * @param verifier tells when pods are healthy targets of a load balancer
 * @param mostTargets the limit of targets of a target group, where the cluster does not show it
 */
public record Widening(Optional<Duration> overlap, Optional<HopVerifier> verifier, OptionalInt mostTargets) {

    /** One write. */
    public static final Widening NONE = new Widening(Optional.empty(), Optional.empty(), OptionalInt.empty());

    /** Two writes, the second when the first is proven. */
    public Widening proven(Optional<HopVerifier> by) {
        return new Widening(Optional.of(Duration.ZERO), by, mostTargets);
    }

    /** Two writes, the second after a fixed time, too. */
    public Widening lasting(Duration time) {
        return new Widening(Optional.of(time), Optional.empty(), mostTargets);
    }

    /** The same with a limit. */
    public Widening limitedTo(int targets) {
        return new Widening(overlap, verifier, OptionalInt.of(targets));
    }

    /** Permissions to move a Service so. */
    public List<Permission> permissions(String service) {
        return isAsked()
                ? Stream.of(
                                Permissions.ofWidening(service),
                                List.of(TargetLimit.permission()),
                                verifier.map(HopVerifier::permissions).orElse(List.of()))
                        .flatMap(List::stream)
                        .toList()
                : Permissions.ofService(service);
    }

    /** True if there are two writes. */
    public boolean isAsked() {
        return overlap.isPresent();
    }
}
