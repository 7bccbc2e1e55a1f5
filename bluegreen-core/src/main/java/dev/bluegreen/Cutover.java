package dev.bluegreen;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.result.CutoverReport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A cutover under way. Thread-safe. */
public interface Cutover {

    /** Its unique id. */
    String id();

    /** The last thing that happened; empty before the first. */
    Optional<CutoverEvent> status();

    /**
     * Tells a listener everything that happens here, from the first event on and each event once, in order: what was before is
     * told first, however late it comes. On a thread of the listener's own; nobody waits for it, and one that falls 10,000
     * events behind misses those that follow.
     *
     * @return closed to be told no more
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    Subscription events(CutoverListener listener);

    /** Pauses it at the next point before traffic moves, or keeps it in its bake, until {@link #resume}. */
    void pause();

    /** Ends a pause. */
    void resume();

    /**
     * Aborts it: refuses it if traffic has not moved, else sends traffic back; no effect after its end.
     *
     * @throws dev.bluegreen.model.ConfigurationException if the reason is null or blank
     */
    void abort(String reason);

    /**
     * Waits for the end.
     *
     * @return the report if traffic ended on the requested track; empty if the timeout passed first
     * @throws dev.bluegreen.model.ConfigurationException if the timeout is null, negative or longer than ten years
     * @throws dev.bluegreen.result.CutoverException if it ended otherwise
     * @throws InterruptedException if the waiting thread is interrupted; the cutover goes on
     */
    Optional<CutoverReport> await(Duration timeout) throws InterruptedException;

    /**
     * Completes when traffic is settled and the lock is free; exceptionally with a
     * {@link dev.bluegreen.result.CutoverException} if traffic did not end on the requested track. Stages derived from it wrap that in
     * a {@link java.util.concurrent.CompletionException}, as those of the JDK do.
     */
    CompletionStage<CutoverReport> completion();
}
