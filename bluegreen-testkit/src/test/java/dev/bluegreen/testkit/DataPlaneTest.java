package dev.bluegreen.testkit;

import static dev.bluegreen.testkit.PodSelector.pods;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.internal.pod.LogLine;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import dev.bluegreen.testkit.traffic.FailureKind;
import dev.bluegreen.testkit.traffic.Traffic;
import dev.bluegreen.testkit.traffic.TrafficResult;
import dev.bluegreen.testkit.traffic.TrafficSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pods and Services as an HTTP client meets them. */
class DataPlaneTest {

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aPodTellsWhoItIs() throws IOException {
        FakeService service = stage.app("shop").blue("v7").deploy();
        try (Client client = new Client(service.address())) {
            List<String> answer = client.get("/");
            assertThat(answer)
                    .contains("HTTP/1.1 200 OK", "X-Track: blue", "X-Version: v7", "Connection: keep-alive")
                    .anyMatch(line -> line.startsWith("X-Pod: shop-blue-"));
            assertThat(answer.get(answer.size() - 1))
                    .startsWith("{\"app\":\"shop\",\"track\":\"blue\",\"version\":\"v7\",\"pod\":\"shop-blue-");
        }
    }

    @Test
    void aKeptConnectionStaysWithItsPodWhileNewOnesTakeTurns() throws IOException {
        FakeService service = stage.app("shop").deploy();
        try (Client client = new Client(service.address());
                Client other = new Client(service.address())) {
            String pod = pod(client.get("/"));
            assertThat(pod(client.get("/"))).isEqualTo(pod);
            assertThat(pod(other.get("/"))).isNotEqualTo(pod);
        }
    }

