package dev.bluegreen.spi;

import dev.bluegreen.model.ClosedException;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work that runs on one platform: its operations, the heartbeats of their locks, and the callbacks that operations
 * abandoned because they did not return in time. A platform makes one, returns it by {@link Platform#running()}, and {@link #close closes} it before anything else.
 * Thread-safe.
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
    private boolean ended;

    private record Operation(String name, Consumer<String> abort) {}

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
        Object key = new Object();
        synchronized (operations) {
            if (ended) {
                throw new ClosedException(name + " was refused: its platform is closed, and nothing was written;"
                        + " make a new platform and build the release on that");
            }
            operations.put(key, new Operation(name, abort));
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
        List<String> left = end();
        if (!left.isEmpty()) {
            LOG.error(
                    "{} was closed while this was under way and did not end within {}: {}; its lock runs out by itself,"
                            + " and recover() on a new platform ends it",
                    platform,
                    Wording.of(PATIENCE),
                    String.join(", ", left));
        }
    }

    private List<String> end() {
        abort();
        long end = time.nanos() + PATIENCE.toNanos();
        try {
            while (!underway().isEmpty() && end - time.nanos() > 0) {
                changed.await(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return underway();
    }

    private void abort() {
        Collection<Operation> all;
        Collection<Runnable> left;
        synchronized (operations) {
            ended = true;
            all = new ArrayList<>(operations.values());
            left = new ArrayList<>(behind.values());
        }
        all.forEach(operation -> operation.abort().accept("the platform was closed"));
        left.forEach(Runnable::run);
    }

    private List<String> underway() {
        synchronized (operations) {
            return operations.values().stream().map(Operation::name).toList();
        }
    }

    private void remove(Object key) {
        synchronized (operations) {
            operations.remove(key);
        }
        changed.raise();
    }
}
