package dev.bluegreen.check.slo;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.check.slo.Slo.Verdict;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.LoopbackServer;
import dev.bluegreen.scene.LoopbackServer.Reply;
import dev.bluegreen.scene.Shop;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store of metrics may answer besides a number, and what is made of it before and after the move. */
class StoreAnswersTest {

    private static final Instant SWITCHED = Instant.parse("2026-01-01T12:00:00Z");
    private static final String GOOD = vector("\"0\"");

    private final Shop shop = new Shop();
    private final LoopbackServer server = new LoopbackServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "+Inf", "-Inf", "Infinity", "-Infinity"})
    void whatIsNoFiniteNumberCannotBeJudged(String answered) {
        server.answering(200, vector('"' + answered + '"'));
        Metric metric = Slo.prometheus(server.uri()).query("errors");

        assertNoData(metric.below(0.01));
        assertNoData(metric.above(0.99));
        assertNoData(metric.burningSlowerThan(0.999, BurnRate.FAST));
        assertNoData(metric.noWorseThanBefore(1.5, 0.01));
    }

    @Test
    void aMetricOfOnesOwnIsHeldToFiniteNumbersToo() {
        for (double odd : List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)) {
            Metric metric = (until, window) -> OptionalDouble.of(odd);

            assertNoData(metric.below(0.01));
            assertNoData(metric.above(0.99));
            assertNoData(metric.burningSlowerThan(0.999, BurnRate.FAST));
            assertNoData(metric.noWorseThanBefore(1.5, 0.01));
        }
    }

    @Test
    void aBaselineThatIsNotANumberLetsNothingThrough() {
        Metric brokenBefore =
                (until, window) -> OptionalDouble.of(until.equals(SWITCHED) ? Double.POSITIVE_INFINITY : 1);

        assertNoData(brokenBefore.noWorseThanBefore(1.5, 0.01));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aLimitThatIsNotANumberIsRefusedWhenItIsGiven(double limit) {
        Metric metric = (until, window) -> OptionalDouble.of(0);

        assertThatThrownBy(() -> metric.below(limit)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> metric.above(limit)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> metric.noWorseThanBefore(limit, 1)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> metric.noWorseThanBefore(2, limit)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> metric.burningSlowerThan(limit, BurnRate.FAST))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> new BurnRate(ofMinutes(60), ofMinutes(5), limit))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> Slo.http(server.uri()).failureRateThreshold(limit))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> Slo.http(server.uri()).slowCalls(ofMinutes(1), limit))
                .isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | '' | slo-source | 401 | .header(",
                "403 | '' | slo-source | 403 | allow",
                "404 | 404 page not found | slo-source | 404 | correct its address",
                "429 | '' | slo-source | 429 | fewer",
                "500 | '' | slo-source | 500 | wait",
                "502 | <html>Bad Gateway</html> | slo-source | 502 | wait",
                "503 | {'status':'error','errorType':'unavailable','error':'starting up'} | slo-source | starting up | wait",
                "503 | {'status':'error','errorType':'timeout','error':'query timed out'} | slo-source | query timed out | cheaper",
                "400 | {'status':'error','errorType':'bad_data','error':'parse error'} | slo-query | parse error | correct the query",
                "422 | {'status':'error','errorType':'execution','error':'too many samples'} | slo-query | too many samples | correct the query",
                "200 | <html>please log in</html> | slo-source | not a Prometheus response | address",
                "200 | {} | slo-source | not a Prometheus response | address",
                "200 | {'status':'success','data':null} | slo-source | not a Prometheus response | address",
                "200 | {'status':'success','data':{'resultType':'scalar','result':[1]}} | slo-source | not a Prometheus response | address",
                "200 | {'status':'success','data':{'resultType':'scalar','result':[1,'abc']}} | slo-source | not a Prometheus response | address",
                "200 | {'status':'success','data':{'resultType':'vector','result':[{'metric':{},'histogram':[1,{}]}]}} | slo-query | histogram | histogram_quantile",
                "200 | {'status':'success','data':{'resultType':'matrix','result':[]}} | slo-query | matrix | correct the query"
            })
    void eachAnswerThatIsNoNumberHasItsOwnSentenceAndRemedyBeforeTheMove(
            int status, String body, String id, String said, String remedy) {
        server.answering(status, body.replace('\'', '"'));

        CutoverReport report = refused(errors()).report();

        Finding finding = report.findings().stream()
                .filter(found -> found.id().startsWith("slo-"))
                .findFirst()
                .orElseThrow();
        assertThat(finding.id()).isEqualTo(id);
        assertThat(finding.severity()).isEqualTo(Finding.Severity.FATAL);
        assertThat(finding.sentence() + " / " + finding.remedy()).contains(said, remedy);
        assertNoClassName(report);
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aServerThatFailedIsNotBelievedWhateverItsBodySays() {
        server.answering(500, GOOD);

        assertThat(refused(errors())).hasMessageContaining("500");
    }

    @Test
    void aRedirectIsNamedWithWhereItLeads() {
        server.answering(uri -> new Reply(302, "", Map.of("Location", "https://u:pw@login.example/start?token=T")));

        assertThat(refused(errors()))
                .hasMessageContainingAll("302", "https://login.example/start", "not followed")
                .hasMessageNotContainingAny("pw@", "token=T");
    }

    @Test
    void aQueryThatIsRefusedLaterIsNoDataAndNeverAStoreThatIsDown() {
        AtomicReference<Reply> now = new AtomicReference<>(new Reply(200, GOOD));
        server.answering(uri -> now.get());
        shop.time.after(
                ofMinutes(2),
                () -> now.set(
                        new Reply(400, "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}")));

        assertThatThrownBy(() -> bake(Bake.lasting(ofMinutes(10)).watching(errors())))
                .hasMessageContainingAll("no data", "parse error", "Traffic is on BLUE");
    }

    @Test
    void monitoringThatIsDownForTheWholeBakeIsReportedInSentenceFindingAndHistory() {
        CutoverReport report = bake(Bake.lasting(ofMinutes(10)).watching(context -> {
            throw new IllegalStateException("query refused");
        }));

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.sentence()).contains("not judged");
        assertThat(report.findings()).anyMatch(finding -> finding.id().equals("slo-not-judged"));
        assertThat(shop.release().status().history().get(0).reason()).contains("not judged");
        assertNoClassName(report);
    }

    @Test
    void noDataThatIsHeldIsReportedInSentenceFindingAndHistory() {
        CutoverReport report = bake(Bake.lasting(ofMinutes(1))
                .watching(context -> new Slo.Result(Verdict.NO_DATA, "nothing is there"))
                .onNoData(Reaction.HOLD));

        assertThat(report.sentence()).contains("not judged");
        assertThat(report.findings()).anyMatch(finding -> finding.id().equals("slo-not-judged"));
        assertThat(shop.release().status().history().get(0).reason()).contains("not judged");
    }

    @Test
    void identicalSamplesAreReportedOnceAndThenWhenTheyChange() {
        AtomicReference<String> now = new AtomicReference<>("0.001");
        server.answering(uri -> new Reply(200, vector('"' + now.get() + '"')));
        shop.time.after(ofMinutes(5), () -> now.set("0.004"));

        CutoverReport report = bake(Bake.lasting(ofMinutes(10)).watching(errors()));

        assertThat(report.history())
                .filteredOn(event -> event.sentence().contains("is 0.001, expected"))
                .hasSize(1);
        assertThat(report.history())
                .filteredOn(event -> event.sentence().contains("is 0.004, expected"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.000000001S", "PT0.099S"})
    void aBakeThatWouldNeverPauseIsRefused(String interval) {
        assertThatThrownBy(() -> shop.builder()
                        .bake(Bake.lasting(ofMinutes(1)).every(java.time.Duration.parse(interval)))
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("bake.every", "100 ms or more");
    }

    @Test
    void aWindowThatWouldTakeAllMemoryIsRefused() {
        assertThatThrownBy(() -> Slo.http(server.uri()).calls(Integer.MAX_VALUE, 1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("slidingWindowSize");
        assertThatThrownBy(() -> Slo.http(server.uri()).calls(1, Integer.MAX_VALUE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("callsPerCheck");
        assertThatThrownBy(() -> Slo.http(server.uri()).accepting(99))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("accepting: 99");
    }

    @Test
    void aStatusThatIsAcceptedByNameIsGood() {
        server.answering(404, "");

        assertThat(bake(Bake.lasting(ofMinutes(1))
                                .watching(Slo.http(server.uri()).accepting(404)))
                        .outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 401, 403, 404})
    void anAddressWithUnwantedAnswersFailsTheBake(int status) {
        server.answering(uri -> new Reply(status, "", Map.of("Location", "https://login.example/")));

        assertThatThrownBy(() -> bake(Bake.lasting(ofMinutes(1)).watching(Slo.http(server.uri()))))
                .hasMessageContainingAll(String.valueOf(status), "Traffic is on BLUE");
    }

    @Test
    void secretsOfAnAddressAreNeverShown() {
        URI secret = URI.create("http://user:PASSWORD@" + server.uri().getAuthority() + "/x?key=TOKEN");

        assertThat(Slo.http(secret).toString()).doesNotContain("PASSWORD", "TOKEN");
        assertThatThrownBy(() -> Slo.http(URI.create("htps://u:PASSWORD@h/a?token=TOKEN")))
                .hasMessageContaining("slo.http")
                .hasMessageNotContainingAny("PASSWORD", "TOKEN");
    }

    private Slo errors() {
        return Slo.prometheus(server.uri()).query("errors").below(0.01);
    }

    private CutoverException refused(Slo slo) {
        try {
            bake(Bake.lasting(ofMinutes(1)).watching(slo));
        } catch (CutoverException e) {
            assertThat(e).hasMessageContaining("Nothing was moved");
            return e;
        }
        throw new AssertionError("it was not refused");
    }

    private CutoverReport bake(Bake bake) {
        return shop.builder().bake(bake).build().switchTo(GREEN);
    }

    private void assertNoData(Slo slo) {
        SloContext context =
                SloContext.of(shop.release().status().world(), GREEN, SWITCHED, SWITCHED.plusSeconds(7_200));
        assertThat(slo.check(context).verdict()).as(slo.toString()).isEqualTo(Verdict.NO_DATA);
    }

    private static void assertNoClassName(CutoverReport report) {
        assertThat(report.sentence()).doesNotContain("Exception", "java.", "dev.bluegreen");
        assertThat(report.history())
                .allSatisfy(
                        event -> assertThat(event.sentence()).doesNotContain("Exception", "java.", "dev.bluegreen"));
    }

    private static String vector(String value) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,"
                + value + "]}]}}";
    }
}
