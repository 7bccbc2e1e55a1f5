package dev.bluegreen.internal.engine.ending;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.ending.TrafficLocation.Location;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.intent.Intent.Parked;
import dev.bluegreen.internal.result.CutoverReportData;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.result.Cancellation;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Outcome;
import java.util.List;
import java.util.Optional;

/** Says how an operation ended. */
public record Reporter(Context context, Operation operation, Track to) {

    /**
     * Tells the end, and makes the report of it.
     *
     * @param sentence how it ended and where traffic is
     * @param active where all traffic is now; empty when that is not known
     */
    public CutoverReport end(Outcome outcome, String sentence, Optional<Track> active, Progress progress) {
        if (outcome == Outcome.SWITCHED) {
            context.objectives().findings().stream()
                    .map(context.settings()::weighed)
                    .forEach(progress::found);
        }
        phase(outcome).ifPresent(context::enter);
        context.eventLog().end(outcome.name(), sentence);
        return report(outcome, sentence, active, progress);
    }

    private CutoverReport report(Outcome outcome, String sentence, Optional<Track> active, Progress progress) {
        CutoverReport.Times times = new CutoverReport.Times(
                context.started(),
                progress.appliedAt(),
                progress.verifiedAt(),
                progress.trafficVerifiedAt(),
                context.time().now());
        return new CutoverReportData(
                context.id(),
                context.release().name(),
                progress.seen().flatMap(Observation::active),
                to,
                outcome,
                sentence,
                active,
                progress.milestone(),
                progress.mixed(),
                progress.evidence(),
                context.objectives().verdicts(),
                progress.findings(),
                times,
                context.eventLog().events());
    }

    /** Events to store with this end, for redelivery. */
    List<CutoverEvent> pendingWithEnd(Outcome outcome, String sentence) {
        return context.eventLog().pendingWithEnd(phase(outcome), outcome.name(), sentence);
    }

    /** Nothing was moved. */
    public CutoverReport refused(String why, Progress progress) {
        return refused(why, new TrafficLocation(context).seek(progress), progress);
    }

    public CutoverReport refused(String why, Location where, Progress progress) {
        return end(Outcome.REFUSED, notMoved(why, where), where.active(), progress);
    }

    String notMoved(String why, Location where) {
        return name() + " was not " + requested() + ": " + why + ". Nothing was moved"
                + (where.clause().isEmpty() ? "" : "; " + where.clause()) + ".";
    }

    private String requested() {
        return switch (operation) {
            case ROLL_BACK -> "rolled back to " + to;
            case RECOVER -> "recovered";
            default -> "switched to " + to;
        };
    }

    /**
     * A person has to look.
     *
     * @param now what is where; empty when it could not be read
     */
    CutoverReport attention(String why, Optional<Observation> now, Progress progress) {
        return end(
                Outcome.NEEDS_ATTENTION,
                needsAttention(why, now, progress),
                now.flatMap(Observation::active),
                progress);
    }

    String needsAttention(String why, Optional<Observation> now, Progress progress) {
        String where = now.map(routing -> "Current routing: " + routing.everyRouter())
                .orElseGet(() -> "Where traffic is could not be read; this operation "
                        + (progress.moved() ? "has set " + lastWritten(progress) + " last" : unwritten()));
        return name() + " needs attention: " + why + ". " + where + "; see status(), then call recover().";
    }

    private String unwritten() {
        return context.eventLog().hasAnnounced() ? "may have moved it" : "has not moved it";
    }

    /** Traffic was on the target already. */
    public CutoverReport unchanged(Track active, Progress progress) {
        return end(
                Outcome.UNCHANGED,
                name() + " was on " + active + " already; traffic is on " + active + ", nothing was written.",
                Optional.of(active),
                progress);
    }

    /** Nothing but a parked cutover had to be undone. */
    public CutoverReport withdrawn(Cancellation cancelled, Track back) {
        Outcome outcome = cancelled.done() ? Outcome.UNCHANGED : Outcome.NEEDS_ATTENTION;
        return end(outcome, cancelled.sentence(), Optional.of(back).filter(track -> cancelled.done()), new Progress());
    }

    public CutoverReport nothingToGoBackTo() {
        return notGoneBack("no cutover is recorded, so there is nothing to go back to; switchTo(track) moves traffic");
    }

    public CutoverReport notGoneBack(String why) {
        return end(
                Outcome.REFUSED,
                name() + " was not rolled back: " + why + ". Nothing was moved.",
                Optional.empty(),
                new Progress());
    }

    /** It waits, and traffic stands at a recorded split: nothing of it is to be recovered. */
    public CutoverReport parked(InFlight left, Parked parked) {
        String sentence = name() + ": " + left.name() + " to " + left.to() + " is parked and waits for "
                + parked.waitsFor()
                + parked.until().map(until -> " until " + Wording.of(until)).orElse("")
                + "; nothing was written. resume() goes on with it, cancel(\"" + left.id() + "\") withdraws it.";
        return end(Outcome.UNCHANGED, sentence, Optional.empty(), new Progress());
    }

    /** It stays where it is, for another process. */
    String left(InFlight left, String why, Location where) {
        return name() + ": " + left.name() + " to " + left.to() + " was left in " + left.phase() + ", because " + why
                + (where.clause().isEmpty() ? "" : "; " + where.clause())
                + ". resume() in another process goes on with it.";
    }

    /** The report of a cutover that waits without its process: parked, not ended. */
    CutoverReport parked(Parked wait, Progress progress) {
        return waiting(
                "cutover " + context.id() + " is parked and waits for " + wait.waitsFor()
                        + wait.until()
                                .map(until -> ", until " + Wording.of(until))
                                .orElse(""),
                progress);
    }

    /** The report of a parked cutover, and why. */
    CutoverReport waiting(String why, Progress progress) {
        String sentence = name() + " was not " + requested() + ": " + why + ". Nothing was moved.";
        context.tell(Kind.WAITING, sentence);
        return report(Outcome.LEFT, sentence, progress.seen().flatMap(Observation::active), progress);
    }

    public CutoverReport nothingUnfinished(Observation now) {
        String where = now.unread().isEmpty() ? "" : "; " + now.whereTrafficIs();
        String sentence = name() + ": nothing is unfinished, nothing was written" + where + ".";
        return end(Outcome.UNCHANGED, sentence, now.active(), new Progress());
    }

    public String name() {
        return context.release().name();
    }

    private static String lastWritten(Progress progress) {
        Progress.Applied last = progress.last().orElseThrow();
        return last.after().router() + " " + last.after().routing();
    }

    private static Optional<Phase> phase(Outcome outcome) {
        return switch (outcome) {
            case SWITCHED, UNCHANGED -> Optional.of(Phase.DONE);
            case ROLLED_BACK -> Optional.of(Phase.ROLLED_BACK);
            case FROZEN -> Optional.of(Phase.FROZEN);
            case NEEDS_ATTENTION -> Optional.of(Phase.NEEDS_ATTENTION);
            case REFUSED, LEFT, ABANDONED -> Optional.empty();
        };
    }
}
