package dev.bluegreen.internal.record;

import com.google.gson.JsonObject;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import dev.bluegreen.result.ReleaseStatus.ClosedWayBack;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The point of no return of a cutover: somebody said that the old version would no longer work.
 *
 * @param cutover the cutover that is not undone any more
 * @param on the track that traffic stays on
 * @param by who closed it
 * @param reason why
 * @param at when
 * @param template the fingerprint of what ran on the other track; empty if it was not known
 */
public record WayBackClosed(String cutover, Track on, String by, String reason, Instant at, String template) {

    /** The longest reason. */
    public static final int LONGEST = 200;

    static final String FIELD = "wayBackClosed";

    /** As a clause: {@code the way back was closed at 2026-01-31 by ann: orders v1 columns dropped}. */
    public String clause() {
        return "the way back to " + on.other() + " was closed at " + Wording.of(at) + " by " + Wording.line(by) + ": "
                + Wording.line(reason);
    }

    /** What it means for a cutover to the other track, unless another version came there. */
    public Stream<Finding> finding(Workload target, Staged staged) {
        boolean isAnother = staged.track().equals(Optional.of(target.track()))
                || (!template.isEmpty()
                        && !target.template().isEmpty()
                        && !target.template().equals(template));
        return isAnother
                ? Stream.empty()
                : Stream.of(Finding.fatal(
                        "way-back-closed",
                        clause() + ", and " + target.name() + " was not staged since",
                        "stage the version that is to be released"));
    }

    /** For users. */
    public ClosedWayBack shown() {
        return new ClosedWayBack(on, by, reason, at);
    }

    static WayBackClosed read(Fields json) {
        return new WayBackClosed(
                json.text("cutover"),
                json.track("on"),
                json.text("by"),
                json.text("reason"),
                json.instant("at"),
                json.ifPresent("template", json::text).orElse(""));
    }

    /** @param text cuts a text to the room there is */
    JsonObject json(UnaryOperator<String> text) {
        JsonObject json = new JsonObject();
        json.addProperty("cutover", text.apply(cutover));
        json.addProperty("on", on.name());
        json.addProperty("by", text.apply(by));
        json.addProperty("reason", text.apply(reason));
        json.addProperty("at", at.toString());
        if (!template.isEmpty() && template.length() <= Staged.LONGEST) {
            json.addProperty("template", template);
        }
        return json;
    }
}
