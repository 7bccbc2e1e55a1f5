package dev.bluegreen.check.smoke;

import dev.bluegreen.internal.answer.HttpCheck;
import dev.bluegreen.internal.http.Http;
import dev.bluegreen.internal.statistics.Percentiles;
import dev.bluegreen.model.Wording;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One load test under way: requests sent by several threads, each when it is due. Thread-safe. */
final class Load {

    /** Longer waits than requested: the cutover was paused, and what was due meanwhile is due later. */
    private static final Duration PAUSED = Duration.ofSeconds(1);

    private final LoadShape shape;
    private final String path;
    private final HttpCheck response;
    private final List<Tunnel> places;
    private final Http http;
    private final List<Duration> latencies = new ArrayList<>();
    private int next;
    private int judged;
    private int failed;
    private String firstFailure = "";
    private Optional<Duration> begun = Optional.empty();
    private Optional<Duration> late = Optional.empty();

    Load(LoadShape shape, String path, HttpCheck response, List<Tunnel> places) {
        this.shape = shape;
        this.path = path;
        this.response = response;
        this.places = List.copyOf(places);
        this.http = new Http(shape.timeout());
    }

    /** Sends requests until there are no more to send, or they are known to be too bad; run by several threads. */
    void send(SmokeContext context) {
        for (int request = take(context); request < shape.requests(); request = take(context)) {
            Duration taken = context.elapsed();
            Duration wait = due(request).minus(taken);
            context.pause(wait.isNegative() ? Duration.ZERO : wait);
            Duration sent = context.elapsed();
            if (sent.minus(taken).compareTo(wait.plus(PAUSED)) > 0) {
                later(sent.minus(shape.due(request)));
            }
            Duration lag = sent.minus(due(request));
            ask(request, lag.isNegative() ? Duration.ZERO : lag);
        }
    }

    private synchronized int take(SmokeContext context) {
        begun = begun.or(() -> Optional.of(context.elapsed()));
        return isHopeless() ? shape.requests() : next++;
    }

    private synchronized Duration due(int request) {
        return begun.orElse(Duration.ZERO).plus(shape.due(request));
    }

    private synchronized void later(Duration begin) {
        begun = begun.filter(before -> before.compareTo(begin) >= 0).or(() -> Optional.of(begin));
    }

    private void ask(int request, Duration lag) {
        if (lag.compareTo(shape.timeout()) > 0) {
            tooLate(lag);
            return;
        }
        Tunnel place = places.get(request % places.size());
        try {
            Map<String, String> sent = new TreeMap<>(place.headers());
            sent.putAll(response.headers().values());
            Http.Answer answer = http.get(URI.create(place.base() + path), sent);
            answered(request, lag.plus(answer.took()), response.misses(answer));
        } catch (UncheckedIOException e) {
            failed(request, e.getMessage() + IdlePods.troubles(place));
        }
    }

    private synchronized void answered(int request, Duration latency, String misses) {
        if (!misses.isEmpty()) {
            failed(request, misses);
        } else if (request >= shape.warming()) {
            judged++;
            latencies.add(latency);
        }
    }

    private synchronized void failed(int request, String why) {
        if (request >= shape.warming()) {
            judged++;
            failed++;
            firstFailure = firstFailure.isEmpty() ? why : firstFailure;
        }
    }

    private synchronized void tooLate(Duration lag) {
        late = Optional.of(lag);
    }

    /** Sending on would change nothing. */
    private boolean isHopeless() {
        return late.isPresent() || failed >= shape.limits().failures() / 100 * (shape.requests() - shape.warming());
    }

    /** Why the track is not good enough; empty if it is. */
    synchronized Optional<String> failure() {
        String all = Stream.concat(
                        Stream.of(
                                        late.map(lag -> "the track does not keep up: a request was sent "
                                                + Wording.of(lag) + " late"),
                                        Optional.of(failures()).filter(text -> isHopeless() && !firstFailure.isEmpty()))
                                .flatMap(Optional::stream),
                        shape.limits().latencies().stream().flatMap(limit -> slow(limit).stream()))
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    private String failures() {
        return failed + " of " + judged + " judged requests failed, expected fewer than "
                + Wording.number(shape.limits().failures()) + " %, the first because: " + firstFailure;
    }

    private Optional<String> slow(LoadShape.Latency limit) {
        Duration is = Percentiles.of(latencies).at(limit.percent());
        return is.compareTo(limit.most()) <= 0
                ? Optional.empty()
                : Optional.of("latency " + limit + " is " + Wording.of(is) + ", expected at most "
                        + Wording.of(limit.most()));
    }

    /** {@code 600 requests, 0 failed; latency p50 12 ms, p95 30 ms, p99 41 ms}. */
    synchronized String figures() {
        Percentiles all = Percentiles.of(latencies);
        return judged + (judged == 1 ? " request" : " requests") + ", " + failed + " failed; latency "
                + Stream.of(50, 95, 99)
                        .map(percent -> "p" + percent + " " + Wording.of(all.at(percent)))
                        .collect(Collectors.joining(", "));
    }
}
