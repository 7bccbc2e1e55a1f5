package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.testkit.internal.loopback.HttpAnswer;
import dev.bluegreen.testkit.internal.loopback.HttpRequest;
import dev.bluegreen.testkit.internal.loopback.LoopbackListener;
import dev.bluegreen.testkit.internal.loopback.Sockets;
import dev.bluegreen.testkit.internal.pod.LogLine;
import dev.bluegreen.testkit.internal.pod.PodScript;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The process in a pod: answers HTTP/1.1 and datagrams with who it is, over connections a Service hands it and on a port of its own,
 * which is opened when somebody first asks for it.
 *
 * <p>Until it is ready every answer is a 503. While it drains it still serves, asking each peer to close. Thread-safe.
 */
public final class PodEndpoint {

    private enum State {
        STARTING,
        SERVING,
        DRAINING,
        LAST_WORDS,
        GONE
    }

    /**
     * How long connections outlive a process that ended in good order. A shutdown gives each connection time to end after
     * an answer; in virtual time it takes no time at all, so that time is real.
     */
    private static final long LAST_WORDS_MILLIS = 250;

    private final PodIdentity identity;
    private final PodAnswers answers;
    private final Supplier<PodScript> script;
    private final Executor threads;
    private final Runnable onChange;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final List<LogLine> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch gone = new CountDownLatch(1);
    private volatile State state = State.STARTING;
    private @Nullable LoopbackListener listener;

    PodEndpoint(PodIdentity identity, Supplier<PodScript> script, Executor threads, Runnable onChange) {
        this.onChange = onChange;
        this.identity = identity;
        this.script = script;
        this.threads = threads;
        this.answers = new PodAnswers(identity, script);
    }

    /** Who answers here. */
    public PodIdentity identity() {
        return identity;
    }

    /** Says whether the process is able to serve; without effect once it drains. */
    public void ready(boolean able) {
        become(able ? State.SERVING : State.STARTING);
    }

    /** The process was told to stop: it serves on, and closes each connection after the answer. */
    public void drain() {
        become(State.DRAINING);
    }

    private void become(State next) {
        synchronized (this) {
            if (state == next || (state != State.STARTING && state != State.SERVING)) {
                return;
            }
            state = next;
        }
        onChange.run();
    }

    /** What a health check is answered with; empty when nothing answers. A pod that fails only at times passes it. */
    OptionalInt probe() {
        if (ended()) {
            return OptionalInt.empty();
        }
        if (state == State.STARTING) {
            return OptionalInt.of(503);
        }
        return OptionalInt.of(script.get().failing() >= 1 ? 500 : 200);
    }

    /** The process ends by itself: it takes no new connection, and those it has are closed after the next answer. */
    public synchronized void stop() {
        if (state == State.GONE) {
            return;
        }
        state = State.LAST_WORDS;
        closeListener();
        if (connections.isEmpty()) {
            end(Sockets::close);
        } else {
            threads.execute(this::endSoon);
        }
    }

    /** The process dies: connections are reset, answers under way are lost. */
    public void kill() {
        end(Sockets::reset);
    }

    /** Takes over a connection, unless the process has ended: then it is the caller's still. */
    synchronized boolean serve(Socket connection) {
        if (ended()) {
            return false;
        }
        connections.add(connection);
        threads.execute(() -> talk(connection));
        return true;
    }

    /** Its answer to a datagram; empty when the process has ended. */
    Optional<byte[]> answerDatagram() {
        return ended()
                ? Optional.empty()
                : Optional.of(answers.toDatagram(state != State.STARTING).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The process's own address on loopback, whatever its port in the cluster.
     *
     * @return null when the process is gone
     */
    synchronized @Nullable InetSocketAddress address() {
        if (ended()) {
            return null;
        }
        if (listener == null) {
            listener = LoopbackListener.open(threads, this::serveOrReset);
        }
        return listener.address();
    }

    /** What the process wrote to its log. */
    List<LogLine> log() {
        return Stream.concat(script.get().log().stream().map(LogLine::atStart), written.stream())
                .toList();
    }

    void write(LogLine line) {
        written.add(line);
    }

    private synchronized void end(Consumer<Socket> how) {
        state = State.GONE;
        gone.countDown();
        closeListener();
        connections.forEach(how);
        connections.clear();
    }

    private void endSoon() {
        awaitGone(LAST_WORDS_MILLIS);
        end(Sockets::close);
    }

    private boolean ended() {
        return state == State.LAST_WORDS || state == State.GONE;
    }

    private void closeListener() {
        if (listener != null) {
            listener.close();
        }
    }

    private void serveOrReset(Socket connection) {
        if (!serve(connection)) {
            Sockets.reset(connection);
        }
    }

    private void talk(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            while (answerNext(in, connection)) {
                // one request after the other, as long as both sides keep the connection
            }
        } catch (IOException e) {
            // The peer left, or this process died: a pod does not mind either.
        } finally {
            connections.remove(connection);
        }
    }

    private boolean answerNext(InputStream in, Socket connection) throws IOException {
        HttpRequest request = HttpRequest.read(in);
        if (request == null || awaitGone(script.get().slow().toMillis())) {
            return false;
        }
        State now = state;
        boolean keepAlive = request.keepAlive() && (now == State.STARTING || now == State.SERVING);
        HttpAnswer answer = now == State.STARTING ? answers.notReady() : answers.to(request);
        connection.getOutputStream().write(answer.encode(!request.method().equals("HEAD"), keepAlive));
        return keepAlive;
    }

    /** Lets real time pass; true if the process ended meanwhile. */
    private boolean awaitGone(long millis) {
        try {
            return gone.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
