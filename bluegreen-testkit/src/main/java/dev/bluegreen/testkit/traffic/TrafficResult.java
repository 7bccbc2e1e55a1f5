package dev.bluegreen.testkit.traffic;

import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.internal.Given;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Result of a number of requests.
 *
 * @param requests the ended requests, in the order of their ends
 */
public record TrafficResult(List<TrafficRequest> requests) {

    /** Copies the list. */
    public TrafficResult {
        requests = List.copyOf(requests);
    }

    /** All requests that were sent. */
    public long sent() {
        return requests.size();
    }

    /** The successful requests. */
    public long answered() {
        return sent() - failed();
    }

    /** The failed requests. */
    public long failed() {
        return failures().size();
    }

    /** The failures among them that a test scripted by {@link dev.bluegreen.testkit.Behaviour#failing}. */
    public long injected() {
        return requests.stream().filter(TrafficRequest::injected).count();
    }

    /** The failed requests, in order. */
    public List<TrafficRequest> failures() {
        return requests.stream().filter(TrafficRequest::failed).toList();
    }

    /** How many failed in which way. */
    public Map<FailureKind, Long> failuresByKind() {
        Map<FailureKind, Long> counts = new EnumMap<>(FailureKind.class);
        failures().forEach(request -> counts.merge(kind(request), 1L, Long::sum));
        return counts;
    }

    /** The number of successful answers of each track, zero included. */
    public Map<Track, Long> byTrack() {
        Map<Track, Long> counts = new EnumMap<>(Track.class);
        for (Track track : Track.values()) {
            counts.put(track, answers(track).count());
        }
        return counts;
    }

    /** How many each version answered as it should. */
    public Map<String, Long> byVersion() {
        return by(TrafficRequest::version);
    }

    /** How many each pod answered as it should. */
    public Map<String, Long> byPod() {
        return by(TrafficRequest::pod);
    }

    /** The time of the track's first response, by {@link System#nanoTime()}. */
    public OptionalLong firstAnswer(Track track) {
        return answers(Given.any("track", track)).min();
    }

    /** The time of the track's last response, by {@link System#nanoTime()}. */
    public OptionalLong lastAnswer(Track track) {
        return answers(Given.any("track", track)).max();
    }

    /**
     * The time during which both tracks answered: from the later first answer to the earlier last one; zero if they never
     * did.
     */
    public Duration mixingWindow() {
        if (byTrack().containsValue(0L)) {
            return Duration.ZERO;
        }
        long from = Math.max(first(Track.BLUE), first(Track.GREEN));
        long to = Math.min(last(Track.BLUE), last(Track.GREEN));
        return Duration.ofNanos(Math.max(0, to - from));
    }

    /** Only the requests sent at or after an instant of {@link System#nanoTime()}. */
    public TrafficResult since(long nanoTime) {
        return where(request -> request.sentNanos() - nanoTime >= 0);
    }

    /** One line for a log or an assertion. */
    @Override
    public String toString() {
        return sent() + " requests, by track " + byTrack() + ", failed " + failed() + " " + failuresByKind()
                + ", mixing window " + mixingWindow().toMillis() + " ms";
    }

    private TrafficResult where(Predicate<TrafficRequest> which) {
        return new TrafficResult(requests.stream().filter(which).toList());
    }

    private LongStream answers(Track track) {
        return requests.stream()
                .filter(request -> !request.failed() && request.track() == track)
                .mapToLong(TrafficRequest::endedNanos);
    }

    private long first(Track track) {
        return firstAnswer(track).orElseThrow();
    }

    private long last(Track track) {
        return lastAnswer(track).orElseThrow();
    }

    private static FailureKind kind(TrafficRequest request) {
        return Objects.requireNonNull(request.failure());
    }

    private Map<String, Long> by(Function<TrafficRequest, String> what) {
        return requests.stream()
                .filter(request -> !request.failed())
                .collect(Collectors.groupingBy(what, TreeMap::new, Collectors.counting()));
    }
}
