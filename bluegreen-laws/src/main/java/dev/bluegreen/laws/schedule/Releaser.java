package dev.bluegreen.laws.schedule;

import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.Fact.Operation;
import dev.bluegreen.laws.schedule.Schedule.Kind;
import dev.bluegreen.laws.schedule.Schedule.Mishap;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.Time;
import dev.bluegreen.spi.memory.CrashException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** One simulated process: what its calls meet on their way, whether it lives, and what it is at. */
final class Releaser {

    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int SLOWEST_MILLIS = 30;

    private final String name;
    private final Time time;
    private final Witness witness;
    private final List<Mishap> mishaps;
    private final Random random;
    private final Map<String, Integer> calls = new HashMap<>();
    private Operation operation = Operation.OTHER;
    private String actor = "";
    private String inFlight = "";
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

    Releaser(int number, long seed, Time time, Witness witness, List<Mishap> all) {
        this.name = "p" + number;
        this.time = time;
        this.witness = witness;
        this.mishaps =
                all.stream().filter(mishap -> mishap.releaser() == number).toList();
        this.random = new Random(seed * 31 + number);
        mishaps.forEach(mishap -> late = late.plus(mishap.by()));
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

    /** How many mishaps met a call they could do something to. */
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

    /** A new operation begins; its id. */
    synchronized String begin() {
        operations++;
        String id = name + "-" + operations;
        actor = name + "/" + id;
        witness.add(new Fact.Started(actor, operation, PATIENCE.plus(late)));
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
        Optional<Mishap> mishap = strikes(call, write);
        int sent = witness.history().position();
        if (mishap.isEmpty()) {
            return arrive(sent, effect);
        }
        witness.add(new Fact.Disturbed(actor(), mishap.get().toString()));
        return disturbed(mishap.get(), call, write, sent, effect);
    }

    private <T> T disturbed(Mishap mishap, String call, boolean write, int sent, Effect<T> effect) {
        Duration by = mishap.by();
        return switch (mishap.kind()) {
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
        };
    }

    private synchronized Optional<Mishap> strikes(String call, boolean write) {
        int nth = calls.merge(call, 1, Integer::sum);
        Optional<Mishap> found = mishaps.stream()
                .filter(mishap -> mishap.call().equals(call) && mishap.nth() == nth)
                .filter(mishap -> write || !isOfWrites(mishap.kind()))
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
        witness.add(new Fact.Killed(actor()));
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
