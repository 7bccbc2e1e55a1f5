package dev.bluegreen.laws.schedule;

import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.Fact.Operation;
import dev.bluegreen.laws.schedule.Schedule.CallFault;
import dev.bluegreen.laws.schedule.Schedule.Kind;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.CrashException;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** One simulated process: what its calls meet on their way, whether it lives, and what it is at. */
final class Releaser {

    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int SLOWEST_MILLIS = 30;

    private final int number;
    private final String name;
    private final Time time;
    private final SceneRecorder recorder;
    private final List<CallFault> callFaults;
    private final Consumer<CallFault> people;
    private final Random random;
    private final Map<String, Integer> calls = new HashMap<>();
    private Operation operation = Operation.OTHER;
    private String actor = "";
    private String inFlight = "";
    private boolean overrides;
    private Duration late = Duration.ZERO;
    private int operations;
    private int struck;
    private long frozenUntil = Long.MIN_VALUE;
    private volatile boolean dead;

    /** A call that is made. */
    interface Effect<T> {

        /** Makes it; {@code sent} is where the history stood when it was sent. */
        T made(int sent);
    }

    /** @param people do what they do before a call */
    Releaser(
            int number, long seed, Time time, SceneRecorder recorder, List<CallFault> all, Consumer<CallFault> people) {
        this.people = people;
        this.number = number;
        this.name = "p" + number;
        this.time = time;
        this.recorder = recorder;
        this.callFaults =
                all.stream().filter(callFault -> callFault.releaser() == number).toList();
        this.random = new Random(seed * 31 + number);
        callFaults.stream()
                .filter(callFault -> !callFault.kind().isOfPeople())
                .forEach(callFault -> late = late.plus(callFault.by()));
    }

    int number() {
        return number;
    }

    String name() {
        return name;
    }

    boolean isDead() {
        return dead;
    }

    /** The operation under way, by the name it holds the lock by. */
    synchronized String actor() {
        return actor;
    }

    /** The cutover that the record, as this process wrote it last, shows as under way. */
    synchronized String inFlight() {
        return inFlight;
    }

    synchronized void writes(RecordJson record) {
        inFlight = record.inFlight().orElse(inFlight);
    }

    synchronized int operations() {
        return operations;
    }

    /** How many call faults met a call they could do something to. */
    synchronized int struck() {
        return struck;
    }

    /** Each of its operations may take so much longer. */
    void mayTake(Duration more) {
        late = late.plus(more);
    }

    void does(Operation next) {
        operation = next;
    }

    /** From now on its calls pass closed windows by name. */
    void overrides() {
        overrides = true;
    }

    /** A new operation begins; its id. */
    synchronized String begin() {
        operations++;
        String id = name + "-" + operations;
        actor = name + "/" + id;
        recorder.add(new Fact.Started(actor, operation, PATIENCE.plus(late)));
        if (overrides) {
            recorder.add(new Fact.Overrides(actor));
        }
        return id;
    }

    /** Ends the thread if the process is dead, and keeps it while it stands still. */
    void standStill() {
        requireAlive();
        while (frozenUntil > time.nanos()) {
            pass(Duration.ofNanos(frozenUntil - time.nanos()));
            requireAlive();
        }
    }

    /**
     * Makes a call, with all that happens to it.
     *
     * @param effect makes it; is told where the history stood when it was sent
     */
    <T> T call(String call, boolean write, Effect<T> effect) {
        standStill();
        Optional<CallFault> callFault = strikes(call, write);
        if (callFault.filter(one -> one.kind().isOfPeople()).isPresent()) {
            people.accept(callFault.get());
            standStill();
            return arrive(recorder.history().position(), effect);
        }
        int sent = recorder.history().position();
        if (callFault.isEmpty()) {
            return arrive(sent, effect);
        }
        recorder.add(new Fact.Disturbed(actor(), callFault.get().toString()));
        return disturbed(callFault.get(), call, write, sent, effect);
    }

    private <T> T disturbed(CallFault callFault, String call, boolean write, int sent, Effect<T> effect) {
        Duration by = callFault.by();
        return switch (callFault.kind()) {
            case CONFLICT -> throw new PlatformException(PlatformException.Kind.CONFLICT, "409 at " + call);
            case THROTTLED -> throw new PlatformException(PlatformException.Kind.TRANSIENT, "429 at " + call);
            case SERVER_ERROR -> throw failed(call, write);
            case LOST_BEFORE -> throw lost(call);
            case LOST_AFTER -> {
                arrive(sent, effect);
                throw lost(call);
            }
            case DELIVERED_LATE -> {
                time.after(by, () -> deliver(sent, effect));
                throw lost(call);
            }
            case SLOW -> slowly(by, sent, effect);
            case PAUSED_BEFORE -> {
                freeze(by);
                yield arrive(sent, effect);
            }
            case PAUSED_AFTER -> frozen(by, arrive(sent, effect));
            case KILLED_BEFORE -> throw die(call);
            case KILLED_AFTER -> {
                arrive(sent, effect);
                throw die(call);
            }
            case STOPPED, CLOSED, CANCELLED, SHUT_DOWN, LEFT -> arrive(sent, effect);
        };
    }

    private synchronized Optional<CallFault> strikes(String call, boolean write) {
        int nth = calls.merge(call, 1, Integer::sum);
        Optional<CallFault> found = callFaults.stream()
                .filter(callFault -> callFault.call().equals(call) && callFault.nth() == nth)
                .filter(callFault -> write || !isOfWrites(callFault.kind()))
                .findFirst();
        struck += found.isPresent() ? 1 : 0;
        return found;
    }

    private static boolean isOfWrites(Kind kind) {
        return switch (kind) {
            case CONFLICT, LOST_BEFORE, LOST_AFTER, DELIVERED_LATE -> true;
            default -> false;
        };
    }

    private <T> T arrive(int sent, Effect<T> effect) {
        pass(Duration.ofMillis(1 + random.nextInt(SLOWEST_MILLIS)));
        standStill();
        return effect.made(sent);
    }

    private <T> T slowly(Duration by, int sent, Effect<T> effect) {
        T answer = arrive(sent, effect);
        pass(by);
        standStill();
        return answer;
    }

    private static void deliver(int sent, Effect<?> effect) {
        try {
            effect.made(sent);
        } catch (PlatformException e) {
            // Nobody is left to hear that it was refused.
        }
    }

    private static PlatformException failed(String call, boolean write) {
        return new PlatformException(
                write ? PlatformException.Kind.OUTCOME_UNKNOWN : PlatformException.Kind.TRANSIENT, "500 at " + call);
    }

    private static PlatformException lost(String call) {
        return new PlatformException(PlatformException.Kind.OUTCOME_UNKNOWN, "connection lost at " + call);
    }

    private <T> T frozen(Duration by, T answer) {
        freeze(by);
        return answer;
    }

    private void freeze(Duration by) {
        frozenUntil = time.nanos() + by.toNanos();
        standStill();
    }

    private CrashException die(String call) {
        dead = true;
        recorder.add(new Fact.Killed(actor()));
        return new CrashException(call);
    }

    private void requireAlive() {
        if (dead) {
            throw new CrashException(name);
        }
    }

    private void pass(Duration by) {
        try {
            time.signal().await(by);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody interrupts a simulated process", e);
        }
    }
}
