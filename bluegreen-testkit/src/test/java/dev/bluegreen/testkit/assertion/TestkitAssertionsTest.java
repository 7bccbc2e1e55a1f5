package dev.bluegreen.testkit.assertion;

import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.traffic.FailureKind;
import dev.bluegreen.testkit.traffic.TrafficRequest;
import dev.bluegreen.testkit.traffic.TrafficResult;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Assertions fail when they should, and say what was found. */
class TestkitAssertionsTest {

    private static final TrafficRequest BLUE = TrafficRequest.builder(0, 5)
            .track(Track.BLUE)
            .version("v1")
            .pod("blue-1")
            .build();
    private static final TrafficRequest GREEN = TrafficRequest.builder(3, 9)
            .track(Track.GREEN)
            .version("v2")
            .pod("green-1")
            .build();
    private static final TrafficRequest LOST = TrafficRequest.builder(4, 7)
            .failure(FailureKind.RESET)
            .detail("reset")
            .build();

    @Test
    void acceptsTrafficWithoutFailures() {
        assertThat(result(BLUE, GREEN))
                .hasNoFailedRequests()
                .wasServedBy(Track.BLUE, Track.GREEN)
                .sentAtLeast(2);
    }

    @Test
    void refusesTrafficWithAFailureAndShowsIt() {
        fails(() -> assertThat(result(BLUE, LOST)).hasNoFailedRequests(), "failed 1 {RESET=1}");
        assertThat(result(BLUE, LOST)).hasFailedRequests();
    }

    @Test
    void refusesToCallNoTrafficAtAllFlawless() {
        fails(() -> assertThat(result()).hasNoFailedRequests(), "at least 1 requests");
    }

    @Test
    void refusesAnswersOfTheWrongTrack() {
        assertThat(result(GREEN)).wasServedOnlyBy(Track.GREEN);
        fails(() -> assertThat(result(BLUE, GREEN)).wasServedOnlyBy(Track.GREEN), "GREEN only");
        fails(() -> assertThat(result(BLUE)).wasServedBy(Track.GREEN), "answers of GREEN");
        fails(() -> assertThat(result(BLUE)).hasFailedRequests(), "expected failed requests");
    }

    @Test
    void refusesARouteToTheWrongTrack() {
        try (FakeCluster cluster = FakeCluster.start()) {
            cluster.app("myapp").deploy();
            assertThat(cluster).routes("myapp-svc").to(Track.BLUE);
            fails(() -> assertThat(cluster).routes("myapp-svc").to(Track.GREEN), "pods by track are {blue=3}");
            fails(() -> assertThat(cluster).routes("myapp-svc").hasBackends(2), "expected 2 backends");
        }
    }

    private static TrafficResult result(TrafficRequest... requests) {
        return new TrafficResult(List.of(requests));
    }

    private static void fails(ThrowingCallable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessageContaining(message);
    }
}
