package dev.bluegreen.aws.internal;

import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether what was seen last still counts. It does until three more looks should have been answered: an AWS that throttles,
 * refuses or cannot be reached shows nothing, and what it showed before may have changed since. Thread-safe.
 */
public final class Freshness {

    /** Three looks that are made every 5 s, or up to a fifth later. */
    static final Duration LONGEST = Duration.ofSeconds(18);

    private final Time time;
    private final Runnable onSilence;
    private @Nullable Beat answered;
    private @Nullable Beat watched;
    private Duration limit = LONGEST;
    private Time.Timer alarm = () -> {};

    /** @param onSilence called when what is watched is not seen any more */
    public Freshness(Time time, Runnable onSilence) {
        this.time = time;
        this.onSilence = onSilence;
    }

    /** A moment, by the clock and by what cannot be set. */
    private record Beat(Instant at, long nanos) {}

    /** Looks are made from now on. */
    public synchronized void begin() {
        watched = new Beat(time.now(), time.nanos());
        arm(LONGEST);
    }

    /** No more looks are made. */
    public synchronized void end() {
        watched = null;
        alarm.cancel();
    }

    /** What it is now was read this moment. */
    public void answered() {
        answered(Duration.ZERO, Duration.ZERO);
    }

    /**
     * A look was answered.
     *
     * @param took how long it was under way: what it saw is up to that old
     * @param more how much longer than usual it counts, for looks that have to wait for their turn
     */
    public synchronized void answered(Duration took, Duration more) {
        answered = new Beat(time.now().minus(took), time.nanos() - took.toNanos());
        limit = LONGEST.plus(more);
        if (watched != null) {
            arm(limit.minus(took));
        }
    }

    private void arm(Duration in) {
        alarm.cancel();
        alarm = time.after(in, onSilence);
    }

    /** Since when what was seen last is not known to be so; empty while it is, and when it was never looked at. */
    public synchronized Optional<Instant> staleSince() {
        return answered == null || isYoung(answered) ? Optional.empty() : Optional.of(answered.at());
    }

    /** Since when nothing is seen though looks are made; empty while it is, and when none are made. */
    public synchronized Optional<Instant> unseenSince() {
        if (watched == null) {
            return Optional.empty();
        }
        return answered == null ? Optional.of(watched.at()) : staleSince();
    }

    private boolean isYoung(Beat beat) {
        return Duration.ofNanos(time.nanos() - beat.nanos()).compareTo(limit) < 0;
    }

    /** What a person is told of it. */
    public static String sentence(Instant since, Optional<String> failure) {
        return "not seen since " + Wording.of(since)
                + failure.map(why -> ": the last look failed: " + why).orElse(": no look was answered since");
    }
}
