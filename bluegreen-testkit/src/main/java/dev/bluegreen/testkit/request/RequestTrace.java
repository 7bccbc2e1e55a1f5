package dev.bluegreen.testkit.request;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.internal.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Requests on one line of time, and which of them waited for which: on a cluster whose API server takes its time
 * ({@link ApiLatency}), a request that begins when another has ended has waited for it. Immutable.
 *
 * <p>A step is a request, or requests side by side, that begins after the one before has ended: the steps are the longest
 * chain of requests that waited for each other.
 */
public final class RequestTrace {

    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::start)
            .thenComparing(Entry::end)
            .thenComparing(Entry::verb)
            .thenComparing(Entry::target);

    private static final int WIDTH = 60;

    private final List<Entry> entries;
    private final Instant start;
    private final Instant end;

    /**
     * One request.
     *
     * @param client identity that sent it
     * @param verb in the words of its API, such as {@code patch} or {@code ModifyRule}
     * @param target of the request, such as {@code services shop-svc}
     * @param start when it arrived
     * @param end when it was answered
     */
    public record Entry(String client, String verb, String target, Instant start, Instant end) {

        /**
         * Checks its values.
         *
         * @throws ConfigurationException if one is null, or the end is before the start
         */
        public Entry {
            Given.any("client", client);
            Given.any("verb", verb);
            Given.any("target", target);
            Given.any("start", start);
            requireOrder(start, end);
        }

        /** How long it took. */
        public Duration duration() {
            return Duration.between(start, end);
        }
    }

    private RequestTrace(Stream<Entry> entries, Instant start, Instant end) {
        this.entries = entries.sorted(ORDER).toList();
        this.start = start;
        this.end = end;
    }

    /**
     * The requests to a cluster that began between two instants; watches are left out, as nobody waits for their end.
     *
     * @throws ConfigurationException if a value is null, or the end is before the start
     */
    public static RequestTrace of(List<ApiRequest> requests, Instant start, Instant end) {
        Given.any("start", start);
        requireOrder(start, end);
        return new RequestTrace(
                Given.any("requests", requests).stream()
                        .filter(request -> !request.verb().equals("watch"))
                        .filter(request -> !request.started().isBefore(start)
                                && !request.started().isAfter(end))
                        .map(RequestTrace::entry),
                start,
                end);
    }

    /** This trace and requests to others, such as AWS. */
    public RequestTrace and(List<Entry> others) {
        return new RequestTrace(
                Stream.concat(
                        entries.stream(),
                        Given.any("others", others).stream().map(other -> Given.any("others", other))),
                start,
                end);
    }

    /** The part of this trace that fits, in the same time. */
    public RequestTrace only(Predicate<Entry> fits) {
        return new RequestTrace(entries.stream().filter(Given.any("fits", fits)), start, end);
    }

    /** The requests by the time of their arrival. */
    public List<Entry> entries() {
        return entries;
    }

    /** How many requests there are. */
    public int requests() {
        return entries.size();
    }

    /** How many steps there are, one after another. */
    public int steps() {
        return depths().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** The requests of each step, in order. */
    public List<List<Entry>> bySteps() {
        List<Integer> depths = depths();
        List<List<Entry>> steps = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            while (steps.size() < depths.get(i)) {
                steps.add(new ArrayList<>());
            }
            steps.get(depths.get(i) - 1).add(entries.get(i));
        }
        return steps.stream().map(List::copyOf).toList();
    }

    /** The request that ended last before this one began: what this one waited for, if for any. */
    public Optional<Entry> waitedFor(Entry entry) {
        Given.any("entry", entry);
        return entries.stream()
                .filter(other -> !other.equals(entry) && !other.end().isAfter(entry.start()))
                .max(Comparator.comparing(Entry::end));
    }

    /** How long all of it took, with what was waited for besides requests. */
    public Duration duration() {
        return Duration.between(start, end);
    }

    /** A line for each request: its step, when it began and ended in ms since the start, what it was, and a bar. */
    public String waterfall() {
        StringBuilder text = new StringBuilder();
        List<Integer> depths = depths();
        for (int i = 0; i < entries.size(); i++) {
            text.append("%4d  %s%n".formatted(depths.get(i), line(entries.get(i))));
        }
        return text.toString();
    }

    /** Such as {@code 4 steps, 9 requests, 47 ms}. */
    @Override
    public String toString() {
        return "%d steps, %d requests, %d ms"
                .formatted(steps(), requests(), duration().toMillis());
    }

    private String line(Entry entry) {
        Duration from = Duration.between(start, entry.start());
        Duration to = from.plus(entry.duration());
        int before = column(from);
        String bar = " ".repeat(before) + "#".repeat(Math.max(1, column(to) - before));
        return String.format(
                "%5s..%5s  %-7s %-46s |%s",
                from.toMillis(), to.toMillis(), entry.verb(), shortened(entry.target()), bar);
    }

    private int column(Duration since) {
        long all = Math.max(1, duration().toNanos());
        return (int) (since.toNanos() * WIDTH / all);
    }

    /** What every request waited for decides: a step is one more than that of the last one that had ended. */
    private List<Integer> depths() {
        List<Integer> depths = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            int depth = 0;
            for (int j = 0; j < i; j++) {
                boolean ended = !entries.get(j).end().isAfter(entries.get(i).start());
                depth = ended ? Math.max(depth, depths.get(j)) : depth;
            }
            depths.add(depth + 1);
        }
        return depths;
    }

    private static void requireOrder(Instant start, Instant end) {
        if (Given.any("end", end).isBefore(start)) {
            throw Given.refused("end", end, "give an instant that is not before the start");
        }
    }

    private static Entry entry(ApiRequest request) {
        String kind = request.resource().isEmpty()
                ? ""
                : request.resource() + (request.subresource().isEmpty() ? "" : "/" + request.subresource()) + " ";
        String query = request.query().getOrDefault("labelSelector", "");
        return new Entry(
                request.client(),
                request.verb(),
                (kind + request.name() + query).trim(),
                request.started(),
                request.time());
    }

    private static String shortened(String target) {
        return target.length() <= 46 ? target : "..." + target.substring(target.length() - 43);
    }
}
