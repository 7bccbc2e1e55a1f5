package com.example.releases;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.FakeCluster;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

@Timeout(300)
class ReleasesApplicationTest {

    private final ShopCluster shop = new ShopCluster();
    private final FakeCluster cluster = shop.fake();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void startsACutoverAndTellsItsEventsFromTheFirstOnHoweverLate() throws Exception {
        try (ConfigurableApplicationContext service = start("--releases.bake=1s")) {
            Browser browser = browser(service);

            String cutover = browser.start("to=GREEN&by=ann&reason=OPS-12");
            List<String> early = browser.events(cutover).toList();
            List<String> late = browser.events(cutover).toList();

            assertThat(early).contains("id:1", "event:ENDED").anyMatch(line -> line.contains("traffic is on GREEN"));
            assertThat(late).isEqualTo(early);
            assertThat(browser.events(cutover, "Last-Event-ID", "2").toList())
                    .contains("id:3", "event:ENDED")
                    .doesNotContain("id:1", "id:2");
            assertThat(cluster).routes("checkout-svc").to(GREEN);
            assertThat(browser.get("/status")).contains("\"active\": \"GREEN\"", "OPS-12");
            assertThat(browser.get("/actuator/health/checkout")).contains("UP", "\"active\":\"GREEN\"");
            awaitText(browser, "/actuator/metrics/bluegreen.cutovers", "switched");

            somebodyElseMovesTraffic();
            assertThat(browser.call("GET", "/actuator/health/checkout").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void sendsTrafficBackWhenItIsAborted() throws Exception {
        try (ConfigurableApplicationContext service = start("--releases.bake=1h")) {
            Browser browser = browser(service);
            assertThat(browser.call("POST", "/cutovers?to=PURPLE&by=ann").statusCode()).isEqualTo(400);
            assertThat(browser.call("GET", "/cutovers/none/events").statusCode()).isEqualTo(404);
            String cutover = browser.start("to=GREEN&by=ann");
            awaitBake(browser, cutover);

            assertThat(browser.call("DELETE", cutover + "?by=bob").statusCode()).isEqualTo(202);

            assertThat(browser.events(cutover)).anyMatch(line -> line.contains("aborted by bob"));
            assertThat(cluster).routes("checkout-svc").to(BLUE);
        }
    }

    @Test
    void sendsTrafficBackBeforeItEnds() throws Exception {
        try (ConfigurableApplicationContext service = start("--releases.bake=1h")) {
            Browser browser = browser(service);
            awaitBake(browser, browser.start("to=GREEN&by=ann"));
        }

        assertThat(cluster).routes("checkout-svc").to(BLUE);
    }

    private static ConfigurableApplicationContext start(String setting) {
        return SpringApplication.run(
                ReleasesApplication.class,
                "--server.port=0",
                "--releases.shutdown.within=2m",
                "--spring.lifecycle.timeout-per-shutdown-phase=3m",
                setting);
    }

    private static Browser browser(ConfigurableApplicationContext service) {
        return new Browser(service.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private void somebodyElseMovesTraffic() {
        cluster.client(FakeCluster.KUBECTL).services().withName("checkout-svc").edit(service -> {
            service.getSpec().getSelector().put("track", "blue");
            return service;
        });
    }

    /** Asks again and again: events and metrics are two listeners, and neither waits for the other. */
    private static void awaitText(Browser browser, String path, String text) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!browser.get(path).contains(text)) {
            assertThat(System.nanoTime()).as("no %s at %s within 30 s", text, path).isLessThan(end);
        }
    }

    /** Reads its events as far as the bake. */
    private static void awaitBake(Browser browser, String cutover) throws Exception {
        assertThat(browser.events(cutover).anyMatch(line -> line.startsWith("data:BAKE"))).isTrue();
    }
}
