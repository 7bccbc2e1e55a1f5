package dev.bluegreen.cli.internal;

import dev.bluegreen.Release;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.ClosedException;
import dev.bluegreen.model.Wording;
import dev.bluegreen.result.ReleaseStatus.Delivery;
import dev.bluegreen.spi.Time;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * Waits until notifiers and audit files have the events of a command: what they have not got when its process ends waits for the
 * next operation.
 *
 * @param err gets what they still lack when the time is over
 */
record LastEvents(Time time, PrintStream err) {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration FIRST_LOOK = Duration.ofMillis(100);
    private static final Duration LAST_LOOK = Duration.ofSeconds(5);

    /** Looks on a thread of its own, as all that waits by this time does. */
    void await(Release release) {
        Time.Signal ended = time.signal();
        time.fork("bluegreen-last-events", () -> {
            try {
                look(release);
            } finally {
                ended.raise();
            }
        });
        try {
            ended.await(LONGEST.plus(LAST_LOOK));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Release release) {
        try {
            List<Delivery> missing = missing(release);
            long end = time.nanos() + LONGEST.toNanos();
            Duration pause = FIRST_LOOK;
            while (!missing.isEmpty() && time.nanos() < end) {
                time.signal().await(pause);
                missing = missing(release);
                pause = pause.compareTo(LAST_LOOK) < 0 ? pause.multipliedBy(2) : LAST_LOOK;
            }
            missing.forEach(one -> err.println(sentence(one)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ClosedException e) {
            // A signal ended the command: the next operation delivers what is missing.
        } catch (BlueGreenException e) {
            err.println("whether notifiers and audit files have all events is not known: " + e.getMessage());
        }
    }

    private static List<Delivery> missing(Release release) {
        return release.status().deliveries().stream()
                .filter(one -> one.pending() > 0)
                .toList();
    }

    private static String sentence(Delivery one) {
        return one.sink() + " lacks " + one.pending() + (one.pending() == 1 ? " event" : " events") + ", after "
                + Wording.of(LONGEST)
                + one.problem().map(why -> " (" + why + ")").orElse("")
                + "; the next operation with it delivers them";
    }
}
