package dev.bluegreen.internal.record;

import com.google.gson.JsonObject;
import dev.bluegreen.check.ChangeWindow;
import dev.bluegreen.internal.record.intent.Terms.Freezing;
import java.time.Duration;
import java.util.List;

/** What may keep a cutover from moving traffic forward, as JSON. */
final class FreezingFields {

    private FreezingFields() {}

    static Freezing read(Fields json) {
        List<String> windows = json.texts("windows");
        if (windows.size() > Freezing.WINDOWS) {
            throw json.wrong("windows", "a list of " + windows.size(), "one of at most " + Freezing.WINDOWS);
        }
        return new Freezing(
                windows.stream().map(text -> window(json, text)).toList(),
                json.flag("namespace"),
                json.ifPresent("stoppable", field -> json.duration(field, Duration.ofNanos(1))));
    }

    private static ChangeWindow window(Fields json, String text) {
        ChangeWindow window = ChangeWindow.parse(text);
        if (!window.problems().isEmpty()) {
            throw json.wrong("windows", text, "a change window such as allow Mon-Fri 08:00-17:00 Europe/Berlin");
        }
        return window;
    }

    static JsonObject json(Freezing freezing) {
        JsonObject json = new JsonObject();
        json.add(
                "windows",
                RecordWriter.texts(
                        freezing.windows().stream().map(ChangeWindow::toString).toList()));
        json.addProperty("namespace", freezing.ofNamespace());
        freezing.stoppable().ifPresent(longest -> json.addProperty("stoppable", longest.toString()));
        return json;
    }
}
