package dev.bluegreen.testkit.traffic;

import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.internal.Given;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Traffic that runs until it is stopped, always in real time. Each waiting call gives up after 30 s of real time with an
 * {@link IllegalStateException} that has the counts so far. Thread-safe.
 */
public final class Traffic implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final TrafficSpec spec;
    private final Ledger ledger = new Ledger();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicLong tickets = new AtomicLong();
    private final long startNanos = System.nanoTime();
    private final List<Thread> clients;

    Traffic(TrafficSpec spec) {
        this.spec = spec;
        this.clients = IntStream.range(0, spec.connections)
                .mapToObj(n -> new Thread(() -> send(spec.targets.get(n % spec.targets.size())), "traffic-" + n))
                .toList();
        clients.forEach(client -> {
            client.setDaemon(true);
            client.start();
        });
    }

    /** Waits for this number of further successful requests, counted from now. */
    public void awaitAnswered(long requests) {
        long goal = ledger.answered() + Given.atLeast("awaitAnswered", requests, 1);
        ledger.await(requests + " more answers", LIMIT, () -> ledger.answered() >= goal);
    }

    /** Waits for this number of further requests to end, successful or not, counted from now. */
    public void awaitEnded(long requests) {
        long goal = ledger.ended() + Given.atLeast("awaitEnded", requests, 1);
        ledger.await("the end of " + requests + " more requests", LIMIT, () -> ledger.ended() >= goal);
    }

    /** Waits for one more answer of the track, counted from now. */
    public void awaitTrack(Track track) {
        long goal = ledger.answeredBy(Given.any("awaitTrack", track)) + 1;
        ledger.await("an answer of " + track, LIMIT, () -> ledger.answeredBy(track) >= goal);
    }

    /** Waits until a total number of requests have failed. */
    public void awaitFailed(long requests) {
        Given.atLeast("awaitFailed", requests, 1);
        ledger.await(requests + " failures", LIMIT, () -> ledger.failed() >= requests);
    }

    /** The result of the requests that have ended so far. */
    public TrafficResult soFar() {
        return new TrafficResult(ledger.requests());
    }

    /**
     * Stops sending, waits for the answers under way, and returns the result of every request. Stopping again returns the
     * same.
     */
    public TrafficResult stop() {
        stopped.countDown();
        clients.forEach(this::join);
        return soFar();
    }

    /** As {@link #stop()}, without a result. */
    @Override
    public void close() {
        stop();
    }

    private void send(InetSocketAddress target) {
        try (TrafficClient client =
                new TrafficClient(target, spec.path, spec.keepAlive, Math.toIntExact(spec.timeout.toMillis()))) {
            while (awaitTurn()) {
                TrafficRequest request = request(client);
                if (request.failed()) {
                    spec.onFailure.accept(request);
                }
                ledger.add(request);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Every request has its time; a client that is late sends at once. */
    private boolean awaitTurn() throws InterruptedException {
        if (spec.ratePerSecond == 0) {
            return stopped.getCount() > 0;
        }
        long due = startNanos + tickets.getAndIncrement() * TimeUnit.SECONDS.toNanos(1) / spec.ratePerSecond;
        return !stopped.await(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private TrafficRequest request(TrafficClient client) {
        long sent = System.nanoTime();
        try {
            return answered(sent, client.get());
        } catch (IOException e) {
            return TrafficRequest.builder(sent, System.nanoTime())
                    .failure(kind(e))
                    .detail(String.valueOf(e.getMessage()))
                    .build();
        }
    }

    private TrafficRequest answered(long sent, HttpReply reply) {
        Track track = spec.tracks.get(reply.header("x-track"));
        FailureKind failure = reply.status() >= 500
                ? FailureKind.SERVER_ERROR
                : reply.status() != 200 || track == null ? FailureKind.WRONG : null;
        String detail =
                failure == null ? "" : "status " + reply.status() + ", X-Track '" + reply.header("x-track") + "'";
        return TrafficRequest.builder(sent, System.nanoTime())
                .track(track)
                .version(reply.header("x-version"))
                .pod(reply.header("x-pod"))
                .failure(failure)
                .detail(detail)
                .injected(failure != null && !reply.header("x-testkit-injected").isEmpty())
                .build();
    }

    private static FailureKind kind(IOException e) {
        if (e instanceof ConnectException) {
            return FailureKind.REFUSED;
        }
        return e instanceof SocketTimeoutException ? FailureKind.TIMEOUT : FailureKind.RESET;
    }

    private void join(Thread client) {
        try {
            client.join(spec.timeout.plusSeconds(1).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
