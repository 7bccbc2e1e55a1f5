package dev.bluegreen.internal.engine.stack;

import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.operation.Wait;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.result.ReleaseStatus.Standby;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What has to hold before the stack of an idle track may be touched. The record tells it by the clock of the process that
 * made the last move. Where that is not ours, ours may be ahead: what is short is waited out here, on the monotonic clock, and
 * to what is long an allowance is added.
 */
public record IdleRules(Context context, Track track) {

    /** Maximum difference of two machines' clocks. */
    public static final Duration CLOCK_SKEW = Duration.ofMinutes(20);

    public void requireNoTraffic(Observation observation) {
        if (observation.sendsTo(track)) {
            throw Stop.because(observation.whereTrafficIs() + "; switch to " + track.other() + " first");
        }
    }

    public void requireNoFailingOpen(Observation observation) {
        observation.strategies().forEach(router -> Stop.ifAny(router.mayFailOpen(context.release(), track)));
    }

    /** The data plane may follow the last move late. */
    void requireSettled(ReleaseRecord record) {
        followed(record).filter(context.time().now()::isBefore).ifPresent(until -> {
            throw Stop.because(
                    "the last move may not have settled everywhere, so that its pods may still get requests until "
                            + Wording.of(until) + "; wait until then");
        });
    }

    void requireNoStandby(ReleaseRecord record, String remedy) {
        record.standby().filter(kept -> kept.track() == track).ifPresent(kept -> {
            Instant end = end(kept, record);
            if (context.time().now().isBefore(end)) {
                throw Stop.because("it is kept as standby until " + Wording.of(kept.until()) + allowance(kept, end)
                        + "; " + remedy);
            }
        });
    }

    /** Time at which a standby is certainly over, by our clock. */
    Instant end(Standby kept, ReleaseRecord record) {
        boolean isSettlingOnly = record.traffic()
                .verified()
                .filter(until -> !kept.until().isAfter(until))
                .isPresent();
        return isSettlingOnly || isOurs(record) ? kept.until() : kept.until().plus(CLOCK_SKEW);
    }

    /**
     * The last move, which the data plane has followed.
     *
     * @param until when it had, by the record; empty when there is none to follow
     */
    record Settled(Optional<Instant> until) {}

    /** Waits until the data plane has followed the last move whatever another clock shows; to be called without the lock. */
    Settled awaitSettled(ReleaseRecord record, Observation observation) {
        Optional<Instant> until = followed(record);
        until.filter(at -> !isOurs(record)).ifPresent(at -> waitOut(at, record, observation));
        return new Settled(until);
    }

    /** Fails if traffic has moved since {@link #awaitSettled}. */
    void requireUnmoved(ReleaseRecord record, Settled since) {
        if (!followed(record).equals(since.until())) {
            throw Stop.because(
                    "traffic was moved to " + track.other() + " again meanwhile; wait until that has settled");
        }
    }

    /** The time that remained when the record was written, which was before it was read. */
    private void waitOut(Instant until, ReleaseRecord record, Observation observation) {
        Duration remained = record.traffic()
                .clock()
                .map(clock -> Duration.between(clock.at(), until))
                .orElseGet(observation::settleBound);
        Duration sure = Duration.between(context.time().now(), until.plus(CLOCK_SKEW));
        Deadline deadline = context.deadline(remained.compareTo(sure) < 0 ? remained : sure);
        new Wait(context, deadline, deadline.remaining()).until(deadline, this::settling, any -> any);
    }

    private Optional<String> settling(Deadline deadline) {
        if (deadline.passed()) {
            return Optional.empty();
        }
        context.checkpoint();
        return Optional.of("waits until the last move has settled everywhere: the record was written by another clock,"
                + " and ours may be ahead of it");
    }

    private Optional<Instant> followed(ReleaseRecord record) {
        return record.traffic().verified().filter(until -> record.active().equals(Optional.of(track.other())));
    }

    private boolean isOurs(ReleaseRecord record) {
        return record.traffic()
                .clock()
                .filter(clock -> clock.of().equals(context.identity()))
                .isPresent();
    }

    private static String allowance(Standby kept, Instant end) {
        return end.equals(kept.until())
                ? ""
                : " by the clock of another machine, so until " + Wording.of(end) + " by ours, which may be ahead";
    }
}
