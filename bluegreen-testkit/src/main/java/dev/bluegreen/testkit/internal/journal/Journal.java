package dev.bluegreen.testkit.internal.journal;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import dev.bluegreen.testkit.internal.store.Trees;
import dev.bluegreen.testkit.request.ApiRequest;
import dev.bluegreen.testkit.traffic.TrafficRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The writes, Events, endpoint changes, faults and failed requests of one cluster in one line of time; keeps the last.
 * Thread-safe.
 */
public final class Journal {

    private static final int CAPACITY = 2_000;

    private final Time time;
    private final Instant start;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long forgotten;

    private record Entry(Duration at, String kind, String text, int times) {

        boolean says(String kind, String text) {
            return this.kind.equals(kind) && this.text.equals(text);
        }

        Entry again() {
            return new Entry(at, kind, text, times + 1);
        }

        @Override
        public String toString() {
            return "+%d:%02d:%02d.%03d  %-9s  %s%s"
                    .formatted(
                            at.toHours(),
                            at.toMinutesPart(),
                            at.toSecondsPart(),
                            at.toMillisPart(),
                            kind,
                            text,
                            times == 1 ? "" : ", " + times + " times from then on");
        }
    }

    /** An empty journal, which begins now. */
    public Journal(Time time) {
        this.time = time;
        this.start = time.now();
    }

    /** A request was answered; only those that asked for a change are kept. */
    public void answered(ApiRequest request) {
        if (request.isWrite()) {
            add("write", request.status() == 0 ? request + " (connection cut)" : request.toString());
        }
    }

    /** A fault struck. */
    public void struck(String fault) {
        add("fault", fault);
    }

    /** A request of traffic failed. */
    public void failed(String where, TrafficRequest request) {
        add("traffic", request.failure() + " at " + where + ": " + request.detail());
    }

    /** An object was written; only Events and changes of endpoints are kept. */
    public void committed(StoreEvent event) {
        if (event.key().is("", "events") && event.after() != null) {
            add("event", event(event.after()));
        } else if (event.key().is("discovery.k8s.io", "endpointslices") && changedEndpoints(event)) {
            add("endpoints", event.key() + " has " + endpoints(event.after()));
        }
    }

    /** All that is kept, a line each, under a headline that names the seed. */
    public synchronized String text(long seed) {
        String headline = "timeline from %s to %s, seed %d%s"
                .formatted(
                        start, time.now(), seed, forgotten == 0 ? "" : ", without its first " + forgotten + " lines");
        return entries.stream().map(entry -> "\n  " + entry).collect(Collectors.joining("", headline, ""));
    }

    private synchronized void add(String kind, String text) {
        Entry last = entries.peekLast();
        if (last != null && last.says(kind, text)) {
            entries.removeLast();
            entries.addLast(last.again());
            return;
        }
        entries.addLast(new Entry(Duration.between(start, time.now()), kind, text, 1));
        if (entries.size() > CAPACITY) {
            entries.removeFirst();
            forgotten++;
        }
    }

    private static String event(Map<String, Object> event) {
        return "%s %s on %s %s: %s"
                .formatted(
                        Trees.text(event, "type"),
                        Trees.text(event, "reason"),
                        Trees.text(event, "involvedObject", "kind"),
                        Trees.text(event, "involvedObject", "name"),
                        Trees.text(event, "message"));
    }

    private static boolean changedEndpoints(StoreEvent event) {
        return !endpoints(event.before()).equals(endpoints(event.after()));
    }

    private static String endpoints(@Nullable Map<String, Object> slice) {
        return Trees.maps(slice, "endpoints").stream()
                .map(Journal::endpoint)
                .sorted()
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String endpoint(Map<String, Object> endpoint) {
        String pod = Trees.text(endpoint, "targetRef", "name");
        String state = Trees.isTrue(endpoint, "conditions", "ready") ? "ready" : "not ready";
        return pod + " " + (Trees.isTrue(endpoint, "conditions", "terminating") ? "terminating" : state);
    }
}
