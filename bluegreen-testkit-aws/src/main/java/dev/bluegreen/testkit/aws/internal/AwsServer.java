package dev.bluegreen.testkit.aws.internal;

import dev.bluegreen.model.ClosedException;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.aws.fault.AwsFaults;
import dev.bluegreen.testkit.aws.request.AwsRequest;
import dev.bluegreen.testkit.internal.link.Holds;
import dev.bluegreen.testkit.internal.loopback.LoopbackServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One AWS endpoint on loopback, for unmodified SDK clients by {@code endpointOverride}. Checks what a signature says,
 * lets faults happen, keeps a log, and hands the calls to a service one by one.
 *
 * <p>A request in flight holds virtual time; the thread that sent it, when it was forked there, does so besides.
 * Thread-safe.
 */
public final class AwsServer implements AutoCloseable {

    private final AwsService service;
    private final Time time;
    private final Holds holds;
    private final AwsFaults faults;
    private final LoopbackServer server;
    private final List<AwsRequest> log = new CopyOnWriteArrayList<>();
    private final List<AwsOnlooker> onlookers = new CopyOnWriteArrayList<>();
    private final Set<String> crashed = ConcurrentHashMap.newKeySet();
    private final AtomicLong ids = new AtomicLong();
    private volatile boolean closed;

    private AwsServer(AwsService service, Time time) {
        this.service = service;
        this.time = time;
        this.holds = Holds.of(time);
        this.faults = new AwsFaults(service.actions());
        this.server = LoopbackServer.start(this::talk);
    }

    /** Serves from now on. */
    public static AwsServer start(AwsService service, Time time) {
        return new AwsServer(service, time);
    }

    /** The URI for {@code endpointOverride}. */
    public URI endpoint() {
        return URI.create("http://" + server.address().getHostString() + ":"
                + server.address().getPort());
    }

    /** Fault rules. */
    public AwsFaults faults() {
        return faults;
    }

    /** All calls so far, in the order in which they came. */
    public List<AwsRequest> requests() {
        return List.copyOf(log);
    }

    /** Tells an onlooker of every call from now on. */
    public void observe(AwsOnlooker onlooker) {
        onlookers.add(onlooker);
    }

    /**
     * Cuts off the client that signs with this access key id, as if its process were gone: its calls have no effect from
     * then on.
     */
    public void crash(String accessKeyId) {
        crashed.add(accessKeyId);
    }

    /**
     * This server, for uses that require it to be open.
     *
     * @throws ClosedException if it is closed
     */
    public AwsServer open() {
        if (closed) {
            throw new ClosedException(
                    "fake of " + service.signingName() + ": it is closed, and nothing was done; start another one");
        }
        return this;
    }

    @Override
    public void close() {
        closed = true;
        server.close();
    }

    private void talk(Socket connection) {
        try (connection) {
            BufferedInputStream in = new BufferedInputStream(connection.getInputStream());
            for (WireRequest request = WireRequest.read(in); request != null; request = WireRequest.read(in)) {
                if (!serve(request, connection)) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client left, or this server was closed: neither is a fault.
        }
    }

    /** @return true if the connection goes on */
    private boolean serve(WireRequest request, Socket connection) throws IOException {
        Runnable release = holds.hold();
        try {
            Answer answer = answer(request);
            if (!answer.delay().isZero()) {
                release = awaited(answer.delay(), release);
            }
            connection.getOutputStream().write(answer.text().getBytes(StandardCharsets.UTF_8));
            return !answer.text().isEmpty();
        } finally {
            release.run();
        }
    }

    private Answer answer(WireRequest request) {
        String id = "%08x-0000-4000-8000-%012x".formatted(service.signingName().hashCode(), ids.incrementAndGet());
        String action = service.action(request.method(), request.path(), request.body());
        try {
            Signature signature = Signature.of(request.headers().get("authorization"))
                    .requireFor(service.signingName(), service.regions());
            AwsCall call = new AwsCall(action, request.method(), request.path(), request.body(), signature, id);
            return crashed.contains(signature.accessKeyId()) ? Answer.LOST : received(call);
        } catch (AwsError e) {
            log.add(new AwsRequest(action, request.path(), request.body(), time.now(), e.status()));
            return Answer.of(e.status(), e.body(service.namespace(), id), id);
        }
    }

    private Answer received(AwsCall call) {
        onlookers.forEach(onlooker -> onlooker.received(call));
        Answer answer =
                struck(call, faults.strike(call.action(), call.signature().accessKeyId()));
        if (answer.text().isEmpty()) {
            onlookers.forEach(onlooker -> onlooker.cut(call));
        }
        return answer;
    }

    private Answer struck(AwsCall call, Optional<AwsFault> fault) {
        if (fault.isEmpty()) {
            return applied(call);
        }
        AwsFault happens = fault.get();
        if (happens instanceof AwsFault.Preceded preceded) {
            preceded.event().run();
            return struck(call, preceded.then());
        }
        if (happens instanceof AwsFault.Refusal refusal) {
            throw AwsError.of(refusal.status(), refusal.code(), refusal.message());
        }
        if (happens instanceof AwsFault.DropAfter) {
            applied(call);
            return Answer.LOST;
        }
        if (happens instanceof AwsFault.DeliverLate late) {
            time.after(late.by(), () -> applied(call));
            return Answer.LOST;
        }
        if (happens instanceof AwsFault.Delay delay) {
            return applied(call).after(delay.by());
        }
        log.add(new AwsRequest(call.action(), call.path(), call.body(), time.now(), 0));
        return Answer.LOST;
    }

    /** Carries the call out, refused or not, and logs it. */
    private synchronized Answer applied(AwsCall call) {
        try {
            AwsReply reply = service.answer(call);
            answered(call, reply.status());
            return Answer.of(reply.status(), reply.body(), call.requestId());
        } catch (AwsError e) {
            answered(call, e.status());
            return Answer.of(e.status(), e.body(service.namespace(), call.requestId()), call.requestId());
        }
    }

    private void answered(AwsCall call, int status) {
        log.add(new AwsRequest(call.action(), call.path(), call.body(), time.now(), status));
        onlookers.forEach(onlooker -> onlooker.answered(call, status));
    }

    /**
     * Waits in the time of the fake while its caller does too.
     *
     * @param release gives the hold on time back, which is not done before the end of the delay is planned
     * @return gives back the hold that is taken after the delay
     */
    private Runnable awaited(Duration delay, Runnable release) {
        CompletableFuture<Runnable> resume = new CompletableFuture<>();
        CompletableFuture<Runnable> held = new CompletableFuture<>();
        time.after(delay, () -> {
            held.complete(holds.hold());
            resume.join().run();
        });
        resume.complete(holds.pauseCaller());
        release.run();
        return held.join();
    }

    /**
     * Bytes on the connection.
     *
     * @param text empty when the connection is cut instead
     * @param delay how much later, in the time of the fake
     */
    private record Answer(String text, Duration delay) {

        static final Answer LOST = new Answer("", Duration.ZERO);

        static Answer of(int status, Xml body, String requestId) {
            String document = body.document();
            int length = document.getBytes(StandardCharsets.UTF_8).length;
            String head = "HTTP/1.1 " + status + " Status\r\nContent-Type: text/xml\r\nx-amzn-RequestId: " + requestId
                    + "\r\nContent-Length: " + length + "\r\n\r\n";
            return new Answer(head + document, Duration.ZERO);
        }

        Answer after(Duration by) {
            return new Answer(text, by);
        }
    }
}
