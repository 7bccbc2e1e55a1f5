package dev.bluegreen;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.check.TrafficProbe;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.event.SlackNotifier;
import dev.bluegreen.scene.LoopbackServer;
import dev.bluegreen.scene.LoopbackServer.Reply;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.scene.TracedLog;
import dev.bluegreen.spi.StoredRecord;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A secret is planted wherever one is taken, and looked for in all that can be seen, whatever the servers answer. */
class SecretsTest {

    private static final String SECRET = "s3cr3t";

    private final Shop shop = new Shop();
    private final LoopbackServer server = new LoopbackServer();
    private final StringBuilder seen = new StringBuilder();
    private final TracedLog log = TracedLog.of(Release.class);

    @BeforeEach
    void listen() {
        shop.platform.serve("shop-green", "http", 8080, server.uri());
        shop.platform.serve("shop-blue", "http", 8080, server.uri());
    }

    @AfterEach
    void close() {
        log.close();
        server.close();
    }

    /** With user, path and query. */
    private URI planted(String path) {
        return URI.create(
                server.uri().toString().replace("http://", "http://u:" + SECRET + "@") + path + "?token=" + SECRET);
    }

    @Test
    void isSeenNowhereWhateverIsAnswered() {
        List<UnaryOperator<ReleaseBuilder>> places = List.of(
                builder -> builder.approval(
                        Approval.webhook(planted("/hook-" + SECRET)).within(ofMinutes(1))),
                builder -> builder.smokeTest(SmokeTest.get("/healthz?token=" + SECRET)
                        .header("Authorization", "Bearer " + SECRET)
                        .expectHeader("X-Echo", "none")
                        .expectJson("/echo", "none")),
                builder -> builder.trafficProbe(TrafficProbe.get(planted("/x"))
                        .header("Authorization", SECRET)
                        .expectJson("/echo", "none")),
                builder -> builder.bake(Bake.lasting(ofMinutes(1))
                        .watching(
                                Slo.http(planted("/x")),
                                Slo.prometheus(server.uri())
                                        .header("Authorization", SECRET)
                                        .query("up")
                                        .below(1))),
                builder -> builder.listener(SlackNotifier.webhook(planted("/services/" + SECRET), shop.time)));
        for (int status : new int[] {200, 302, 401, 404, 500}) {
            server.answering(
                    uri -> new Reply(status, "{\"echo\": \"Bearer " + SECRET + "\", \"path\": \"" + uri + "\"}"));
            places.forEach(this::run);
        }
        server.close();
        places.subList(0, 4).forEach(this::run);

        assertThat(seen.toString()).isNotEmpty().doesNotContain(SECRET);
        assertThat(log.text()).contains("dev.bluegreen.audit").doesNotContain(SECRET);
    }

    @Test
    void whatIsStagedIsSeenNowhere() {
        List<UnaryOperator<Stage>> stages = List.of(
                stage -> stage.image("shop:3").env("TOKEN", SECRET),
                stage -> stage.manifest("image: shop:3\nsecret: " + SECRET),
                stage -> stage.manifest("{\"password\": \"" + SECRET));
        stages.forEach(this::stage);
        shop.before("stage shop-green", () -> {
            throw new IllegalStateException("no");
        });
        stages.forEach(this::stage);

        assertThat(seen.toString()).isNotEmpty().doesNotContain(SECRET);
        assertThat(log.text()).contains("dev.bluegreen.audit").doesNotContain(SECRET);
    }

    private void stage(UnaryOperator<Stage> changes) {
        Release release = shop.builder()
                .listener(event -> seen.append(event).append('\n'))
                .build();
        try {
            Stage stage = changes.apply(release.stage(GREEN));
            seen.append(stage).append(stage.apply());
        } catch (RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            seen.append(trace);
        }
        seen.append(release.plan(GREEN)).append(release.status());
        seen.append(shop.platform.record("shop").map(StoredRecord::json).orElse(""));
    }

    private void run(UnaryOperator<ReleaseBuilder> place) {
        ReleaseBuilder builder =
                place.apply(shop.builder().listener(event -> seen.append(event).append('\n')));
        try {
            Release release = builder.build();
            seen.append(release.plan(GREEN)).append(release.switchTo(GREEN));
        } catch (RuntimeException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            seen.append(trace);
        }
        seen.append(shop.release().status());
        seen.append(shop.platform.record("shop").map(StoredRecord::json).orElse(""));
        if (shop.active() != BLUE) {
            shop.release().rollBack();
        }
    }

    @Test
    void isNotInWhatAnObjectSaysOfItself() {
        assertThat(List.of(
                                Approval.webhook(planted("/hook-" + SECRET)),
                                SmokeTest.get("/a?token=" + SECRET).header("Authorization", SECRET),
                                TrafficProbe.get(planted("/x")).header("Authorization", SECRET),
                                Slo.http(planted("/x")),
                                Slo.prometheus(server.uri()).header("Authorization", SECRET),
                                SlackNotifier.webhook(planted("/services/" + SECRET)))
                        .toString())
                .doesNotContain(SECRET);
    }
}
