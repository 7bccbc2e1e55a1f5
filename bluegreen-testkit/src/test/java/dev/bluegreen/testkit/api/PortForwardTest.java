package dev.bluegreen.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.FakeCluster;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tunnel through the API server, as smoke tests use it, ends at the pod's real endpoint. */
class PortForwardTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final HttpClient http = HttpClient.newHttpClient();
    private String pod;

    @BeforeEach
    void deploy() {
        cluster.app("shop").replicas(1).deploy();
        pod = cluster.pods("track=green").names().get(0);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void reachesThePod() throws Exception {
        try (LocalPortForward tunnel = forward(8080)) {
            assertThat(get(tunnel).body()).contains(pod);
        }
    }

    @Test
    void carriesManyRequestsOneAfterTheOther() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (LocalPortForward tunnel = forward(8080)) {
                assertThat(get(tunnel).statusCode()).isEqualTo(200);
                assertThat(get(tunnel).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void carriesALargeBody() throws Exception {
        String body = "x".repeat(200_000);
        try (LocalPortForward tunnel = forward(8080)) {
            HttpRequest request = request(tunnel)
                    .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void tellsOfAPortThatIsNotThere() throws Exception {
        try (LocalPortForward tunnel = forward(9999)) {
            try {
                get(tunnel);
            } catch (IOException expected) {
                assertThat(tunnel.getServerThrowables())
                        .anySatisfy(error -> assertThat(error.getMessage())
                                .contains("error forwarding port 9999 to pod " + pod + ": connection refused"));
                return;
            }
        }
        throw new AssertionError("a port that is not there has answered");
    }

    private LocalPortForward forward(int port) {
        return cluster.client().pods().inNamespace("default").withName(pod).portForward(port);
    }

    private HttpResponse<String> get(LocalPortForward tunnel) throws Exception {
        return http.send(request(tunnel).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(LocalPortForward tunnel) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + tunnel.getLocalPort() + "/"))
                .timeout(Duration.ofSeconds(10));
    }
}
