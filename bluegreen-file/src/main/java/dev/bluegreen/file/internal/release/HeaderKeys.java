package dev.bluegreen.file.internal.release;

import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Wording;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Headers of requests: a value that is a secret is a reference. */
final class HeaderKeys {

    /** Names of headers whose value is a secret. */
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(authori[sz]ation|cookie|token|secret|password|credential|signature|api-?key).*");

    private static final ValueType<Header> HEADER = ValueType.either(
            ValueType.TEXT.map(text -> new Header(text, true)),
            ValueType.SECRET.map(secret -> new Header(secret, false)));

    static final ValueType<Map<String, String>> TYPE =
            ValueType.mapOf(HEADER).map(HeaderKeys::values).named("headers");

    private HeaderKeys() {}

    /** The value of a header. */
    private record Header(String value, boolean written) {

        @Override
        public String toString() {
            return "a header";
        }
    }

    private static Map<String, String> values(Map<String, Header> headers) {
        Map<String, String> values = new LinkedHashMap<>();
        headers.forEach((name, header) -> {
            if (header.written() && SECRET.matcher(name).matches()) {
                throw new ConfigurationException("headers: the value of " + Wording.quoted(name)
                        + " is a secret that is written here; give a reference such as {env: NAME}");
            }
            values.put(name, header.value());
        });
        return values;
    }
}
