package dev.bluegreen.testkit.internal.pod;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Wording;
import dev.bluegreen.testkit.internal.Given;
import dev.bluegreen.testkit.internal.pod.PodScript.Fate;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Scripts written on a pod template: {@code testkit.bluegreen.dev/ready-after: 30s}. */
final class ScriptAnnotations {

    private static final String PREFIX = "testkit.bluegreen.dev/";

    private ScriptAnnotations() {}

    static PodScript apply(PodScript script, Map<String, String> annotations) {
        PodScript result = script;
        for (Map.Entry<String, String> annotation : annotations.entrySet()) {
            if (annotation.getKey().startsWith(PREFIX)) {
                result = apply(result, annotation.getKey().substring(PREFIX.length()), annotation.getValue());
            }
        }
        return result;
    }

    private static PodScript apply(PodScript script, String word, String value) {
        return switch (word) {
            case "ready-after" -> script.startup(duration(word, value));
            case "succeeds-after" -> script.ends(duration(word, value), true);
            case "fails-after" -> script.ends(duration(word, value), false);
            case "never-ready" -> script.fate(Fate.NEVER_READY);
            case "crash-loop" -> script.fate(Fate.CRASH_LOOP);
            case "image-pull-error" -> script.fate(Fate.IMAGE_PULL_ERROR);
            case "zombie" -> script.undead();
            case "slow-shutdown" -> script.shutdown(duration(word, value));
            case "failing" -> script.failing(share(word, value));
            case "slow" -> script.slow(duration(word, value));
            case "flapping" -> script.flapping(duration(word, value));
            case "log-line" -> script.logLine(value);
            case "ip-families" -> script.families(List.of(value.split(",", -1)));
            default ->
                throw new ConfigurationException("annotation " + PREFIX + word + ": unknown behaviour; use"
                        + " ready-after, succeeds-after, fails-after, never-ready, crash-loop, image-pull-error, zombie, slow-shutdown, failing, slow,"
                        + " flapping, log-line or ip-families");
        };
    }

    private static double share(String word, String value) {
        try {
            return Given.share("annotation " + PREFIX + word, Double.parseDouble(value));
        } catch (NumberFormatException e) {
            throw Given.refused("annotation " + PREFIX + word, value, "write a share, such as 0.5");
        }
    }

    /** Reads {@code 250ms}, {@code 30s}, {@code 5m}, {@code 2h}. */
    private static Duration duration(String word, String value) {
        try {
            return value.endsWith("ms")
                    ? Duration.ofMillis(Long.parseLong(value.substring(0, value.length() - 2)))
                    : Duration.parse("PT" + value);
        } catch (java.time.DateTimeException | NumberFormatException e) {
            throw new ConfigurationException("annotation " + PREFIX + word + ": " + Wording.quoted(value)
                    + " is not a duration; write 250ms, 30s, 5m or 2h");
        }
    }
}
