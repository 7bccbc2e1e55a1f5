package dev.bluegreen.internal.freeze;

import dev.bluegreen.check.ChangeWindow;
import dev.bluegreen.internal.freeze.Calendar.Entry;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.NamespaceNotices;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What people posted for a namespace, parsed strictly: what cannot be read as a window closes all of them. */
public final class Notices {

    private static final int MOST = 50;
    private static final String NOBODY = "an unnamed person";

    private final NamespaceNotices posted;

    public Notices(NamespaceNotices posted) {
        this.posted = posted;
    }

    /**
     * The windows of the namespace, by name; none when there is no such notice.
     *
     * @throws PlatformException naming notice and entry, if an entry is not a window
     */
    public Calendar windows() {
        String where = posted.describe(NamespaceNotices.WINDOWS);
        Map<String, String> entries =
                new TreeMap<>(posted.read(NamespaceNotices.WINDOWS).orElse(Map.of()));
        if (entries.size() > MOST) {
            throw unreadable(where + " has " + entries.size() + " entries; keep at most " + MOST + " windows");
        }
        return new Calendar(entries.entrySet().stream()
                .map(entry -> entry(where, Wording.line(entry.getKey()), entry.getValue()))
                .toList());
    }

    private static Entry entry(String where, String key, String text) {
        ChangeWindow window = ChangeWindow.parse(text.strip());
        window.problems().stream().findFirst().ifPresent(problem -> {
            throw unreadable(where + ", entry " + key + ", is not a change window: " + problem);
        });
        return new Entry(where, key, window);
    }

    private static PlatformException unreadable(String why) {
        return new PlatformException(PlatformException.Kind.INVALID, why);
    }

    /** Who stopped the namespace, and why; empty while it is not stopped. */
    public Optional<String> stop() {
        return posted.read(NamespaceNotices.STOP)
                .filter(entries ->
                        !entries.getOrDefault("stopped", "false").strip().equalsIgnoreCase("false"))
                .map(entries -> "stopped by " + text(entries, "by").orElse(NOBODY)
                        + text(entries, "reason").map(why -> ": " + why).orElse("") + " ("
                        + posted.describe(NamespaceNotices.STOP) + ")");
    }

    private static Optional<String> text(Map<String, String> entries, String key) {
        return Optional.ofNullable(entries.get(key))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> Wording.line(text.substring(0, Math.min(200, text.length()))));
    }
}
