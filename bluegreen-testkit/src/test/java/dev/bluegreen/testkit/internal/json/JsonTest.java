package dev.bluegreen.testkit.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonSyntaxException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "7", "-42", "999999999999999999", "-999999999999999999"})
    void aWholeNumberOfAtMost18DigitsIsALong(String digits) {
        assertThat(Json.parse(digits)).isEqualTo(Long.valueOf(digits));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e3", "-2.5E-3", "1000000000000000000", "12345678901234567890"})
    void anyOtherNumberIsADouble(String digits) {
        assertThat(Json.parse(digits)).isEqualTo(Double.valueOf(digits));
    }

    @Test
    void membersKeepTheirOrderAndTheLastOfOneNameCounts() {
        Map<String, Object> read = Json.parseObject("{\"b\":1,\"a\":null,\"b\":[true,\"x\"]}");

        assertThat(read.keySet()).containsExactly("b", "a");
        assertThat(read).containsEntry("b", List.of(true, "x")).containsEntry("a", null);
    }

    @Test
    void whatIsWrittenIsRead() {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("text", "\"\\/\b\f\n\r\t\u0000\u001f<&'=\u2028\u00e4\ud83d\ude00");
        written.put("list", Arrays.asList(1L, -0.5, null, true, List.of(), Map.of()));

        assertThat(Json.parse(Json.write(written))).isEqualTo(written);
    }

    @Test
    void writesWithoutWhiteSpaceOrEscapesForHtml() {
        assertThat(Json.write(List.of("<a href='x'>&</a>", 1, 2.5, Map.of("k", false))))
                .isEqualTo("[\"<a href='x'>&</a>\",1,2.5,{\"k\":false}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "\"a\nb\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "01",
                "+1",
                "1.",
                ".5",
                "1e999",
                "NaN",
                "True",
                "nul",
                "1 2",
                "{} x",
                "# comment\n1",
                ")]}'\n1"
            })
    void refusesWhatIsNotJson(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(JsonSyntaxException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"metadata":{"name":x}} | not JSON at $.metadata.name
                    {"a":[1,2,}             | not JSON at $.a[2]
                    [] []                   | not JSON at $
                    [1]                     | expected a JSON object
                    """)
    void saysWhere(String text, String message) {
        assertThatThrownBy(() -> Json.parseObject(text))
                .isInstanceOf(JsonSyntaxException.class)
                .hasMessage(message);
    }

    @Test
    void readsFiveHundredLevelsAndNoMore() {
        assertThat(Json.parse("[".repeat(500) + "]".repeat(500))).isInstanceOf(List.class);
        assertThatThrownBy(() -> Json.parse("[".repeat(501) + "]".repeat(501))).isInstanceOf(JsonSyntaxException.class);
        assertThatThrownBy(() -> Json.parse("[".repeat(1_000_000))).isInstanceOf(JsonSyntaxException.class);
    }
}
