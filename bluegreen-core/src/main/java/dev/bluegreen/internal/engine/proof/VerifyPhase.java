package dev.bluegreen.internal.engine.proof;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.RollBackCause;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Longest;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.operation.Wait;
import dev.bluegreen.internal.engine.plan.Planner;
import dev.bluegreen.internal.engine.plan.ShiftStep;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.engine.write.Progress.Applied;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Evidence.Verdict;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Milestone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * VERIFY: collects evidence, hop by hop, from what is watched, until the proof is complete, contradicted, or the deadline
 * passes; then asks the probes of production traffic, if there are any. Makes no other request.
 */
public record VerifyPhase(Context context) {

    private static final Duration LOOK = Duration.ofSeconds(1);

    /**
     * Collects the proof of the move, then asks the probes.
     *
     * @throws Stop when the proof is contradicted or missing at the deadline: traffic has to go back
     */
    public void run(OngoingCutover cutover) {
        context.enter(Phase.VERIFY);
        Progress progress = cutover.progress();
        Deadline deadline = context.verifyDeadline();
        prove(progress, deadline, cutover::checkpoint);
        Probes probes = Probes.of(cutover);
        if (!probes.isEmpty()) {
            observe(progress, probes, deadline.atLeast(progress.settleBound()), cutover::checkpoint);
        }
    }

    /** Asks the probes until each one confirms, while the proof holds. */
    private void observe(Progress progress, Probes probes, Deadline deadline, Runnable mayGoOn) {
        untilComplete(progress, deadline, mayGoOn, () -> {
            List<Evidence> seen = new ArrayList<>(look(progress));
            List<Evidence> traffic = probes.look(Longest.of(LOOK, deadline.remaining()), () -> {
                requireOurs(progress);
                requireHolding(progress);
                mayGoOn.run();
            });
            progress.probed(traffic);
            seen.addAll(traffic);
            return seen;
        });
        progress.trafficVerified(context.time().now());
        context.tell(Kind.MILESTONE, Milestone.TRAFFIC_VERIFIED.name());
    }

    private void requireHolding(Progress progress) {
        String contradicted = contradictions(look(progress));
        if (!contradicted.isEmpty()) {
            throw Stop.because("the proof is contradicted: " + contradicted).by(RollBackCause.PROOF);
        }
    }

    /**
     * Collects the proof of what was moved.
     *
     * @param mayGoOn throws when there is no use in waiting any longer
     */
    public void prove(Progress progress, Deadline given, Runnable mayGoOn) {
        awaitProof(progress, given, mayGoOn);
        Milestone reached = progress.verified(context.time().now());
        context.tell(Kind.MILESTONE, reached.name());
    }

    /** Proves that all routers send everything to a track as they stand, without a write. */
    public void proveStanding(Observation now, Track on, Progress progress, Runnable mayGoOn) {
        Planner planner = new Planner(context);
        now.routers().forEach(routed -> progress.stands(planner.standing(now, routed, on)));
        prove(progress, context.verifyDeadline(), mayGoOn);
    }

    /** The same without a milestone: the proof holds now. */
    public void awaitProof(Progress progress, Deadline given, Runnable mayGoOn) {
        untilComplete(progress, given.atLeast(longest(progress.applied())), mayGoOn, () -> look(progress));
    }

    private void untilComplete(
            Progress progress, Deadline deadline, Runnable mayGoOn, Supplier<List<Evidence>> looking) {
        try (Subscription changes = watch(progress.applied(), deadline)) {
            new Wait(context, deadline, LOOK)
                    .quietly(
                            look(progress, looking, List.of()),
                            seen -> missing(seen, progress, deadline, mayGoOn),
                            before -> look(progress, looking, before));
        }
    }

    /** Tells what is seen if it is not what was seen before. */
    private List<Evidence> look(Progress progress, Supplier<List<Evidence>> looking, List<Evidence> before) {
        requireOurs(progress);
        List<Evidence> seen = looking.get();
        if (!sentences(seen).equals(sentences(before))) {
            seen.forEach(evidence -> context.tell(Kind.EVIDENCE, evidence.toString()));
        }
        return seen;
    }

