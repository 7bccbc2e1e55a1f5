package dev.bluegreen.check.slo;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.check.slo.Slo.Verdict;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.LoopbackServer;
import dev.bluegreen.scene.LoopbackServer.Reply;
import dev.bluegreen.scene.Shop;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objectives in stores that answer with JSON of their own, as Datadog and New Relic do. */
class JsonStoreTest {

    private static final Instant SWITCHED = Instant.parse("2026-01-01T12:00:00Z");
    private static final String NERD = "/data/actor/account/nrql/results/0/percentage";

    private final Shop shop = new Shop();
    private final LoopbackServer server = new LoopbackServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theNewestPointOfASeriesAsDatadogHasIt() {
        server.answering(
                200,
                "{'status':'ok','series':[{'pointlist':[[1767268740000,7],[1767268800000,2.5]]}]}".replace('\'', '"'));

        Slo.Result result = check(store("/api/v1/query?from=$from&to=$until&query=avg:errors")
                .header("DD-API-KEY", "KEY")
                .number("/series/0/pointlist/-1/1")
                .below(3));

        assertThat(result.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(result.reading()).map(Slo.Reading::value).contains(2.5);
        assertThat(server.asked().get(0).getQuery()).isEqualTo("from=1767268800&to=1767269100&query=avg:errors");
        assertThat(server.headers().get(0).getFirst("DD-API-KEY")).isEqualTo("KEY");
    }

    @Test
    void aQueryByPostAsNewRelicTakesIt() {
        server.answering(
                200, "{'data':{'actor':{'account':{'nrql':{'results':[{'percentage':'0.2'}]}}}}}".replace('\'', '"'));

        Slo.Result result = check(store("/graphql")
                .post("{\"query\": \"SINCE $fromMillis UNTIL $untilMillis OVER $window\"}")
                .number(NERD)
                .below(1));

        assertThat(result.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(server.bodies())
                .containsExactly("{\"query\": \"SINCE 1767268800000 UNTIL 1767269100000 OVER 300s\"}");
        assertThat(server.headers().get(0).getFirst("Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'series':[]}",
                "{'series':[{'pointlist':[]}]}",
                "{'series':[{'pointlist':[[1,null]]}]}",
                "{'series':[{'pointlist':[[1,'NaN']]}]}",
                "{'series':[{'pointlist':[[1,NaN]]}]}",
                "{'series':[{'pointlist':[[1,1e400]]}]}",
                "{'series':[{'pointlist':[[1,'-1e999999999']]}]}",
                "{'status':'no_data'}"
            })
    void whatTheStoreSaysIsNoDataIsNone(String body) {
        server.answering(200, body.replace('\'', '"'));

        assertThat(check(points().noDataWhen("/status", "no_data")
                                .number("/series/0/pointlist/-1/1")
                                .below(1))
                        .verdict())
                .isEqualTo(Verdict.NO_DATA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "'0.5'", "' 5e-1 '", "5E-1", "'+.5'"})
    void aNumberMayBeWrittenAsStoresDo(String value) {
        server.answering(200, ("{'a/b':{'m~n':[[" + value + "]]}}").replace('\'', '"'));

        assertThat(check(points().number("/a~1b/m~0n/0/-1").below(1)).reading())
                .map(Slo.Reading::value)
                .contains(0.5);
    }

    @Test
    void anAnswerInAnUnrequestedCodingIsNamed() {
        server.answering(uri -> new Reply(200, "\u001f?", Map.of("Content-Encoding", "gzip")));

        assertThatThrownBy(() -> release(points().number("/value").below(1)).switchTo(GREEN))
                .hasMessageContainingAll("coding gzip", "without compression", "Nothing was moved");
        assertThatThrownBy(() -> release(
                                Slo.prometheus(server.uri()).query("errors").below(1))
                        .switchTo(GREEN))
                .hasMessageContainingAll("coding gzip", "without compression", "Nothing was moved");
    }

    @Test
    void whatABusyStoreWantsIsTold() {
        server.answering(uri -> new Reply(429, "", Map.of("Retry-After", "120")));

        assertThatThrownBy(() -> release(points().number("/value").below(1)).switchTo(GREEN))
                .hasMessageContainingAll("too many requests", "retry after 2 min", "bake.every");
        server.answering(uri -> new Reply(429, "", Map.of("Retry-After", "tomorrow")));
        assertThatThrownBy(() -> release(points().number("/value").below(1)).switchTo(GREEN))
                .hasMessageContaining("too many requests")
                .hasMessageNotContaining("tomorrow");
    }

    @Test
    void aStatusMayMeanNoData() {
        server.answering(204, "");

        assertThat(check(points().noDataOn(204).number("/value").below(1)).verdict())
                .isEqualTo(Verdict.NO_DATA);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {'values':[1]} | slo-query | an object with values",
                "200 | {'value':null,'errors':[{'message':'NRQL Syntax Error'}]} | slo-query | NRQL Syntax Error",
                "200 | {'value':{'sum':1}} | slo-query | an object with sum",
                "200 | {'value':'much'} | slo-query | not a number",
                "200 | {'value':'null'} | slo-query | not a number",
                "200 | {'value':'5d'} | slo-query | not a number",
                "200 | {'value':'0x1p3'} | slo-query | not a number",
                "200 | {'value':true} | slo-query | not a number",
                "200 | {'value':[[1]]} | slo-query | an array of 1",
                "200 | {'error':'rate limited','status':429} | slo-query | an object with error, status",
                "204 | '' | slo-source | 204",
                "200 | <html>log in</html> | slo-source | not JSON",
                "200 | '' | slo-source | not JSON",
                "400 | {'errors':[{'message':'bad query'}]} | slo-query | bad query",
                "401 | {} | slo-source | 401",
                "403 | {} | slo-source | 403",
                "429 | {} | slo-source | 429",
                "503 | {'value':0} | slo-source | 503"
            })
    void whatIsNoNumberRefusesTheCutoverWithItsReason(int status, String body, String id, String said) {
        server.answering(status, body.replace('\'', '"'));
        Release release =
                release(points().errorAt("/errors/0/message").number("/value").below(1));

        assertThat(release.plan(GREEN).findings())
                .filteredOn(finding -> finding.id().equals(id))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Finding.Severity.FATAL))
                .satisfies(finding -> assertThat(finding.sentence()).contains(said));
        assertThatThrownBy(() -> release.switchTo(GREEN)).hasMessageContaining("Nothing was moved");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aMetricWithoutDataIsAWarningBeforeTheMove() {
        server.answering(200, "{\"series\":[]}");

        assertThat(release(points().number("/series/0/value").below(1))
                        .plan(GREEN)
                        .findings())
                .filteredOn(finding -> finding.id().equals("slo-no-data"))
                .hasSize(1);
    }

    @Test
    void secretsAreInNoMessageOfAnyAnswer() {
        URI address = URI.create(server.uri() + "/q?api_key=SECRET1");
        JsonStore store = Slo.json(address).header("Api-Key", "SECRET2").post("{\"token\":\"SECRET3\"}");
        for (int status : List.of(200, 302, 400, 401, 403, 404, 429, 500)) {
            server.answering(uri -> new Reply(status, "{}", Map.of("Location", "/login?token=SECRET4")));
            Release release = release(store.number("/value").below(1));

            String plan = release.plan(GREEN).toString();
            assertThatThrownBy(() -> release.switchTo(GREEN)).hasMessageNotContaining("SECRET");
            assertThat(plan + store + store.number("/value") + release.status()).doesNotContain("SECRET");
        }
        server.close();
        assertThatThrownBy(() -> release(store.number("/value").below(1)).switchTo(GREEN))
                .hasMessageNotContaining("SECRET");
    }

    @Test
    void aSignerAddsItsHeadersToEachRequestAndAFailureOfItSaysSo() {
        server.answering(200, "{\"value\":0}");
        RequestSigner signer =
                (method, uri, headers, body) -> Map.of("X-Signature", method + " " + uri.getPath() + " " + body);

        check(store("/q").post("{}").signedBy(signer).number("/value").below(1));

        assertThat(server.headers().get(0).getFirst("X-Signature")).isEqualTo("POST /q {}");
        Release broken = release(store("/q")
                .signedBy((method, uri, headers, body) -> {
                    throw new PlatformException(PlatformException.Kind.FORBIDDEN, "no credentials were found");
                })
                .number("/value")
                .below(1));
        assertThatThrownBy(() -> broken.switchTo(GREEN))
                .hasMessageContainingAll("cannot be signed", "no credentials were found", "Nothing was moved");
    }

    @Test
    void aBakeIsJudgedByIt() {
        server.answering(200, "{\"value\":0.001}");

        assertThat(release(points().number("/value").below(0.01).named("error rate"))
                        .switchTo(GREEN)
                        .outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nX: y", "tok\u0000en", "€"})
    void aValueThatNoHeaderMayHaveIsRefusedWithoutShowingIt(String value) {
        assertThatThrownBy(() -> points().header("Authorization", value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Authorization")
                .hasMessageNotContaining(value);
        assertThatThrownBy(() -> Slo.prometheus(server.uri()).header("Authorization", value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining(value);
    }

    @Test
    void badInputIsNamed() {
        for (String name : List.of("", " ", "a b", "a:b", "Content-Length", "Connection")) {
            assertThatThrownBy(() -> points().header(name, "x")).isInstanceOf(ConfigurationException.class);
        }
        for (String address : List.of("/q", "ftp://h/q", "http://u:SECRET@h/q", "mailto:SECRET")) {
            assertThatThrownBy(() -> Slo.json(URI.create(address)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("slo.json")
                    .hasMessageNotContaining("SECRET");
            assertThatThrownBy(() -> Slo.prometheus(URI.create(address))).isInstanceOf(ConfigurationException.class);
        }
        assertThatThrownBy(() -> Slo.prometheus(URI.create("http://h/?token=SECRET")))
                .hasMessageContaining("slo.prometheus")
                .hasMessageNotContaining("SECRET");
        assertThatThrownBy(() -> points().number("value")).hasMessageContaining("slo.json.number");
        assertThatThrownBy(() -> points().errorAt("/a~2")).hasMessageContaining("slo.json.errorAt");
        assertThatThrownBy(() -> points().noDataOn(503)).hasMessageContaining("slo.json.noDataOn: 503");
    }

    private JsonStore points() {
        return store("/q");
    }

    private JsonStore store(String path) {
        return Slo.json(URI.create(server.uri() + path));
    }

    private Release release(Slo slo) {
        return shop.builder().bake(ofMinutes(1), slo).build();
    }

    private Slo.Result check(Slo slo) {
        Instant now = SWITCHED.plus(Metric.WINDOW);
        return slo.check(SloContext.of(shop.release().status().world(), GREEN, SWITCHED, now));
    }
}
