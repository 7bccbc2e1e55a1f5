package dev.bluegreen.file.spi;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Values that are not lists or mappings. A text is never taken for a number, nor a number for a text. */
final class Scalars {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}(ms|s|m|h|d))+");
    private static final Pattern PART = Pattern.compile("([0-9]+)(ms|s|m|h|d)");

    private Scalars() {}

    static boolean isScalar(Node node) {
        return node instanceof ScalarNode;
    }

    static boolean isEmpty(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    static Optional<String> text(Node node, String path, Reading reading) {
        Optional<String> text = value(node, "a text", path, reading);
        if (text.isPresent() && !node.getTag().equals(Tag.STR)) {
            return reading.problem(
                    node, path, Wording.quoted(text.get()) + " is " + what(node) + ", not a text; put it in quotes");
        }
        return text.isPresent() && text.get().isBlank()
                ? reading.problem(node, path, "the text is blank; give one, or remove the key")
                : text;
    }

    static Optional<Integer> whole(Node node, String path, Reading reading) {
        return value(node, "a whole number", path, reading).flatMap(text -> {
            try {
                return node.getTag().equals(Tag.INT)
                        ? Optional.of(Integer.parseInt(text))
                        : not(node, path, text, "a whole number; give one such as 3, without quotes", reading);
            } catch (NumberFormatException e) {
                return not(node, path, text, "a whole number of this size; give a smaller one", reading);
            }
        });
    }

    static Optional<Double> number(Node node, String path, Reading reading) {
        return value(node, "a number", path, reading)
                .flatMap(text -> node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT)
                        ? finite(node, path, text, reading)
                        : not(node, path, text, "a number; give one such as 0.01, without quotes", reading));
    }

    private static Optional<Double> finite(Node node, String path, String text, Reading reading) {
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // Such as .inf, which is refused with those that are too large.
        }
        return not(node, path, text, "a finite number; give one such as 0.01", reading);
    }

    static Optional<Boolean> flag(Node node, String path, Reading reading) {
        return value(node, "true or false", path, reading)
                .flatMap(text -> node.getTag().equals(Tag.BOOL)
                        ? Optional.of(Boolean.parseBoolean(text))
                        : not(node, path, text, "true or false; write one of them, without quotes", reading));
    }

    static Optional<Boolean> yes(Node node, String path, Reading reading) {
        return flag(node, path, reading)
                .flatMap(is -> is ? Optional.of(true) : reading.problem(node, path, "give true, or leave it out"));
    }

    static Optional<String> port(Node node, String path, Reading reading) {
        return value(node, "the name or number of a port", path, reading)
                .flatMap(text -> node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.STR)
                        ? Optional.of(text)
                        : not(node, path, text, "the name or number of a port, such as http or 8080", reading));
    }

    /** The text of a duration: a number alone has no unit, and is told so. */
    static Optional<String> timed(Node node, String path, Reading reading) {
        return value(node, "a duration such as 10m", path, reading);
    }

    /** The text of a scalar; a list or mapping is a problem. */
    private static Optional<String> value(Node node, String expected, String path, Reading reading) {
        return node instanceof ScalarNode scalar
                ? Optional.of(scalar.getValue())
                : reading.problem(node, path, "this is " + what(node) + "; give " + expected);
    }

    private static <T> Optional<T> not(Node node, String path, String text, String expected, Reading reading) {
        return reading.problem(node, path, Wording.quoted(text) + " is not " + expected);
    }

    static Duration duration(String text) {
        if (!DURATION.matcher(text).matches()) {
            throw new ConfigurationException("duration: " + Wording.quoted(text)
                    + " is not a duration; give number and unit, such as 30s, 10m, 1h30m or 7d");
        }
        Matcher parts = PART.matcher(text);
        Duration sum = Duration.ZERO;
        while (parts.find()) {
            sum = sum.plus(one(Long.parseLong(parts.group(1)), parts.group(2)));
        }
        return Input.requireDuration("duration", sum);
    }

    private static Duration one(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    static URI address(String text) {
        try {
            URI address = new URI(text);
            Input.require(Input.web("address", address));
            return address;
        } catch (URISyntaxException e) {
            throw new ConfigurationException(
                    "address: not a URI, and not shown; give one such as https://shop.example/healthz");
        }
    }

    static <E extends Enum<E>> E constant(List<E> constants, List<String> names, String text) {
        int index = names.indexOf(text);
        if (index < 0) {
            throw new ConfigurationException(
                    "value: " + Wording.quoted(text) + " is none of " + String.join(", ", names)
                            + Wording.nearest(text, names)
                                    .map(near -> "; did you mean '" + near + "'?")
                                    .orElse("; write one of them"));
        }
        return constants.get(index);
    }

    /** {@code rollBack} for {@code ROLL_BACK}. */
    static String camel(Enum<?> constant) {
        StringBuilder camel = new StringBuilder();
        for (String word : constant.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            camel.append(camel.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return camel.toString();
    }

    /** What a node is, without its text, which may be a secret. */
    static String what(Node node) {
        if (node instanceof ScalarNode) {
            return node.getTag().equals(Tag.STR)
                    ? "a text"
                    : node.getTag().equals(Tag.BOOL) ? "true or false" : isEmpty(node) ? "empty" : "a number";
        }
        return node instanceof MappingNode ? "a mapping of keys" : "a list";
    }
}
