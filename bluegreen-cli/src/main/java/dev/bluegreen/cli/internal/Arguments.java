package dev.bluegreen.cli.internal;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Track;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ParseResult;

/**
 * The arguments of one command.
 *
 * @param command its name, such as {@code audit verify}
 * @param parsed the arguments
 */
public record Arguments(String command, ParseResult parsed) {

    /** True if a switch is set. */
    public boolean has(String option) {
        return parsed.hasMatchedOption(option);
    }

    /** The text of an option. */
    public Optional<String> text(String option) {
        return Optional.ofNullable(parsed.<String>matchedOptionValue(option, null));
    }

    /** The file of an option. */
    public Optional<Path> path(String option) {
        return Optional.ofNullable(parsed.<Path>matchedOptionValue(option, null));
    }

    /** The duration of an option. */
    public Optional<Duration> duration(String option) {
        return Optional.ofNullable(parsed.<Duration>matchedOptionValue(option, null));
    }

    /** The number of an option. */
    public Optional<Integer> number(String option) {
        return Optional.ofNullable(parsed.<Integer>matchedOptionValue(option, null));
    }

    /** The pairs of an option that is given several times. */
    public Map<String, String> pairs(String option) {
        return parsed.matchedOptionValue(option, Map.of());
    }

    /** The texts of an option that is given several times. */
    public List<String> texts(String option) {
        return parsed.matchedOptionValue(option, List.of());
    }

    /** The one value that has no option. */
    public <T> Optional<T> operand() {
        return Optional.ofNullable(parsed.<T>matchedPositionalValue(0, null));
    }

    /** The values that have no option. */
    public <T> List<T> operands() {
        return parsed.matchedPositionals().stream()
                .flatMap(operand -> operand.<List<T>>getValue().stream())
                .toList();
    }

    /**
     * Requires that options are left out beside one that would leave them without effect.
     *
     * @param why such as {@code which writes no report}
     * @throws ConfigurationException if one of them is given besides it
     */
    public void requireAlone(String option, String why, String... others) {
        Stream.of(others).filter(other -> has(option) && has(other)).findFirst().ifPresent(other -> {
            throw new ConfigurationException(
                    other + ": given besides " + option + ", " + why + "; leave one of the two out");
        });
    }

    /** The track that was named. */
    public Track track() {
        return this.<Track>operand()
                .orElseThrow(() -> new ConfigurationException("TRACK: not given; give blue or green"));
    }
}
