package dev.bluegreen.fabric8.release;

import dev.bluegreen.cutover.Hop;
import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A verifier of a load balancer that has pods as healthy targets some time after they were selected. */
final class TargetsAfter implements HopVerifier {

    private final Time time;
    private final Duration lag;
    private volatile Map<String, Set<String>> asked = Map.of();
    private volatile Optional<Hop> hop = Optional.empty();

    TargetsAfter(Time time, Duration lag) {
        this.time = time;
        this.lag = lag;
    }

    /** The addresses of the pods that were asked for last. */
    Map<String, Set<String>> asked() {
        return asked;
    }

    Hop hop() {
        return hop.orElseThrow();
    }

    @Override
    public List<Finding> preflight(Hop seen) {
        return List.of();
    }

    @Override
    public List<Evidence> targets(String router, Map<String, Set<String>> pods, Instant since) {
        asked = pods;
        return List.of(
                time.now().isBefore(since.plus(lag))
                        ? Evidence.missing("targets", router, "targets are not registered")
                        : Evidence.confirmed("targets", router, "targets are healthy"));
    }

    @Override
    public Subscription watch(Hop watched, ReleaseSpec release, Runnable onChange) {
        hop = Optional.of(watched);
        return () -> {};
    }

    @Override
    public List<Finding> preflight(Hop seen, Move move) {
        throw new AssertionError("it has no weights");
    }

    @Override
    public List<Evidence> verify(String router, Move move, Instant applied) {
        throw new AssertionError("it has no weights");
    }

    @Override
    public Optional<Instant> unseenSince(String router) {
        return Optional.empty();
    }

    @Override
    public Optional<String> mayFailOpen(Hop seen, Track idle) {
        return Optional.empty();
    }

    @Override
    public Duration provenWithin() {
        return Duration.ofMinutes(5);
    }

    @Override
    public List<Permission> permissions() {
        return List.of();
    }
}
