package dev.bluegreen.internal.engine.proof;

import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Reaction;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.SloContext;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.RollBackCause;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Longest;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.operation.Wait;
import dev.bluegreen.internal.engine.operation.WatchedSlo;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Looks at proof, objectives, other people's writes and the way back for a time, and as long as the cutover is paused. */
public final class Watch {

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** How long a watch that goes on past its end waits at most before it asks whether it still has to. */
    private static final Duration OVERTIME = Duration.ofSeconds(10);

    /** Minimum time limit of a check, whatever the interval. */
    private static final Duration LEAST = Duration.ofSeconds(30);

    private final Context context;
    private final OngoingCutover cutover;
    private final Progress progress;
    private final String name;
    private final Bake bake;
    private final VerifyPhase verify;
    private final List<WatchedSlo> objectives;
    private final ProofGap gap;
    private final Visibility visibility;
    private final Instant switched;
    private Instant until;
    private Optional<Deadline> patience = Optional.empty();
    private Deadline together;
    private BooleanSupplier longer = () -> false;

    /**
     * A watch that has not begun.
     *
     * @param name what it is, in a sentence
     */
    public Watch(OngoingCutover cutover, String name) {
        this.context = cutover.context();
        this.cutover = cutover;
        this.progress = cutover.progress();
        this.name = name;
        this.bake = context.settings().bake();
        this.verify = new VerifyPhase(context);
        this.objectives = context.objectives().begin();
        this.gap = new ProofGap(context, verify);
        this.visibility = new Visibility(cutover, name);
        this.switched = progress.standsSince().orElseGet(context.time()::now);
        this.until = switched;
        this.together = context.deadline(Duration.ZERO);
    }

    /**
     * Watches for a time.
     *
     * @throws Stop when what is watched does not hold
     */
    public void run(Duration time) {
        run(time, () -> false);
    }

    /**
     * The same, and longer.
     *
     * @param longer true while it has to go on though the time is over
     */
    public void run(Duration time, BooleanSupplier longer) {
        this.longer = longer;
        this.until = context.time().now().plus(time);
        try (Subscription changes = verify.watch(progress.applied(), context.verifyDeadline())) {
            watch(time, context.deadline(time));
            awaitProof();
            if (!visibility.look()) {
                requireSeen();
                checkOnceMore();
            }
        } finally {
            objectives.forEach(WatchedSlo::leave);
            summarize();
            visibility.finding().ifPresent(context.objectives()::found);
        }
        requireVerdicts();
    }

    private void watch(Duration time, Deadline end) {
        Deadline next = context.deadline(Duration.ZERO);
        context.waitsQuietly("watches " + name, end);
        for (boolean first = true; first || goesOn(end) || isUnderway(); first = false) {
            look();
            if (next.passed() && (first || goesOn(end))) {
                begin();
                next = context.deadline(end.passed() ? bake.interval() : pace(time));
            }
            take();
            if (goesOn(end) || isUnderway()) {
                context.await(isUnderway() || visibility.isBlind() || gap.isOpen() ? LOOK : untilNext(end, next));
            }
        }
        take();
    }

    /** The last checks were made while nothing was seen. */
    private void checkOnceMore() {
        begin();
        while (isUnderway()) {
            look();
            take();
            context.await(LOOK);
        }
        take();
    }

    private void look() {
        context.requireNotAborted();
        cutover.lock().requireHeld();
        VerifyPhase.requireOurs(progress);
        cutover.readiness().look();
        requireProof(visibility.look());
    }

    /** Evidence missing at the end gets the time limit of a proof. */
    private void awaitProof() {
        while (gap.isOpen()) {
            context.await(LOOK);
            look();
        }
    }

    /** State unseen at the end gets the time limit of a proof to be seen again. */
    private void requireSeen() {
        boolean wasSeen = visibility.everSeen();
        Deadline deadline = context.verifyDeadline();
        boolean isSeen = new Wait(context, deadline, LOOK)
                .quietly(
                        visibility.look(),
                        seen -> seen || deadline.passed()
                                ? Optional.empty()
                                : Optional.of("waits until what it watches is seen again"),
                        seen -> {
                            look();
                            return visibility.look();
                        });
        if (!isSeen || !wasSeen) {
            react(bake.reactions().toNoData(), RollBackCause.NO_DATA, visibility.missed());
        }
    }

