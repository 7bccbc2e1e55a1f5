package dev.bluegreen.internal.engine.write;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Longest;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Milestone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Progress of one operation's move of traffic. Written by the operation's thread. */
public final class Progress {

    private final List<Applied> applied = new ArrayList<>();
    private Optional<Observation> seen = Optional.empty();
    private final List<Evidence> tests;
    private final List<Finding> findings;
    private String approval = "";
    private String passed = "";
    private List<Evidence> evidence = List.of();
    private Optional<Applied> written = Optional.empty();
    private Optional<Duration> mixed = Optional.empty();
    private Optional<Milestone> milestone = Optional.empty();
    private Optional<Instant> verified = Optional.empty();
    private Optional<Instant> settled = Optional.empty();
    private List<Evidence> traffic = List.of();
    private Optional<Instant> seenInTraffic = Optional.empty();

    public Progress() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    private Progress(List<Evidence> tests, List<Finding> findings) {
        this.tests = tests;
        this.findings = findings;
    }

    /** Of the same operation, from here: what was tested and found is the same, and nothing was moved yet. */
    public Progress anew(Observation now) {
        Progress begun = new Progress(tests, findings);
        begun.saw(now);
        return begun;
    }

    /**
     * A traffic write that was made.
     *
     * @param strategy made it
     * @param move the move
     * @param after the router as the write left it
     * @param at when it was accepted
     */
    public record Applied(CutoverStrategy strategy, Move move, RouterState after, Instant at) {

        /** The time after verification for which the data plane may still act on the old value. */
        Duration settleBound() {
            return move.before().settleBound().orElseGet(strategy::settleBound);
        }
    }

    /** Reads stacks and routers, as far as they can be read. */
    public Observation look(Context context, Optional<Track> active) {
        Observation now = new Observer(context).reachable(context.preflightCalls(), active);
        saw(now);
        return now;
    }

    public void saw(Observation observation) {
        seen = Optional.of(observation);
    }

    /** The world as it was before anything was moved; empty when it could not be read. */
    public Optional<Observation> seen() {
        return seen;
    }

    /** The last write of each router. */
    public void applied(Applied write) {
        stands(write);
        written = Optional.of(write);
        verified = Optional.empty();
        settled = Optional.empty();
    }

    /** A router that is where it is to be, without a write of this operation: it has to be proven like the others. */
    public void stands(Applied found) {
        applied.removeIf(
                before -> before.strategy().router().equals(found.strategy().router()));
        applied.add(found);
        milestone = Optional.of(Milestone.CONFIG_APPLIED);
    }

    public void tested(Evidence result) {
        tests.add(result);
    }

    /** Findings for the report, with the severities set by the user. */
    public void found(Finding finding) {
        findings.add(finding);
    }

    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /**
     * Enters the approval.
     *
     * @param by who approved, when and why, to follow the reason of the end; empty without an approval
     */
    public void approved(String by) {
        approval = by;
    }

    /** Enters who passed a closed window, to follow the reason of the end. */
    public void passed(String by) {
        passed = by;
    }

    /** Who let traffic move, for the history: the approval, and the way past a closed window. */
    public String approval() {
        return approval + passed;
    }

    public void observed(List<Evidence> seen) {
        evidence = List.copyOf(seen);
    }

    /** Enters a complete proof. */
    public Milestone verified(Instant at) {
        boolean appliedOnly = applied.stream()
                .anyMatch(write -> write.strategy().appliedOnly().isPresent());
        Milestone reached = appliedOnly ? Milestone.CONFIG_APPLIED : Milestone.CONFIG_VERIFIED;
        settled = Optional.of(at.plus(settleBound()));
        verified = Optional.of(at);
        milestone = Optional.of(reached);
        return reached;
    }

    /** Evidence of probes about production traffic. */
    public void probed(List<Evidence> said) {
        traffic = List.copyOf(said);
    }

    public void trafficVerified(Instant at) {
        seenInTraffic = Optional.of(at);
        milestone = Optional.of(Milestone.TRAFFIC_VERIFIED);
    }

    /** True if this operation has moved traffic. */
    public boolean moved() {
        return written.isPresent();
    }

    public List<Applied> applied() {
        return List.copyOf(applied);
    }

    /** Evidence of the last look. */
    public List<Evidence> proof() {
        return evidence;
    }

    public List<Evidence> evidence() {
        return Stream.of(tests, evidence, traffic).flatMap(List::stream).toList();
    }

    public Optional<Milestone> milestone() {
        return milestone;
    }

    /** Enters how long both tracks took traffic. */
    public void mixed(Optional<Duration> time) {
        mixed = time;
    }

    public Optional<Duration> mixed() {
        return mixed;
    }

    public Optional<Instant> appliedAt() {
        return last().map(Applied::at);
    }

    /** When the routers got to where they are, whichever process moved them. */
    public Optional<Instant> standsSince() {
        return applied.stream().map(Applied::at).max(Comparator.naturalOrder());
    }

    /** The shares that the routers give to the tracks; empty if none is known. */
    public Optional<TrafficSplit> split() {
        return applied.stream().map(write -> write.move().target()).findFirst();
    }

    /** The write that came last. */
    public Optional<Applied> last() {
        return written;
    }

    public Optional<Instant> verifiedAt() {
        return verified;
    }

    /** Time at which probes confirmed traffic; without probes, the end of the settle bound. */
    public Optional<Instant> trafficVerifiedAt() {
        return seenInTraffic.or(this::settledAt);
    }

    /** Time at which the data plane has certainly followed: the longest settle bound after the proof. */
    public Optional<Instant> settledAt() {
        return settled;
    }

    /** The longest settle bound of the routers that were moved, as they were before that or as they were seen at first. */
    public Duration settleBound() {
        Stream<Duration> atFirst = applied.isEmpty() ? Stream.empty() : seen.map(Observation::settleBound).stream();
        return Stream.concat(atFirst, applied.stream().map(Applied::settleBound))
                .reduce(Duration.ZERO, Longest::of);
    }
}