    private static Optional<String> missing(
            List<Evidence> seen, Progress progress, Deadline deadline, Runnable mayGoOn) {
        if (isComplete(seen)) {
            return Optional.empty();
        }
        refuse(seen, deadline, progress.applied());
        mayGoOn.run();
        return Optional.of("waits for the proof");
    }

    /** @throws Stop if a foreign write changed a router after our write */
    static void requireOurs(Progress progress) {
        progress.applied()
                .forEach(write -> write.strategy().overwritten(write.move()).ifPresent(what -> {
                    throw Stop.foreign(what);
                }));
    }

    /** The current evidence, which is kept for the report. */
    List<Evidence> look(Progress progress) {
        List<Evidence> seen = new ArrayList<>();
        progress.applied().forEach(write -> seen.addAll(write.strategy().verify(write.move(), write.at())));
        progress.observed(seen);
        return seen;
    }

    /** What is not seen of moves that can go back at once, though one pod would do: an autoscaler may take the others. */
    String missing(Progress progress) {
        return sentences(progress.applied().stream()
                .filter(write -> !write.strategy().staysUnproven())
                .flatMap(write -> write.strategy().verify(wantingOne(write.move()), write.at()).stream())
                .filter(evidence -> evidence.verdict() == Verdict.MISSING)
                .toList());
    }

    private static Move wantingOne(Move move) {
        return Move.builder(move.world(), move.before(), move.target())
                .cutoverId(move.cutoverId())
                .token(move.token())
                .requestedBy(move.requestedBy())
                .routers(move.routers())
                .build();
    }

    /** Time limit of a proof. */
    Duration longest(Progress progress) {
        return Longest.of(
                longest(progress.applied()), context.settings().deadlines().verify());
    }

    /** What is refused for now is opened again until the deadline: a way back may be the first to watch. */
    Subscription watch(List<Applied> writes, Deadline deadline) {
        Calls calls = context.calls(deadline);
        List<Subscription> all = new ArrayList<>();
        try {
            writes.forEach(write ->
                    all.add(calls.read(() -> write.strategy().watch(context.release(), context::wake))));
        } catch (PlatformException e) {
            all.forEach(Subscription::close);
            throw e;
        }
        return () -> all.forEach(Subscription::close);
    }

    static String contradictions(List<Evidence> seen) {
        return sentences(seen.stream()
                .filter(evidence -> evidence.verdict() == Verdict.CONTRADICTED)
                .toList());
    }

    static boolean isComplete(List<Evidence> seen) {
        return !seen.isEmpty() && seen.stream().allMatch(evidence -> evidence.verdict() == Verdict.CONFIRMED);
    }

    private static Duration longest(List<Applied> writes) {
        Duration longest = Longest.provenWithin(writes.stream().map(Applied::strategy));
        boolean isBetween =
                writes.stream().anyMatch(write -> write.move().target().equals(TrafficSplit.both()));
        return isBetween ? Longest.of(longest, ShiftStep.BOTH_PROVEN_WITHIN) : longest;
    }

    private static void refuse(List<Evidence> seen, Deadline deadline, List<Applied> writes) {
        String contradicted = contradictions(seen);
        if (!contradicted.isEmpty()) {
            throw Stop.because("the proof is contradicted: " + contradicted).by(RollBackCause.PROOF);
        }
        if (deadline.passed()) {
            String missing = sentences(seen.stream()
                    .filter(evidence -> evidence.verdict() == Verdict.MISSING)
                    .toList());
            String why =
                    "the proof is not complete at the deadline: " + (missing.isEmpty() ? "no evidence came" : missing);
            boolean stays = writes.stream().anyMatch(write -> write.strategy().staysUnproven());
            throw stays
                    ? Stop.staying(why + "; call recover() to look again")
                    : Stop.because(why).by(RollBackCause.PROOF);
        }
    }

    private static String sentences(List<Evidence> seen) {
        return seen.stream()
                .map(evidence -> evidence.hop() + ": " + evidence.sentence())
                .collect(Collectors.joining("; "));
    }
}
