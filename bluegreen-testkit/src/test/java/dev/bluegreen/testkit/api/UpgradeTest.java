package dev.bluegreen.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.FakeCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that would rather speak HTTP/2 are answered in HTTP/1.1: whatever Netty a build pins, they are answered. */
class UpgradeTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final URI services =
            URI.create(cluster.config().getMasterUrl()).resolve("api/v1/namespaces/default/services");

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void anUpgradeToHttp2IsNotTaken() throws IOException {
        try (Socket socket = new Socket(services.getHost(), services.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + services.getPath()
                                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                                    + "Upgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAAAAUAAEAAAAYABgAA\r\n"
                                    + "Authorization: Bearer me\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

            assertThat(answer.readLine()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void aClientThatPrefersHttp2IsAnsweredInHttp11() throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(services)
                            .header("Authorization", "Bearer me")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }
}
