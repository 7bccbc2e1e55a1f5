package dev.bluegreen.internal.record;

import com.google.gson.JsonObject;
import dev.bluegreen.model.Wording;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * The cancellation of a cutover that has not ended.
 *
 * @param cutover the cutover
 * @param by the person who cancelled it, and the reason
 * @param at the time
 */
public record Cancelled(String cutover, String by, Instant at) {

    static final String FIELD = "cancelled";

    /** As a clause: {@code cancelled at 2026-01-31 12:00 by ann}. */
    public String clause() {
        return "cancelled at " + Wording.of(at) + " by " + Wording.line(by);
    }

    static Cancelled read(Fields json) {
        return new Cancelled(json.text("cutover"), json.text("by"), json.instant("at"));
    }

    /** @param text cuts a text to the room there is */
    JsonObject json(UnaryOperator<String> text) {
        JsonObject json = new JsonObject();
        json.addProperty("cutover", text.apply(cutover));
        json.addProperty("by", text.apply(by));
        json.addProperty("at", at.toString());
        return json;
    }
}
