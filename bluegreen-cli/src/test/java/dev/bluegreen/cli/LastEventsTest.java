package dev.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What notifiers have when the process of a command ends. */
class LastEventsTest extends CommandScene {

    private static final String RELEASE = """
            name: myapp
            notifiers:
              - webhook: {file: hook}
                kinds: [ended]
            auditDirectory: audit
            """;

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String event = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean refuses = refusals.getAndDecrement() > 0;
            if (!refuses) {
                taken.add(event);
            }
            exchange.sendResponseHeaders(refuses ? 503 : 204, -1);
            exchange.close();
        });
        server.start();
        file("hook", "http://localhost:" + server.getAddress().getPort() + "/s3cr3t");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aCommandEndsOnceTheyHaveItsEnd() {
        refusals.set(3);

        CommandRun.Ended ended = commands.run("switch", "green", "-f", file("release.yaml", RELEASE));

        assertThat(taken).singleElement().asString().contains("SWITCHED");
        assertThat(ended.endsWith(0).err()).doesNotContain("lacks");
    }

    @Test
    void oneThatDoesNotTakeItIsNamedAndTheExitCodeStays() {
        refusals.set(Integer.MAX_VALUE);

        CommandRun.Ended ended = commands.run("switch", "green", "-f", file("release.yaml", RELEASE));

        assertThat(ended.endsWith(0).err())
                .contains("webhook", "lacks", "after 30 s", "503", "the next operation with it delivers them")
                .doesNotContain("s3cr3t");
        assertThat(taken).isEmpty();
    }
}
