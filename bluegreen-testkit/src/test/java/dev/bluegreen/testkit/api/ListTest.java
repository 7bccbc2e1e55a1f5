package dev.bluegreen.testkit.api;

import static dev.bluegreen.testkit.api.Bodies.CONFIG_MAPS;
import static dev.bluegreen.testkit.api.Bodies.PODS;
import static dev.bluegreen.testkit.api.Bodies.configMap;
import static dev.bluegreen.testkit.api.Bodies.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.FakeCluster;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final Http http = new Http(cluster);

    @BeforeEach
    void fill() {
        http.post(CONFIG_MAPS, configMap("blue", ", \"labels\": {\"app\": \"a\", \"track\": \"blue\"}"));
        http.post(CONFIG_MAPS, configMap("green", ", \"labels\": {\"app\": \"a\", \"track\": \"green\"}"));
        http.post(CONFIG_MAPS, configMap("plain"));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "track=blue | blue",
                "track==blue | blue",
                "track!=blue | green plain",
                "track | blue green",
                "!track | plain",
                "track in (blue,green) | blue green",
                "track in (blue, red),app=a | blue",
                "track notin (blue) | green plain"
            })
    void R25_R26_labelSelectorsSelect(String selector, String expected) {
        String query = URLEncoder.encode(selector, StandardCharsets.UTF_8);

        assertThat(http.get(CONFIG_MAPS + "?labelSelector=" + query).names()).containsExactly(expected.split(" "));
    }

    @Test
    void R26_aSelectorThatCannotBeReadIs400() {
        assertThat(http.get(CONFIG_MAPS + "?labelSelector=a%20between%20b").status())
                .isEqualTo(400);
    }

    @Test
    void R27_fieldSelectorsKnowTheFieldsOfTheirKind() {
        http.post(PODS, pod("p", "node-1", ""));

        assertThat(http.get(PODS + "?fieldSelector=status.phase%3DPending").names())
                .containsExactly("p");
        assertThat(http.get(PODS + "?fieldSelector=status.phase%3DRunning").names())
                .isEmpty();
        assertThat(http.get(PODS + "?fieldSelector=spec.nodeName%3Dnode-1,metadata.name!%3Dq")
                        .names())
                .containsExactly("p");
        assertThat(http.get(PODS + "?fieldSelector=spec.whatever%3Dx").status()).isEqualTo(400);
    }

    @Test
    void R28_chunksShowTheStateOfTheFirst() {
        http.delete(CONFIG_MAPS + "/plain");
        Http.Answer first = http.get(CONFIG_MAPS + "?limit=1");
        http.delete(CONFIG_MAPS + "/green");
        http.post(CONFIG_MAPS, configMap("late"));

        Http.Answer second = http.get(CONFIG_MAPS + "?limit=5&continue=" + first.at("metadata", "continue"));

        assertThat(first.names()).containsExactly("blue");
        assertThat(first.at("metadata", "remainingItemCount")).isEqualTo(1L);
        assertThat(second.names()).containsExactly("green");
        assertThat(second.version()).isEqualTo(first.version());
        assertThat(second.at("metadata", "continue")).isNull();
    }

    @Test
    void R28_aChunkOfAForgottenStateIs410() {
        Http.Answer first = http.get(CONFIG_MAPS + "?limit=1");
        http.delete(CONFIG_MAPS + "/green");
        cluster.compact();

        Http.Answer second = http.get(CONFIG_MAPS + "?limit=1&continue=" + first.at("metadata", "continue"));

        assertThat(second.status()).isEqualTo(410);
        assertThat(second.tree()).containsEntry("reason", "Expired");
    }
}
