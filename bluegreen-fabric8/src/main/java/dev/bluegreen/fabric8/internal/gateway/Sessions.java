package dev.bluegreen.fabric8.internal.gateway;

import dev.bluegreen.fabric8.internal.gateway.RouteTree.Rule;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sessions that a rule keeps on their backend, also at weight 0 (GEP-1619).
 *
 * @param longest absoluteTimeout: the end of any session; empty if a session lasts for as long as its client sends requests
 */
record Sessions(Rule rule, Optional<Duration> longest) {

    /** Durations of the Gateway API: up to four numbers, each with its unit (GEP-2257). */
    private static final Pattern DURATION = Pattern.compile("(?:\\d{1,5}(?:h|ms|m|s)){1,4}");

    private static final Pattern PART = Pattern.compile("(\\d+)(h|ms|m|s)");

    private static final Map<String, ChronoUnit> UNITS =
            Map.of("h", ChronoUnit.HOURS, "m", ChronoUnit.MINUTES, "s", ChronoUnit.SECONDS, "ms", ChronoUnit.MILLIS);

    /** Empty if the rule keeps none. */
    static Optional<Sessions> of(Rule rule) {
        return Fields.at(rule.tree(), "sessionPersistence")
                .map(tree -> new Sessions(
                        rule,
                        RouteTree.text(tree, "absoluteTimeout")
                                .filter(text -> DURATION.matcher(text).matches())
                                .map(Sessions::duration)));
    }

    private static Duration duration(String text) {
        Duration sum = Duration.ZERO;
        for (Matcher part = PART.matcher(text); part.find(); ) {
            sum = sum.plus(Long.parseLong(part.group(1)), UNITS.getOrDefault(part.group(2), ChronoUnit.SECONDS));
        }
        return sum;
    }

    Finding finding(String router, boolean allowed) {
        String sentence = router + ": sessionPersistence of " + rule.shown()
                + " keeps clients on their backend, also at weight 0, "
                + longest.map(time -> "for up to " + Wording.of(time) + " (absoluteTimeout)")
                        .orElse("for as long as they send requests (it has no absoluteTimeout)");
        return allowed
                ? Finding.warning("session-persistence", sentence, remedy())
                : Finding.fatal(
                        "session-persistence", sentence, "take it out, or accept that with allowSessionPersistence()");
    }

    private String remedy() {
        return longest.isPresent()
                ? "traffic counts as moved that much later"
                : "set absoluteTimeout, so that traffic counts as moved only then, or see yourself when the sessions are over";
    }
}
