package dev.bluegreen.testkit.assertion;

import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.internal.Given;
import dev.bluegreen.testkit.traffic.TrafficRequest;
import dev.bluegreen.testkit.traffic.TrafficResult;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions about results of traffic. */
public final class TrafficResultAssert extends AbstractAssert<TrafficResultAssert, TrafficResult> {

    private static final int SHOWN = 5;

    TrafficResultAssert(TrafficResult actual) {
        super(actual, TrafficResultAssert.class);
    }

    /** Every request was answered with a 200 by one of the tracks; fails too if none was sent. */
    public TrafficResultAssert hasNoFailedRequests() {
        sentAtLeast(1);
        List<TrafficRequest> failures = actual.failures();
        if (!failures.isEmpty()) {
            throw failure(
                    "expected no failed request, but: %s; first of them: %s",
                    actual, failures.subList(0, Math.min(SHOWN, failures.size())));
        }
        return this;
    }

    /** At least one request failed, which shows that a test would have noticed. */
    public TrafficResultAssert hasFailedRequests() {
        isNotNull();
        if (actual.failed() == 0) {
            throw failure("expected failed requests, but: %s", actual);
        }
        return this;
    }

    /** At least this number of requests were sent. */
    public TrafficResultAssert sentAtLeast(long requests) {
        Given.atLeast("sentAtLeast", requests, 0);
        isNotNull();
        if (actual.sent() < requests) {
            throw failure("expected at least %s requests, but: %s", requests, actual);
        }
        return this;
    }

    /** Each of the tracks answered at least once. */
    public TrafficResultAssert wasServedBy(Track... tracks) {
        List<Track> wanted = Given.all("wasServedBy", tracks);
        isNotNull();
        for (Track track : wanted) {
            if (actual.byTrack().getOrDefault(track, 0L) == 0) {
                throw failure("expected answers of %s, but: %s", track, actual);
            }
        }
        return this;
    }

    /** All answers came from the track, and there was at least one. */
    public TrafficResultAssert wasServedOnlyBy(Track track) {
        wasServedBy(track);
        if (actual.byTrack().getOrDefault(track.other(), 0L) > 0) {
            throw failure("expected answers of %s only, but: %s", track, actual);
        }
        return this;
    }
}
