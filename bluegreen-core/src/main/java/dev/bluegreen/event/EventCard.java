package dev.bluegreen.event;

import dev.bluegreen.event.CutoverEvent.Change;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverEvent.Source;
import dev.bluegreen.model.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An event as people read it in a chat.
 *
 * @param title release and result
 * @param text the sentence
 * @param facts names and values
 */
record EventCard(String title, String text, List<Fact> facts) {

    private static final int LONGEST = 300;
    private static final int LONGEST_TITLE = 140;

    /**
     * One line of it.
     *
     * @param name the name
     * @param value the value
     */
    record Fact(String name, String value) {}

    static EventCard of(CutoverEvent event) {
        Source source = event.source();
        Change change = event.change();
        List<Fact> facts = new ArrayList<>();
        add(facts, "What", String.join(", ", change.routers()));
        change.to()
                .ifPresent(to -> add(
                        facts,
                        "Move",
                        change.from().map(from -> "from " + from + " ").orElse("") + "to " + to));
        add(facts, "Images", images(change.images()));
        add(facts, "Requested by", source.requester());
        add(facts, "Reason", source.reason());
        add(facts, "Cause", event.cause().map(cause -> words(cause.name())).orElse(""));
        add(facts, "Result", event.outcome().map(EventCard::words).orElse(""));
        add(facts, "Where", where(source));
        add(
                facts,
                "Cutover",
                event.cutoverId() + ", event " + event.number() + (event.replayed() ? " (redelivered)" : ""));
        return new EventCard(cut(event.release() + ": " + headline(event), LONGEST_TITLE), event.sentence(), facts);
    }

    private static String headline(CutoverEvent event) {
        String what =
                event.kind() == Kind.MILESTONE ? event.sentence() : event.kind().name();
        return words(event.outcome().orElse(what));
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String images(Map<Track, List<String>> images) {
        return new TreeMap<>(images)
                .entrySet().stream()
                        .map(track -> track.getKey() + " " + String.join(", ", track.getValue()))
                        .collect(Collectors.joining("; "));
    }

    private static String where(Source source) {
        String namespace = source.namespace().isEmpty() ? "" : "namespace " + source.namespace();
        return source.cluster().isEmpty() || namespace.isEmpty()
                ? namespace + source.cluster()
                : namespace + " of " + source.cluster();
    }

    private static void add(List<Fact> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(new Fact(name, cut(value, LONGEST)));
        }
    }

    /** At most that many characters, without half of one. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 3;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "...";
    }
}
