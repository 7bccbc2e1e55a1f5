package dev.bluegreen.internal.record;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.check.Standby;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.internal.result.PastCutoverData;
import dev.bluegreen.internal.result.UnfinishedData;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.result.ReleaseStatus.Pinned;
import dev.bluegreen.result.ReleaseStatus.Reduced;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Records as earlier versions wrote them, to the letter: what lies in somebody's cluster is read, and a cutover goes on from
 * it. When a test here fails, mend the code and not the text; a format that cannot be read any more needs a new schema.
 */
class OldRecordsTest {

    /** Of the first version, which knew neither routers nor clocks nor sizes. */
    private static final String FIRST = """
            {"schema":1,"active":"GREEN","standby":{"track":"BLUE","until":"2026-01-02T00:00:30Z"},\
            "trafficVerified":"2026-01-01T00:00:30Z","history":[{"id":"op-1","from":"BLUE","to":"GREEN","by":"ann@ci",\
            "outcome":"SWITCHED","at":"2026-01-01T00:00:00Z","reason":"proven"}]}""";

    private static final String FIRST_UNFINISHED = """
            {"schema":1,"active":"BLUE","inFlight":{"id":"op-1","from":"BLUE","to":"GREEN","by":"ann@ci","phase":"SHIFT",\
            "started":"2026-01-01T00:00:00Z","intents":[{"router":"router/web","from":"100/0","to":"0/100",\
            "at":"2026-01-01T00:00:00Z"}]},"history":[]}""";

    /** With every field that schema 1 had in the end. */
    private static final String WHOLE = """
            {"schema":1,"active":"GREEN","inFlight":{"id":"op-2","from":"GREEN","to":"BLUE","by":"ann@ci","phase":"TEST",\
            "started":"2026-01-01T01:00:00Z","intents":[],"stacks":["BLUE"]},\
            "standby":{"track":"BLUE","until":"2026-01-02T00:00:30Z"},"staged":"BLUE",\
            "trafficVerified":"2026-01-01T00:00:30Z","clock":{"of":"ann@ci","at":"2026-01-01T00:00:00Z"},\
            "routers":["router/web"],"history":[{"id":"op-1","from":"BLUE","to":"GREEN","by":"ann@ci",\
            "outcome":"SWITCHED","at":"2026-01-01T00:00:00.000000001Z","reason":"proven"}],\
            "told":[{"n":7,"at":"2026-01-01T00:00:00Z","release":"shop","id":"op-1","phase":"DONE","kind":"ENDED",\
            "text":"shop was switched from BLUE to GREEN; traffic is on GREEN."}],"fullSizes":{"BLUE":3},\
            "pins":[{"track":"BLUE","autoscaler":"autoscaler/shop-blue","was":2,"min":1}]}""";

    private final Shop shop = new Shop();

    @Test
    void theFirstFormatIsReadAndTrafficGoesBackByIt() {
        shop.release().switchTo(GREEN);
        shop.rewriteRecord(json -> FIRST);

        ReleaseStatus status = shop.release().status();
        assertThat(status.standby()).contains(new ReleaseStatus.Standby(BLUE, Instant.parse("2026-01-02T00:00:30Z")));
        assertThat(status.history())
                .containsExactly(new PastCutoverData(
                        "op-1",
                        Operation.SWITCH,
                        BLUE,
                        GREEN,
                        Outcome.SWITCHED,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        "ann@ci",
                        "proven",
                        Optional.empty(),
                        List.of(),
                        Optional.empty()));
        assertThat(shop.release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void whatTheFirstFormatLeftUnfinishedIsRecovered() {
        shop.crashAfter("shift router/web");
        shop.rewriteRecord(json -> FIRST_UNFINISHED);

        CutoverReport report = shop.release().recover();

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.sentence()).contains("cutover op-1 had moved all traffic to GREEN and was finished");
    }

    @Test
    void everyFieldOfSchema1IsRead() {
        shop.release().switchTo(GREEN);
        shop.rewriteRecord(json -> WHOLE);

        ReleaseStatus status = shop.release().status();

        assertThat(status.unfinished())
                .contains(new UnfinishedData("op-2", Operation.SWITCH, GREEN, BLUE, Phase.TEST, false, "ann@ci"));
        assertThat(status.reduced()).containsExactly(new Reduced(BLUE, 3));
        assertThat(status.pinned()).containsExactly(new Pinned(BLUE, "autoscaler/shop-blue", 2, 1));
        shop.release().recover();
        assertThat(shop.platform.record("shop").orElseThrow().json())
                .contains("\"staged\":\"BLUE\"", "\"clock\":{\"of\":\"ann@ci\",\"at\":\"2026-01-01T00:00:00Z\"}")
                .contains("\"routers\":[\"router/web\"]", "\"fullSizes\":{\"BLUE\":3}", "\"pins\":[{")
                .contains("\"at\":\"2026-01-01T00:00:00.000000001Z\"");
    }

    @Test
    void whatIsWrittenTodayIsThatFormat() {
        shop.platform.autoscale("shop-blue", 2, 9);
        shop.builder()
                .standby(Standby.lasting(Duration.ofHours(1)).scaledTo(1))
                .build()
                .switchTo(GREEN);

        String[] parts = shop.platform.record("shop").orElseThrow().json().split("\"told\":\\[.*],(?=\"fullSizes)");
        assertThat(parts).containsExactly("""
                {"schema":2,"active":"GREEN","standby":{"track":"BLUE","until":"2026-01-01T01:00:30Z"},\
                "trafficVerified":"2026-01-01T00:00:30Z","clock":{"of":"memory","at":"2026-01-01T00:00:30Z"},\
                "routers":["router/web"],"history":[{"id":"op-1","from":"BLUE","to":"GREEN","by":"memory",\
                "operation":"SWITCH","outcome":"SWITCHED","at":"2026-01-01T00:00:30Z","reason":"proven"}],""", """
                "fullSizes":{"BLUE":3},"pins":[{"track":"BLUE","autoscaler":"autoscaler/shop-blue","was":2,"min":1}]}""");
    }
}