    /** However short the time is, it is not judged by its beginning alone. */
    private Duration pace(Duration time) {
        return bake.interval().compareTo(time) < 0 ? bake.interval() : time.dividedBy(2);
    }

    /** What all the samples came to, also of those that were not told. */
    private void summarize() {
        objectives.forEach(objective ->
                context.tell(Kind.EVIDENCE, objective.tally().verdict().toString()));
    }

    private void requireProof(boolean isSeen) {
        List<Evidence> seen = verify.look(progress);
        String contradicted = VerifyPhase.contradictions(seen);
        if (!contradicted.isEmpty()) {
            throw Stop.because("the proof no longer holds: " + contradicted).by(RollBackCause.PROOF);
        }
        if (isSeen && !VerifyPhase.isComplete(seen)) {
            gap.look(progress);
        } else {
            gap.close();
        }
    }

    /** Past the end the last checks are waited for, and no further ones begin. */
    private boolean goesOn(Deadline end) {
        return !end.passed() || context.control().isPaused() || longer.getAsBoolean() || isPatient();
    }

    /** Objectives that need more data than came in time get the time for it. */
    private boolean isPatient() {
        Duration most = context.objectives().patience();
        if (most.isZero()) {
            return false;
        }
        if (patience.isEmpty()) {
            patience = Optional.of(context.deadline(most));
            context.waits("goes on watching " + name + " until each objective is judged", patience.get());
        }
        return !patience.get().passed();
    }

    private static Duration untilNext(Deadline end, Deadline next) {
        return end.passed() ? next.atMost(OVERTIME) : end.atMost(next.remaining());
    }

    /** The checks run beside this thread, each for itself. */
    private void begin() {
        SloContext sloContext = SloContext.of(
                        cutover.seen(), cutover.to(), switched, context.time().now())
                .during(progress.split().orElseGet(() -> TrafficSplit.all(cutover.to())), until);
        Duration limit = Longest.of(LEAST, bake.interval());
        objectives.forEach(objective -> objective.begin(context, sloContext, limit));
        together = context.deadline(LOOK);
    }

    private boolean isUnderway() {
        return objectives.stream().anyMatch(WatchedSlo::isUnderway);
    }

    /** Those of one round are judged together, in their order, unless one of them keeps the others waiting. */
    private void take() {
        if (!isUnderway() || together.passed()) {
            objectives.forEach(objective -> objective.take().ifPresent(result -> judge(objective, result)));
        }
    }

    private void judge(WatchedSlo objective, Slo.Result result) {
        if (objective.tells()) {
            context.tell(Kind.EVIDENCE, result.verdict() + " " + result.sentence());
        }
        boolean isBreached = objective.isBreached();
        if (isBreached) {
            objective.tally().breached();
        }
        context.intent().reached(now -> now.objectives(context.objectives().states()));
        if (isBreached) {
            react(bake.reactions().toBreach(), RollBackCause.BREACH, "an SLO is breached: " + result.sentence());
        }
    }

    /** At the end, an objective that was never judged, or no longer is, has not been met. */
    private void requireVerdicts() {
        for (WatchedSlo objective : objectives) {
            Slo.Result last = objective.last();
            switch (last.verdict()) {
                case NO_DATA, NOT_YET ->
                    react(
                            bake.reactions().toNoData(),
                            RollBackCause.NO_DATA,
                            "an SLO has no data at the end of " + name + ": " + last.sentence());
                case STORE_DOWN ->
                    react(
                            bake.reactions().toStoreDown(),
                            RollBackCause.NO_DATA,
                            "the source of an SLO gives no answer: " + last.sentence());
                case GOOD, BAD -> {}
            }
        }
    }

    private void react(Reaction reaction, RollBackCause cause, String why) {
        switch (reaction) {
            case ROLL_BACK -> throw Stop.because(why).by(cause);
            case FREEZE -> throw Stop.frozen(why);
            case HOLD -> context.tell(Kind.FINDING, why);
        }
    }
}
