package dev.bluegreen.internal.engine;

import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.model.Track;
import java.time.Instant;
import java.util.Optional;

/** What has to hold before the stack of an idle track may be touched. */
final class IdleRules {

    private final Context context;
    private final Track track;

    IdleRules(Context context, Track track) {
        this.context = context;
        this.track = track;
    }

    void requireNoTraffic(Situation situation) {
        if (situation.sendsTo(track)) {
            throw Stop.because(situation.whereTrafficIs() + "; switch to " + track.other() + " first");
        }
    }

    void requireNoFailingOpen(Situation situation) {
        situation
                .routers()
                .forEach(routed -> routed.strategy()
                        .mayFailOpen(context.release(), track)
                        .ifPresent(why -> {
                            throw Stop.because(why);
                        }));
    }

    /** The data plane may follow the last move late. */
    void requireSettled(ReleaseRecord record) {
        Instant now = context.time().now();
        record.trafficVerified()
                .filter(until -> record.active().equals(Optional.of(track.other())) && now.isBefore(until))
                .ifPresent(until -> {
                    throw Stop.because("load balancers may still send it traffic until " + until + "; wait until then");
                });
    }

    void requireNoStandby(ReleaseRecord record, String remedy) {
        Instant now = context.time().now();
        record.standby()
                .filter(kept -> kept.track() == track && now.isBefore(kept.until()))
                .ifPresent(kept -> {
                    throw Stop.because("it is kept as standby until " + kept.until() + "; " + remedy);
                });
    }
}
