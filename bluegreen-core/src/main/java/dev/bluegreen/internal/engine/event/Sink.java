package dev.bluegreen.internal.engine.event;

import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.event.JsonLinesAudit;
import dev.bluegreen.event.Outbox;
import dev.bluegreen.internal.record.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A listener that delivers later.
 *
 * @param listener the listener
 * @param name its name, unique among those of a release
 * @param outbox confirms what it has delivered
 */
public record Sink(CutoverListener listener, String name, Outbox outbox) {

    private static final String UNNAMED = "listener";

    /** The same sinks, the second of a name called {@code Slack 2}, and one without a name {@code listener}. */
    public static List<Sink> named(List<Sink> sinks) {
        List<Sink> all = new ArrayList<>();
        for (Sink sink : sinks) {
            String plain = sink.name().isBlank() ? UNNAMED : sink.name().strip();
            String name = plain.substring(0, Math.min(Log.Sink.LONGEST, plain.length()));
            List<String> taken = all.stream().map(Sink::name).collect(Collectors.toList());
            all.add(new Sink(sink.listener(), free(name, taken), sink.outbox()));
        }
        return List.copyOf(all);
    }

    private static String free(String name, List<String> taken) {
        return IntStream.iterate(1, place -> place + 1)
                .mapToObj(place -> place == 1 ? name : name + " " + place)
                .filter(next -> !taken.contains(next))
                .findFirst()
                .orElseThrow();
    }

    /** True if that is its listener. */
    @SuppressWarnings("ReferenceEquality") // Two that are equal may deliver to two places.
    boolean delivers(CutoverListener any) {
        return listener == any;
    }

    /** True if it has to have an operation as a whole: both sides of each write belong into one audit file. */
    boolean wantsWhole() {
        return listener instanceof JsonLinesAudit;
    }
}
