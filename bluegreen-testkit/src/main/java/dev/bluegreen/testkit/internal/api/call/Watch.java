package dev.bluegreen.testkit.internal.api.call;

import dev.bluegreen.testkit.fault.Fault;
import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.link.WatchLink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One watch on its way to one client: frames are queued in commit order and sent in that order by a shared pool.
 *
 * <p>Thread-safe.
 */
public final class Watch {

    private static final String GONE = Json.write(Map.of(
            "type",
            "ERROR",
            "object",
            ApiError.expired("injected fault: too old resource version").status()));

    private final WatchLink link;
    private final boolean tracked;
    private final Executor pool;
    private final String client;
    private final Consumer<Watch> onClose;
    private final Deque<Supplier<String>> frames = new ArrayDeque<>();
    private @Nullable Socket socket;
    private Fault.@Nullable OfWatch spoiled;
    private int framesLeft;
    private boolean ready;
    private boolean sending;
    private boolean closing;
    private boolean closed;

    /**
     * @param tracked true if the client tells the link what it has handled; else a frame counts as handled when sent
     */
    public Watch(WatchLink link, boolean tracked, Executor pool, String client, Consumer<Watch> onClose) {
        this.link = link;
        this.tracked = tracked;
        this.pool = pool;
        this.client = client;
        this.onClose = onClose;
        link.whenOpen(this::ready);
    }

    public String client() {
        return client;
    }

    /** True if the client still wants it, as far as it has told. */
    public boolean isWanted() {
        return !link.isClosed();
    }

    /** From its first frame on it goes wrong in this way. */
    public synchronized void spoil(Fault.OfWatch fault) {
        spoiled = fault;
        framesLeft = fault.events();
    }

    /** Queues a frame; the text is made when it is sent. */
    public void send(Supplier<String> frame, Runnable release) {
        link.sent(release);
        synchronized (this) {
            frames.addLast(frame);
        }
        kick();
    }

    /** Closes the socket after the frames queued so far. */
    public void finish() {
        synchronized (this) {
            closing = true;
        }
        kick();
    }

    /** The transport has a socket now. */
    public void attach(Socket opened) {
        synchronized (this) {
            socket = opened;
        }
        if (!tracked) {
            link.open();
        }
        kick();
    }

    /** The socket is gone, or never came. */
    public void detach() {
        synchronized (this) {
            closed = true;
            frames.clear();
        }
        link.close();
        onClose.accept(this);
    }

    private void ready() {
        synchronized (this) {
            ready = true;
        }
        kick();
    }

    private void kick() {
        synchronized (this) {
            if (sending || closed || !ready || socket == null || (frames.isEmpty() && !closing)) {
                return;
            }
            sending = true;
        }
        pool.execute(this::drain);
    }

    private void drain() {
        for (Supplier<String> frame = next(); frame != null; frame = next()) {
            if (isLost()) {
                link.handled();
            } else {
                send(frame);
            }
        }
    }

    private void send(Supplier<String> frame) {
        try {
            socket().send(frame.get());
        } catch (RuntimeException e) {
            detach();
        }
        if (!tracked) {
            link.handled();
        }
    }

    /** True if the next frame never arrives; a watch that is to end then ends with it. */
    private boolean isLost() {
        Fault.OfWatch fault = spoiled;
        if (fault == null || framesLeft-- > 0) {
            return false;
        }
        if (framesLeft == -1 && !(fault instanceof Fault.SilentWatch)) {
            if (fault instanceof Fault.WatchGone) {
                socket().send(GONE);
            }
            finish();
        }
        return true;
    }

    private synchronized @Nullable Supplier<String> next() {
        Supplier<String> frame = frames.pollFirst();
        if (frame == null) {
            sending = false;
            if (closing && !closed) {
                closed = true;
                socket().close();
            }
        }
        return frame;
    }

    private Socket socket() {
        Socket open = socket;
        if (open == null) {
            throw new IllegalStateException("the watch has no socket yet");
        }
        return open;
    }

    /** The transport's side of a watch. */
    public interface Socket {

        /** Sends one text message. */
        public void send(String text);

        /** Closes the connection in the WebSocket's way. */
        void close();
    }
}
