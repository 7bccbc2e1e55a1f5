package dev.bluegreen.spi;

import dev.bluegreen.model.ClosedException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Platform.Handover;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work that runs on one platform: its operations, the heartbeats of their locks, and the callbacks that operations
 * abandoned because they did not return in time. A platform makes one, returns it by {@link Platform#running()}, and {@link
 * #close closes} it before anything else. Thread-safe.
 */
public final class RunningWork {

    /** Maximum number of abandoned callbacks; at that number no further one is started. */
    public static final int MOST_LEFT_BEHIND = 16;

    private static final Logger LOG = LoggerFactory.getLogger(RunningWork.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Time time;
    private final Time.Signal changed;
    private final Heartbeats heartbeats;
    private final Map<Object, Operation> operations = new LinkedHashMap<>();
    private final Map<Object, Runnable> behind = new LinkedHashMap<>();
    private final List<Subscription> hooks = new ArrayList<>();
    private Optional<String> refusal = Optional.empty();

    /** An operation under way. Its methods are called from other threads, and must not block. */
    public interface Operation {

        /** Its name, for a person. */
        String name();

        /** Asks it to end as soon as it may: what it has moved goes back. */
        void abort(String reason);

        /** Asks it to stop where it is, for another process to go on with it. By default it is aborted. */
        default void leave(String reason) {
            abort(reason);
        }

        /** How it ended, in a sentence; empty before its end, and where nobody needs to know. */
        default Optional<String> end() {
            return Optional.empty();
        }
    }

    private record Unnamed(String name, Consumer<String> aborts) implements Operation {

        @Override
        public void abort(String reason) {
            aborts.accept(reason);
        }
    }

    /** No work yet, on the platform's time. */
    public RunningWork(Time time) {
        this.time = time;
        this.changed = time.signal();
        this.heartbeats = new Heartbeats(time);
    }

    /**
     * Enters an operation that begins.
     *
     * @param name its name, for a person
     * @param abort called with the reason when the platform is closed before it has ended; must not block
     * @return a subscription to close when it has ended, with traffic settled and the lock free
     * @throws ClosedException if the platform is closed
     */
    public Subscription begin(String name, Consumer<String> abort) {
        return begin(new Unnamed(name, abort));
    }

    /**
     * Enters an operation that begins.
     *
     * @return a subscription to close when it has ended, with traffic settled and the lock free
     * @throws ClosedException if the platform is closed, or shut down
     */
    public Subscription begin(Operation operation) {
        Object key = new Object();
        synchronized (operations) {
            if (refusal.isPresent()) {
                throw new ClosedException(operation.name() + " was refused: " + refusal.get());
            }
            operations.put(key, operation);
        }
        return () -> remove(key);
    }

    /**
     * Repeats a short task, such as the renewal of a lock, until the subscription is closed. The tasks of a platform share a
     * timer and a few threads; one that hangs delays the others by a second at most.
     *
     * @param first delay before the task runs first
     * @param task returns the delay before it runs again; one that throws ends
     */
    public Subscription repeat(Duration first, Supplier<Duration> task) {
        return heartbeats.repeat(first, task);
    }

    /**
     * Enters a callback that did not return in time and runs on beside the operation.
     *
     * @param interrupt interrupts it, if it still runs, when the platform is closed; must not block
     * @return a subscription to close when it has returned
     */
    public Subscription leaveBehind(Runnable interrupt) {
        Object key = new Object();
        synchronized (operations) {
            behind.put(key, interrupt);
        }
        return () -> {
            synchronized (operations) {
                behind.remove(key);
            }
        };
    }

    /** The number of abandoned callbacks that have not returned. */
    public int leftBehind() {
        synchronized (operations) {
            return behind.size();
        }
    }

    /**
     * Refuses every operation from now on, aborts those under way, and waits until they have ended, two minutes at most: one
     * that has moved traffic sends it back. Interrupts the abandoned callbacks, and does not wait for them. The log names
     * operations that have not ended by then, and the remedy.
     *
     * @param platform the name of the platform, for a person
     */
    public void close(String platform) {
        List<Operation> all = refuse("its platform is closed, and nothing was written;"
                + " make a new platform and build the release on that");
        all.forEach(operation -> operation.abort("the platform was closed"));
        interruptCallbacks();
        await(PATIENCE);
        List<String> left = underway().stream().map(Operation::name).toList();
        if (!left.isEmpty()) {
            LOG.error(
                    "{} was closed while this was under way and did not end within {}: {}; its lock runs out by itself,"
                            + " and recover() on a new platform ends it",
                    platform,
                    Wording.of(PATIENCE),
                    String.join(", ", left));
        }
    }

    /**
     * Refuses every operation from now on, hands over those under way, and waits for their end.
     *
     * @param platform the name of the platform, for a person
     * @param within the longest wait
     * @return the end of each, in a sentence
     */
    List<String> shutdown(String platform, Duration within, Handover handover) {
        Input.requireDuration("shutdown", within);
        Input.given("shutdown", handover, "give Handover.ROLL_BACK or Handover.LEAVE");
        List<Operation> all = refuse("its platform is shut down, and nothing was written; call it in another process");
        String why = platform + " was shut down";
        all.forEach(operation -> {
            if (handover == Handover.LEAVE) {
                operation.leave(why);
            } else {
                operation.abort(why);
            }
        });
        await(within);
        List<Operation> left = underway();
        return all.stream()
                .flatMap(operation -> left.contains(operation)
                        ? Optional.of(unended(operation, within)).stream()
                        : operation.end().stream())
                .toList();
    }

    /**
     * Does the same when this JVM ends, and logs the sentences.
     *
     * @return keeps the JVM from doing so when closed; closing the platform does that too
     */
    Subscription onJvmShutdown(String platform, Duration within, Handover handover) {
        Input.requireDuration("onJvmShutdown", within);
        Input.given("onJvmShutdown", handover, "give Handover.ROLL_BACK or Handover.LEAVE");
        Subscription hook =
                JvmHook.add(() -> shutdown(platform, within, handover).forEach(sentence -> LOG.info("{}", sentence)));
        synchronized (operations) {
            hooks.add(hook);
        }
        return hook;
    }

    private static String unended(Operation operation, Duration within) {
        return operation.name() + " did not end within " + Wording.of(within)
                + "; its lock runs out by itself, and resume() or recover() in another process goes on with it";
    }

    private List<Operation> refuse(String why) {
        synchronized (operations) {
            refusal = Optional.of(why);
            hooks.forEach(Subscription::close);
            hooks.clear();
        }
        return underway();
    }

    private void interruptCallbacks() {
        List<Runnable> left;
        synchronized (operations) {
            left = new ArrayList<>(behind.values());
        }
        left.forEach(Runnable::run);
    }

    private void await(Duration patience) {
        long end = time.nanos() + patience.toNanos();
        try {
            while (!underway().isEmpty() && end - time.nanos() > 0) {
                changed.await(shorter(LOOK, Duration.ofNanos(end - time.nanos())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private List<Operation> underway() {
        synchronized (operations) {
            return List.copyOf(operations.values());
        }
    }

    private void remove(Object key) {
        synchronized (operations) {
            operations.remove(key);
        }
        changed.raise();
    }

    /**
     * Repeats short tasks, such as the renewals of all locks of a platform: one timer for all, and a few threads while tasks are
     * due. A task that hangs delays others by a second at most: then another thread joins. Thread-safe.
     */
    private static final class Heartbeats {

        static final int THREADS = 4;
        static final Duration LATE = Duration.ofSeconds(1);

        private final Time time;
        private final long origin;
        private final PriorityQueue<Beat> waiting =
                new PriorityQueue<>(Comparator.comparingLong((Beat beat) -> beat.due));
        private Optional<Alarm> alarm = Optional.empty();
        private int working;

        Heartbeats(Time time) {
            this.time = time;
            this.origin = time.nanos();
        }

        private record Alarm(long at, Time.Timer timer) {}

        private static final class Beat {

            private final Supplier<Duration> task;
            private long due;
            private boolean ended;

            Beat(Supplier<Duration> task) {
                this.task = task;
            }
        }

        /** Runs a task after a delay, and again after each delay that it returns, until the subscription is closed. */
        Subscription repeat(Duration first, Supplier<Duration> task) {
            Beat beat = new Beat(task);
            again(beat, first);
            return () -> end(beat);
        }

        private synchronized void again(Beat beat, Duration in) {
            if (!beat.ended) {
                beat.due = now() + in.toNanos();
                waiting.add(beat);
                setAlarm();
            }
        }

        private synchronized void end(Beat beat) {
            beat.ended = true;
            waiting.remove(beat);
            setAlarm();
        }

        private void setAlarm() {
            Optional<Long> next = Optional.ofNullable(waiting.peek()).map(this::needsAThread);
            if (!next.equals(alarm.map(Alarm::at))) {
                alarm.ifPresent(set -> set.timer().cancel());
                alarm = next.map(at -> new Alarm(at, time.after(Duration.ofNanos(at - now()), this::ring)));
            }
        }

        /** The moment from which a task is worth a thread: once it is due, or late while enough threads are at work. */
        private long needsAThread(Beat beat) {
            return beat.due + (working < THREADS ? 0 : LATE.toNanos());
        }

        private void ring() {
            if (join()) {
                try {
                    for (Optional<Beat> beat = due(); beat.isPresent(); beat = due()) {
                        again(beat.get(), beat.get().task.get());
                    }
                } finally {
                    leave();
                }
            }
        }

        private synchronized boolean join() {
            alarm = Optional.empty();
            Beat first = waiting.peek();
            boolean needed = first != null && needsAThread(first) <= now();
            working += needed ? 1 : 0;
            setAlarm();
            return needed;
        }

        private synchronized Optional<Beat> due() {
            Beat first = waiting.peek();
            return first != null && first.due <= now() ? Optional.of(waiting.remove()) : Optional.empty();
        }

        private synchronized void leave() {
            working--;
            setAlarm();
        }

        private long now() {
            return time.nanos() - origin;
        }
    }
}
