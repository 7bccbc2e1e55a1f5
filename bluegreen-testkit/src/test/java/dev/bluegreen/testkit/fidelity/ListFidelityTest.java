package dev.bluegreen.testkit.fidelity;

import static dev.bluegreen.testkit.fidelity.Bodies.configMap;
import static dev.bluegreen.testkit.fidelity.Bodies.waitingPod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.fidelity.Api.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Fidelity
class ListFidelityTest {

    private static final String NO_VERSION =
            "resourceVersion: Invalid value: \"new\": strconv.ParseUint: parsing \"new\": invalid syntax";

    private Api api;
    private Subject subject;
    private String name;

    @BeforeEach
    void use(Api given, Subject on) {
        subject = on;
        api = given;
        name = api.name("list");
    }

    /** Three, of which two have a track. */
    private void fill() {
        for (String track : new String[] {"blue", "green"}) {
            api.create(
                    "configmaps",
                    configMap(
                            name + "-" + track,
                            ", \"labels\": {\"of\": \"%s\", \"track\": \"%s\"}".formatted(name, track)));
        }
        api.create("configmaps", configMap(name + "-plain", ", \"labels\": {\"of\": \"" + name + "\"}"));
    }

    @ParameterizedTest(name = "{0} by {1}")
    @DisplayName("R25 R26 a label selector selects")
    @CsvSource(
            delimiter = '|',
            value = {
                "R25 | track=blue | blue",
                "R25 | track==blue | blue",
                "R25 | track!=blue | green plain",
                "R25 | track | blue green",
                "R25 | !track | plain",
                "R26 | track in (blue,green) | blue green",
                "R26 | track in (blue, red) | blue",
                "R26 | track notin (blue) | green plain",
                "R26 | track in (blue,green),track!=blue | green"
            })
    void labels(String row, String selector, String expected) {
        fill();

        assertThat(api.get("configmaps?labelSelector=" + encoded("of=" + name + "," + selector))
                        .names())
                .containsExactly(expected.replaceAll("(\\w+)", name + "-$1").split(" "));
    }

    @Test
    @DisplayName("R26 a selector that cannot be read is 400")
    void anUnreadableSelector() {
        assertThat(api.get("configmaps?labelSelector=" + encoded("a between b")).code())
                .isEqualTo(400);
    }

    @ParameterizedTest(name = "R27 by {0}")
    @DisplayName("R27 a field selector selects")
    @ValueSource(
            strings = {
                "status.phase=Pending",
                "status.phase!=Running",
                "spec.schedulerName=nobody",
                "spec.nodeName=",
                "metadata.name=NAME",
                "spec.restartPolicy==Always"
            })
    void fields(String selector) {
        api.create("pods", waitingPod(name));

        String selected = "pods?labelSelector=app=" + name + "&fieldSelector=";

        assertThat(api.get(selected + encoded(selector.replace("NAME", name))).names())
                .containsExactly(name);
        assertThat(api.get(selected + encoded(selector.replace("NAME", name) + ",metadata.name=other"))
                        .names())
                .isEmpty();
    }

    @Test
    @DisplayName("R27 a field that the kind does not offer is 400")
    void anUnknownField() {
        Answer answer = api.get("pods?fieldSelector=spec.whatever=x");

        assertThat(answer.code()).isEqualTo(400);
        assertThat(answer.message()).contains("field label not supported: spec.whatever");
    }

    @Test
    @DisplayName("R28 a limited list is continued, in the state of its first chunk")
    void chunks() {
        fill();
        String selector = "configmaps?labelSelector=of=" + name;
        Answer first = api.get(selector + "&limit=1");
        api.delete("configmaps/" + name + "-green");

        Answer second = api.get(selector + "&limit=1&continue=" + first.text("metadata", "continue"));
        Answer third = api.get(selector + "&limit=5&continue=" + second.text("metadata", "continue"));

        assertThat(first.names()).containsExactly(name + "-blue");
        assertThat(second.names()).containsExactly(name + "-green");
        assertThat(third.names()).containsExactly(name + "-plain");
        assertThat(second.version()).isEqualTo(first.version());
        assertThat(third.at("metadata", "continue")).isNull();
    }

    @Test
    @DisplayName("R28 a chunk without selector tells how many remain")
    void remaining() {
        fill();

        Answer first = api.get("configmaps?limit=1");
        int all = api.get("configmaps").names().size();

        assertThat(first.at("metadata", "remainingItemCount")).isEqualTo(all - 1L);
    }

    @Test
    @DisplayName("R28 a token that is none is refused")
    void anUnreadableToken() {
        assertThat(api.get("configmaps?limit=1&continue=nonsense").code()).isEqualTo(400);
    }

    @Test
    @DisplayName("R28 an exact version is listed as it was")
    void anExactVersion() {
        String version = api.create("configmaps", configMap(name, ", \"labels\": {\"of\": \"" + name + "\"}"))
                .version();
        api.delete("configmaps/" + name);

        String query = "configmaps?labelSelector=of=" + name + "&resourceVersionMatch=Exact&resourceVersion=" + version;

        assertThat(api.get(query).names()).containsExactly(name);
    }

    @Test
    @DisplayName("R28 a version that is none is refused")
    void anUnreadableVersion() {
        Answer answer = api.get("configmaps?resourceVersion=new");

        if (subject.minorVersion() <= 32) {
            assertThat(answer.code()).isEqualTo(500);
            assertThat(answer.message()).contains(NO_VERSION);
        } else {
            assertThat(answer.code()).isIn(400, 422, 500);
        }
    }

    @Test
    @DisplayName("R60 of increments at the same time none is lost")
    void increments() {
        api.create("configmaps", configMap(name).replace("\"1\"", "\"0\""));

        List<CompletableFuture<Void>> all = Stream.generate(() -> CompletableFuture.runAsync(this::increment))
                .limit(20)
                .toList();
        all.forEach(CompletableFuture::join);

        assertThat(api.get("configmaps/" + name).at("data", "a")).isEqualTo("20");
    }

    private void increment() {
        int code = 409;
        while (code == 409) {
            Answer current = api.get("configmaps/" + name);
            long next = Long.parseLong(current.text("data", "a")) + 1;
            code = api.merge("configmaps/" + name, """
                            {"metadata": {"resourceVersion": "%s"}, "data": {"a": "%d"}}""".formatted(current.version(), next))
                    .code();
        }
    }

    private static String encoded(String selector) {
        return URLEncoder.encode(selector, StandardCharsets.UTF_8);
    }
}
