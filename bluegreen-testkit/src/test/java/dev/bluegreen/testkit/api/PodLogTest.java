package dev.bluegreen.testkit.api;

import static dev.bluegreen.testkit.Behaviour.imagePullError;
import static dev.bluegreen.testkit.Behaviour.logLine;
import static dev.bluegreen.testkit.PodSelector.pods;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.FakeCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log of a pod that has written two lines when it started, a minute ago. */
class PodLogTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final Http http = new Http(cluster);

    @AfterEach
    void close() {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', hello.world.",
        "follow=true, hello.world.",
        "tailLines=1, world.",
        "tailLines=0, ''",
        "limitBytes=4, hell",
        "sinceSeconds=3600, hello.world.",
        "sinceSeconds=10, ''",
        "sinceTime=2100-01-01T00:00:00Z, ''",
        "container=app, hello.world."
    })
    void isSelected(String options, String expected) {
        assertThat(log(options).body().replace('\n', '.')).isEqualTo(expected);
    }

    @Test
    void hasTimesIfTheyAreAskedFor() {
        assertThat(log("timestamps=true").body().lines())
                .hasSize(2)
                .allMatch(line -> line.matches("2026-01-01T00:00:\\d\\dZ (hello|world)"));
    }

    @ParameterizedTest
    @CsvSource({
        "tailLines=-1, 422",
        "tailLines=x, 400",
        "sinceTime=yesterday, 400",
        "container=other, 400",
        "previous=true, 400"
    })
    void optionsThatMakeNoSenseAreRefused(String options, int status) {
        assertThat(log(options).status()).isEqualTo(status);
    }

    @Test
    void aContainerThatHasNotStartedHasNone() {
        cluster.behave(pods("track=green"), imagePullError());
        cluster.app("other").replicas(1).apply();
        cluster.settle();
        String pod = cluster.pods("app=other,track=green").names().get(0);

        Http.Answer answer = http.get(Bodies.PODS + "/" + pod + "/log");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("message").toString()).endsWith("is waiting to start: ImagePullBackOff");
    }

    private Http.Answer log(String options) {
        cluster.behave(pods("track=blue"), logLine("hello"));
        cluster.behave(pods("track=blue"), logLine("world"));
        cluster.app("shop").replicas(1).deploy();
        cluster.clock().advance(Duration.ofMinutes(1));
        String pod = cluster.pods("track=blue").names().get(0);
        return http.get(Bodies.PODS + "/" + pod + "/log?" + options);
    }
}
