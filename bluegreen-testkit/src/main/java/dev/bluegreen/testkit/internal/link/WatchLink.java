package dev.bluegreen.testkit.internal.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One watch, seen from both ends: the server adds a hold for each frame at the moment of the commit, the client gives
 * one back for each frame it has handled. Thread-safe.
 */
public final class WatchLink {

    private final Deque<Runnable> holds = new ArrayDeque<>();
    private final List<Runnable> onOpen = new ArrayList<>();
    private boolean open;
    private boolean closed;

    /** A link that is not open yet. */
    public WatchLink() {}

    /** The client is ready to take frames: before that a client's WebSocket may lose them. */
    public void open() {
        List<Runnable> actions;
        synchronized (this) {
            open = true;
            actions = List.copyOf(onOpen);
            onOpen.clear();
        }
        actions.forEach(Runnable::run);
    }

    /** Runs the action once the client is ready; at once if it is. */
    public void whenOpen(Runnable action) {
        synchronized (this) {
            if (!open) {
                onOpen.add(action);
                return;
            }
        }
        action.run();
    }

    /** A frame is on its way. */
    public void sent(Runnable release) {
        synchronized (this) {
            if (!closed) {
                holds.addLast(release);
                return;
            }
        }
        release.run();
    }

    /** The oldest frame on its way was handled. */
    public void handled() {
        Runnable release;
        synchronized (this) {
            release = holds.pollFirst();
        }
        if (release != null) {
            release.run();
        }
    }

    /** True if no frame will be handled any more. */
    public synchronized boolean isClosed() {
        return closed;
    }

    /** No frame will be handled any more. */
    public void close() {
        Deque<Runnable> rest;
        synchronized (this) {
            closed = true;
            rest = new ArrayDeque<>(holds);
            holds.clear();
        }
        rest.forEach(Runnable::run);
    }
}
