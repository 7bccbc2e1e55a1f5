package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.RollBackCause;
import dev.bluegreen.internal.engine.event.EventLog;
import dev.bluegreen.internal.engine.event.ListenerQueue;
import dev.bluegreen.internal.engine.event.Told;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.result.UnderwayData;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Underway;
import dev.bluegreen.spi.Holders;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.Time;
import dev.bluegreen.spi.Workloads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What all phases of one operation share: who it is, where it runs, its event log, its cancellation.
 *
 * @param id of the operation; of a cutover that is resumed, its own
 * @param attempt the id of this process's work on it: the same, unless another process began it
 * @param settings of the release
 * @param requester of the operation
 * @param platform where
 * @param eventLog what happened
 * @param control what others want
 * @param intent what is intended, for the record
 * @param objectives what was found of them
 * @param callbacks calls of the user's callbacks
 * @param freezes what keeps it from moving traffic forward
 * @param holders what is known of others who hold the lock
 * @param started when it began
 */
public record Context(
        String id,
        String attempt,
        Settings settings,
        Requester requester,
        Platform platform,
        EventLog eventLog,
        Control control,
        LiveIntent intent,
        ObjectiveResults objectives,
        Callbacks callbacks,
        Freezes freezes,
        Holders holders,
        Instant started) {

    private static final int LONGEST = 200;

    public static Context of(Settings settings, Requester requester, Platform platform, Holders holders) {
        String id = platform.newOperationId();
        Time time = platform.time();
        List<ListenerQueue> queues = ListenerQueue.all(
                time,
                platform.running(),
                settings.listeners(),
                settings.traits().sinks());
        EventLog eventLog = new EventLog(settings.release().name(), id, time, queues, requester.source(platform));
        ObjectiveResults objectives = new ObjectiveResults(settings.bake().slos(), settings.traits());
        return new Context(
                id,
                id,
                settings,
                requester,
                platform,
                eventLog,
                new Control(time),
                new LiveIntent(time),
                objectives,
                new Callbacks(),
                new Freezes(settings.freezes(), platform),
                holders,
                time.now());
    }

    /**
     * This process's work on a cutover that another one began.
     *
     * @param cutover its id
     * @param as how it is to be done
     * @param asked who asked for it
     * @param numbered where the numbers of its events begin, beyond those of the processes before
     */
    public Context resuming(String cutover, Settings as, Requester asked, int numbered) {
        EventLog events = eventLog.goingOn(cutover, numbered, asked.source(platform));
        ObjectiveResults watched = new ObjectiveResults(as.bake().slos(), as.traits());
        Freezes held = new Freezes(as.freezes(), platform);
        return new Context(
                cutover, attempt, as, asked, platform, events, control, intent, watched, callbacks, held, holders,
                started);
    }

    /** The same operation, done otherwise. */
    public Context with(Settings as) {
        ObjectiveResults watched = new ObjectiveResults(as.bake().slos(), as.traits());
        Freezes held = new Freezes(as.freezes(), platform);
        return new Context(
                id, attempt, as, requester, platform, eventLog, control, intent, watched, callbacks, held, holders,
                started);
    }

    /** The same operation, in which the origin of an adopted release stands for its track until that is staged. */
    public Context asAdopted(ReleaseRecord record) {
        return ifAdopted(record).orElse(this);
    }

    /** The same; empty if none does, or it is done so already. */
    public Optional<Context> ifAdopted(ReleaseRecord record) {
        return record.adopted()
                .filter(adopted -> adopted.stands() && release().origin().isEmpty())
                .map(adopted -> adopting(adopted.origin()));
    }

    /** The same operation, in which a workload without a track label stands for a track. */
    public Context adopting(Origin origin) {
        return with(settings.adopting(origin));
    }

    /** What the writes of this process are known by: another one's are told from them, also of the same cutover. */
    public String writeId() {
        return attempt.equals(id) ? id : id + "-" + attempt;
    }

    public ReleaseSpec release() {
        return settings.release();
    }

    public Time time() {
        return platform.time();
    }

    /** Identity of this process, cut to the record's limit. */
    public String identity() {
        String all = platform.identity();
        return all.substring(0, Math.min(LONGEST, all.length()));
    }

    /** Requester and reason as text. */
    public String requestedBy() {
        return requester.shown(identity());
    }

    /** Person who overrides closed windows, with the reason; empty without an override. */
    public Optional<String> overrideOfWindows() {
        return requester
                .override()
                .map(override -> override.by() + " (claimed by " + identity() + "): " + override.reason());
    }

    /** Unique for each operation, and tells a person who it is. */
    public String holder() {
        return identity() + "/" + attempt;
    }

    public void enter(Phase phase) {
        eventLog.enter(phase);
    }

    /** Enters ROLL_BACK. */
    public void goBack(RollBackCause why) {
        eventLog.goBack(why);
    }

    public void tell(CutoverEvent.Kind kind, String sentence) {
        eventLog.tell(Told.of(kind, sentence));
    }

    public void tell(Told told) {
        eventLog.tell(told);
    }

    /** The same, of something that needs nobody's attention. */
    public void note(CutoverEvent.Kind kind, String sentence) {
        eventLog.tell(kind, CutoverEvent.Severity.INFO, sentence);
    }

    /** Says what is waited for and until when: in the record, and to the listeners if it has changed. */
    public void waits(String what, Deadline deadline) {
        eventLog.waits(what, Optional.of(deadline.moment()));
    }

    /** The same without reporting, because each look is reported. */
    public void waitsQuietly(String what, Deadline deadline) {
        eventLog.waitsQuietly(what, deadline.moment());
    }

    /** The record with what the operation is doing now, and how far it is. */
    public ReleaseRecord current(ReleaseRecord record, Operation operation) {
        return eventLog.delivered(intent.in(record))
                .audited(settings.auditHeads())
                .doing(underway(operation));
    }

    private Underway underway(Operation operation) {
        EventLog.Activity now = eventLog.activity();
        Optional<String> last = eventLog.last().map(CutoverEvent::sentence);
        return new UnderwayData(operation, id, requestedBy(), started, now.phase(), now.waitsFor(), now.until(), last);
    }

    public Deadline deadline(Duration duration) {
        return Deadline.in(time(), duration);
    }

    public Deadline preflightDeadline() {
        return deadline(settings.deadlines().preflight());
    }

    public Deadline verifyDeadline() {
        return deadline(settings.deadlines().verify());
    }

    public Deadline rollBackDeadline() {
        return deadline(settings.deadlines().rollBack());
    }

    public Calls calls(Deadline deadline) {
        return new Calls(this, deadline);
    }

    /** Reads within the time that preflight has, from now on. */
    public Calls preflightCalls() {
        return calls(preflightDeadline());
    }

    public Workloads workloads() {
        return platform.workloads();
    }

    /** Asks what the user gave, beside this thread; see {@link Callbacks#ask}. */
    public <T> CallbackResult<T> ask(Object who, Duration limit, Supplier<T> call, Runnable meanwhile) {
        return callbacks.ask(this, who, limit, call, meanwhile);
    }

    public void wake() {
        control.signal().raise();
    }

    /** Waits until something happens or the time is over. */
    public void await(Duration atMost) {
        try {
            control.signal().await(atMost);
        } catch (InterruptedException e) {
            control.abort("its thread was interrupted");
        }
    }

    /** A point at which the operation may be stopped, and stays while it is paused. */
    public void checkpoint() {
        boolean paused = false;
        while (control.aborted().isEmpty() && control.isPaused()) {
            eventLog.waits("paused; waits for resume or abort", Optional.empty());
            paused = true;
            await(Duration.ofMinutes(1));
        }
        if (paused) {
            eventLog.goesOn();
        }
        requireNotAborted();
    }

    public void requireNotAborted() {
        aborted().ifPresent(stop -> {
            throw stop;
        });
    }

    /** Why it has to stop, if others want it to. */
    public Optional<Stop> aborted() {
        return control.aborted()
                .map(reason -> control.isLeft()
                        ? Stop.left(reason)
                        : Stop.because("aborted: " + reason).by(RollBackCause.ABORTED));
    }
}
