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
    private static final int LONGEST = 200;
    private static final String STOPPED = "stopped";
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

    /** Who stopped the namespace, and why; empty while it is not stopped. What cannot be understood stops it. */
    public Optional<String> stop() {
        return posted.read(NamespaceNotices.STOP)
                .filter(entries -> !entries.isEmpty()
                        && !entries.getOrDefault(STOPPED, "true").strip().equalsIgnoreCase("false"))
                .map(this::stopped);
    }

    private String stopped(Map<String, String> entries) {
        String where = posted.describe(NamespaceNotices.STOP);
        return "releases are stopped by " + text(entries, "by").orElse(NOBODY)
                + text(entries, "reason").map(why -> ": " + why).orElse("") + " (delete " + where + " to go on)"
                + (entries.containsKey(STOPPED) ? "" : without(where, entries));
    }

    private static String without(String where, Map<String, String> entries) {
        String keys = Wording.line(String.join(", ", new TreeMap<>(entries).keySet()));
        return "; " + where + " has " + keys
                + " and no key stopped, which counts as stopped: write stopped: \"true\" or"
                + " stopped: \"false\" into it";
    }

    private static Optional<String> text(Map<String, String> entries, String key) {
        return Optional.ofNullable(entries.get(key))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Notices::cut);
    }

    /** No character is cut in two. */
    private static String cut(String text) {
        int end = Math.min(LONGEST, text.length());
        boolean isHalf = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return Wording.line(text.substring(0, isHalf ? end - 1 : end));
    }
}
