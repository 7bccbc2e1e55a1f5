package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.event.CutoverEvent.Source;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Requester of an operation, and the reason, as the caller says: a claim.
 *
 * @param name name; empty if none is given
 * @param reason why; empty when no reason is given
 * @param override the way past closed change windows, if one is taken
 * @param plan hash of the only plan that may be carried out; empty if any may
 */
public record Requester(
        Optional<String> name, String reason, Optional<WindowOverride> override, Optional<String> plan) {

    /**
     * A named way past closed change windows.
     *
     * @param by who takes it
     * @param reason why
     */
    public record WindowOverride(String by, String reason) {}

    /** A requester who keeps to the windows. */
    public Requester(Optional<String> name, String reason) {
        this(name, reason, Optional.empty(), Optional.empty());
    }

    /** No requester. */
    public static final Requester UNNAMED = new Requester(Optional.empty(), "");

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_REASON = 200;
    private static final int SHOWN = 12;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

    /**
     * A named requester.
     *
     * @throws ConfigurationException listing the problems of name and reason
     */
    public static Requester of(@Nullable String name, @Nullable String reason) {
        List<String> problems = new ArrayList<>();
        if (name == null || name.isBlank()) {
            problems.add("requestedBy: " + (name == null ? "null" : "'" + name.strip() + "'")
                    + " is not a name; give the name of the requester of the cutover");
        }
        check(problems, "requestedBy", name, LONGEST_NAME);
        if (reason == null) {
            problems.add("requestedBy.reason: null; give a reason, or leave it out");
        }
        check(problems, "requestedBy.reason", reason, LONGEST_REASON);
        if (name == null || reason == null || !problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new Requester(Optional.of(name.strip()), reason.strip());
    }

    /** A named requester with the same way past closed windows. */
    public Requester named(@Nullable String name, @Nullable String reason) {
        Requester other = of(name, reason);
        return new Requester(other.name, other.reason, override, plan);
    }

    /**
     * A copy with a way past closed change windows.
     *
     * @throws ConfigurationException if name or reason do not conform
     */
    public Requester overridingWindows(@Nullable String by, @Nullable String reason) {
        WindowOverride past = new WindowOverride(
                Input.requireText("overridingWindows.by", by, LONGEST_NAME),
                Input.requireText("overridingWindows.reason", reason, LONGEST_REASON));
        return new Requester(name, this.reason, Optional.of(past), plan);
    }

    /**
     * A copy for one plan only.
     *
     * @throws ConfigurationException if it is not a hash of a plan
     */
    public Requester asPlanned(@Nullable String hash) {
        if (hash == null || !HASH.matcher(hash).matches()) {
            throw new ConfigurationException(
                    "asPlanned: " + Wording.quoted(hash) + " is not the hash of a plan; give plan.hash()");
        }
        return new Requester(name, reason, override, Optional.of(hash));
    }

    /** Refuses another plan than the one that was asked for. */
    public void requirePlan(String hash) {
        Stop.ifAny(plan.filter(planned -> !planned.equals(hash))
                .map(planned -> "the plan has changed since it was made (plan " + planned.substring(0, SHOWN) + ", now "
                        + hash.substring(0, SHOWN) + "); plan again"));
    }

    private static void check(List<String> problems, String field, @Nullable String text, int longest) {
        if (text != null && text.length() > longest) {
            problems.add(field + ": " + text.length() + " characters; give at most " + longest);
        }
        if (text != null && UNSEEN.matcher(text).find()) {
            problems.add(field + ": has line breaks or characters that cannot be seen; give one line of plain text");
        }
    }

    /** Text for a person, which marks a claimed name as such. */
    String shown(String process) {
        return claim(process) + (reason.isEmpty() ? "" : ": " + reason);
    }

    /** As events name it. */
    Source source(Platform platform) {
        return new Source(platform.cluster(), platform.namespace(), claim(platform.identity()), reason);
    }

    private String claim(String process) {
        return name.map(claim -> claim + " (claimed by " + process + ")").orElse(process);
    }
}