    @Test
    void aDrainingPodServesOnAndClosesEachConnectionAfterTheAnswer() throws IOException {
        FakeService service = stage.app("shop").deploy();
        try (Client client = new Client(service.address())) {
            client.get("/");
            stage.scale("shop-blue", 0);
            stage.time.settle();
            assertThat(client.get("/")).contains("HTTP/1.1 200 OK", "Connection: close");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void aPodThatEndedInGoodOrderGivesKeptConnectionsALastAnswer() throws IOException {
        FakeService service = stage.app("shop").deploy();
        try (Client client = new Client(service.address())) {
            client.get("/");
            stage.scale("shop-blue", 0);
            stage.time.advance(ofSeconds(5));
            assertThat(client.get("/")).contains("HTTP/1.1 200 OK", "Connection: close");
        }
    }

    @Test
    void killingAPodResetsItsConnections() throws IOException {
        FakeService service = stage.app("shop").deploy();
        try (Client client = new Client(service.address())) {
            client.get("/");
            stage.simulation.pods(pods("track=blue")).kill();
            assertThatThrownBy(() -> client.get("/")).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void whenNoPodIsReadyTheTerminatingOnesThatStillServeGetTheTraffic() {
        FakeService service = stage.app("shop").deploy();
        stage.simulation.behave(pods("track=blue"), Behaviour.slowShutdown(ofSeconds(20)));
        stage.scale("shop-blue", 0);
        stage.time.advance(ofSeconds(10));
        assertThat(service.backends()).hasSize(3);
        stage.time.advance(ofSeconds(11));
        assertThat(service.backends()).isEmpty();
    }

    @Test
    void aPodCutOffByItsGracePeriodIsKilled() throws IOException {
        FakeService service = stage.app("shop").deploy();
        stage.simulation.behave(pods("track=blue"), Behaviour.slowShutdown(ofSeconds(300)));
        try (Client client = new Client(service.address())) {
            client.get("/");
            stage.scale("shop-blue", 0);
            stage.time.advance(ofSeconds(31));
            assertThatThrownBy(() -> client.get("/")).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void newConnectionsFollowOnlyAfterTheLag() {
        FakeService service = stage.app("shop").deploy().lag(ofSeconds(5));
        stage.select("shop-svc", "green");
        stage.time.advance(ofMillis(4_999));
        assertThat(service.backendsByTrack()).containsOnlyKeys("blue");
        stage.time.advance(ofMillis(1));
        assertThat(service.backendsByTrack()).containsOnlyKeys("green");
    }

    @Test
    void aPortForwardReachesTheIdleTrack() throws IOException {
        stage.app("shop").deploy();
        String pod = stage.simulation.pods(pods("track=green")).names().get(0);
        InetSocketAddress address =
                stage.simulation.forward("default", pod, 8080).orElseThrow();
        try (Client client = new Client(address)) {
            assertThat(client.get("/healthz")).contains("HTTP/1.1 200 OK", "X-Pod: " + pod);
        }
        assertThat(stage.simulation.forward("default", pod, 9090)).isEmpty();
        assertThat(stage.simulation.forward("default", "nobody", 8080)).isEmpty();
    }

    @Test
    void aPodThatIsNotReadyAnswers503() throws IOException {
        stage.simulation.behave(pods("track=green"), Behaviour.neverReady());
        stage.app("shop").deploy();
        String pod = stage.simulation.pods(pods("track=green")).names().get(0);
        try (Client client =
                new Client(stage.simulation.forward("default", pod, 8080).orElseThrow())) {
            assertThat(client.get("/healthz")).contains("HTTP/1.1 503 Service Unavailable");
        }
    }

    @Test
    void aShareOfAnswersFailsAsScripted() {
        FakeService service = stage.app("shop").deploy();
        stage.simulation.behave(pods("track=blue"), Behaviour.failing(0.5));
        try (Traffic traffic = service.traffic().start()) {
            traffic.awaitEnded(400);
            TrafficResult result = traffic.stop();
            assertThat(result.failuresByKind()).containsOnlyKeys(FailureKind.SERVER_ERROR);
            assertThat(result.failed()).isBetween(result.sent() / 4, result.sent() * 3 / 4);
            assertThat(result.injected()).isEqualTo(result.failed());
        }
    }

    @Test
    void slowAnswersTimeOut() {
        FakeService service = stage.app("shop").deploy();
        stage.simulation.behave(pods("track=blue"), Behaviour.slow(ofSeconds(60)));
        try (Traffic traffic = service.traffic().timeout(ofMillis(50)).start()) {
            traffic.awaitFailed(2);
            assertThat(traffic.stop().failuresByKind()).containsOnlyKeys(FailureKind.TIMEOUT);
        }
    }

    @Test
    void logLinesAreThoseOfTheScript() {
        stage.app("shop").deploy();
        stage.simulation.behave(pods("track=green"), Behaviour.logLine("started"));
        stage.simulation.behave(pods("track=green"), Behaviour.logLine("listening"));
        String pod = stage.simulation.pods(pods("track=green")).names().get(0);
        assertThat(stage.simulation.log(ResourceKey.core("pods", "default", pod)))
                .extracting(LogLine::text)
                .containsExactly("started", "listening");
    }

    @Test
    void aDeletedServiceRefusesConnections() {
        FakeService service = stage.app("shop").deploy();
        TrafficSpec spec = service.traffic();
        stage.store.remove(ResourceKey.core("services", "default", "shop-svc"));
        stage.time.settle();
        try (Traffic traffic = spec.start()) {
            traffic.awaitFailed(20);
            TrafficResult result = traffic.stop();
            assertThat(result.answered()).isZero();
            assertThat(result.failuresByKind()).containsOnlyKeys(FailureKind.REFUSED);
        }
    }

    @Test
    void eachNodeFollowsByItself() {
        stage.simulation.nodes(3);
        FakeService service = stage.app("shop").deploy().lag(List.of(ofSeconds(1), ofSeconds(5), ofSeconds(9)));
        stage.select("shop-svc", "green");
        stage.time.advance(ofSeconds(5));
        assertThat(service.onNode(1).backendsByTrack()).containsOnlyKeys("green");
        assertThat(service.onNode(2).backendsByTrack()).containsOnlyKeys("green");
        assertThat(service.onNode(3).backendsByTrack()).containsOnlyKeys("blue");
        assertThat(service.backendsByTrack()).containsOnlyKeys("blue", "green");
        stage.time.advance(ofSeconds(4));
        assertThat(service.backendsByTrack()).containsOnlyKeys("green");
    }

    @Test
    void trafficComesFromAllNodesUnlessOneIsNamed() {
        stage.simulation.nodes(2);
        FakeService service = stage.app("shop").deploy().lag(List.of(ofSeconds(0), ofSeconds(3600)));
        stage.select("shop-svc", "green");
        stage.time.settle();
        try (Traffic all = service.traffic().start();
                Traffic second = service.onNode(2).traffic().start()) {
            all.awaitTrack(Track.GREEN);
            all.awaitTrack(Track.BLUE);
            second.awaitAnswered(20);
            assertThat(second.stop().byTrack()).containsEntry(Track.GREEN, 0L);
        }
    }

    @Test
    void refusesANodeThatIsNotThere() {
        FakeService service = stage.app("shop").deploy();
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> service.onNode(2))
                .withMessage("onNode: 2; the cluster has nodes 1 to 1; FakeCluster.nodes(...) makes more");
    }

    @Test
    void aSeededLagFallsTheSameWayInEveryRun() {
        assertThat(secondsUntilGreen(7)).isEqualTo(secondsUntilGreen(7)).isBetween(10L, 100L);
    }

    private static long secondsUntilGreen(long seed) {
        try (Stage stage = new Stage()) {
            FakeService service = stage.app("shop").deploy().lag(ofSeconds(10), ofSeconds(100), seed);
            stage.select("shop-svc", "green");
            stage.time.settle();
            long seconds = 0;
            for (; service.backendsByTrack().containsKey("blue"); seconds++) {
                stage.time.advance(ofSeconds(1));
            }
            return seconds;
        }
    }

    @Test
    void withClientAffinityAClientStaysWithItsPodWhileThatIsThereAndItComesOften() throws IOException {
        FakeService service = stage.app("shop").apply();
        stage.edit(
                ResourceKey.core("services", "default", "shop-svc"),
                tree -> Trees.child(tree, "spec").put("sessionAffinity", "ClientIP"));
        stage.simulation.awaitReady();
        String pod = podOfNewConnection(service);
        assertThat(podOfNewConnection(service)).isEqualTo(pod);
        stage.time.advance(ofSeconds(10_799));
        assertThat(podOfNewConnection(service)).isEqualTo(pod);
        stage.time.advance(ofSeconds(10_800));
        assertThat(podOfNewConnection(service)).isNotEqualTo(pod);
        stage.select("shop-svc", "green");
        stage.time.settle();
        assertThat(podOfNewConnection(service)).contains("green");
    }

    private static String podOfNewConnection(FakeService service) throws IOException {
        try (Client client = new Client(service.address())) {
            return pod(client.get("/"));
        }
    }

    @Test
    void refusesAPortThatIsNotThere() {
        FakeService service = stage.app("shop").deploy();
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> service.address(81))
                .withMessage("port: 81 is none of Service default/shop-svc; it has [80]");
    }

    @Test
    void namesTheServicesThatAreThereWhenOneIsNot() {
        stage.app("shop").deploy();
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> stage.simulation.service("default", "shoppe").uri())
                .withMessage("Service: 'shoppe' is not in namespace default; there are [shop-svc]");
    }

    @Test
    void countsWhatEachTrackAnsweredAndWhen() {
        FakeService service = stage.app("shop").deploy();
        try (Traffic traffic =
                service.traffic().connections(2).ratePerSecond(500).start()) {
            traffic.awaitAnswered(30);
            stage.select("shop-svc", "green");
            stage.time.settle();
            long switched = System.nanoTime();
            traffic.awaitTrack(Track.GREEN);
            traffic.awaitAnswered(30);

            TrafficResult result = traffic.stop();
            assertThat(result.sent()).isEqualTo(result.answered()).isGreaterThanOrEqualTo(60);
            assertThat(result.firstAnswer(Track.GREEN).orElseThrow())
                    .isGreaterThan(result.firstAnswer(Track.BLUE).orElseThrow());
            assertThat(result.since(switched).byTrack()).containsEntry(Track.BLUE, 0L);
            assertThat(result.byPod()).hasSize(6);
            assertThat(result.mixingWindow()).isLessThan(ofSeconds(1));
        }
    }

    private static String pod(List<String> answer) {
        return answer.stream()
                .filter(line -> line.startsWith("X-Pod"))
                .findFirst()
                .orElseThrow();
    }

    /** One connection, read line by line. */
    private static final class Client implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader in;

        Client(InetSocketAddress address) throws IOException {
            socket = new Socket(address.getAddress(), address.getPort());
            socket.setSoTimeout(10_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        List<String> get(String path) throws IOException {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            List<String> lines = new ArrayList<>();
            int length = 0;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                lines.add(line);
                length = line.startsWith("Content-Length: ") ? Integer.parseInt(line.substring(16)) : length;
            }
            char[] body = new char[length];
            int read = in.read(body, 0, length);
            lines.add(new String(body, 0, Math.max(0, read)));
            return lines;
        }

        boolean ended() throws IOException {
            return in.read() < 0;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
