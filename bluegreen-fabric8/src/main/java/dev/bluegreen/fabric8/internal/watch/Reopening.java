package dev.bluegreen.fabric8.internal.watch;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.Waiting;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Watches that are opened on first use, opened anew after a missed change, and closed for good. Readers wait until they are
 * open. Thread-safe.
 */
final class Reopening<C extends Reopening.Opened> implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Kube kube;
    private final Time time;
    private final Function<Consumer<C>, C> opening;
    private @Nullable C current;
    private @Nullable C renewed;
    private Optional<Instant> closed = Optional.empty();

    /** Watches that were started; equal to themselves alone. */
    interface Opened {

        /** Completes when they are open; fails with a {@code PlatformException} if they cannot be opened. */
        CompletableFuture<Void> synced();

        /** Ends them. */
        void close();
    }

    /** @param opening starts watches, which call back when they have missed a change */
    Reopening(Kube kube, Time time, Function<Consumer<C>, C> opening) {
        this.kube = kube;
        this.time = time;
        this.opening = opening;
    }

    /** Time of closing; empty while open. */
    synchronized Optional<Instant> closed() {
        return closed;
    }

    /** The watches, if a part of them is open. */
    synchronized Optional<C> warm(Function<C, CompletableFuture<Void>> part) {
        return Optional.ofNullable(current).filter(open -> closed.isEmpty() && isUsable(part.apply(open)));
    }

    /** The watches once a part of them is open. */
    C ready(Function<C, CompletableFuture<Void>> part) {
        C open = open();
        return isUsable(part.apply(open)) ? open : await(open, part.apply(open));
    }

    @Override
    public synchronized void close() {
        closed = closed.or(() -> Optional.of(time.now()));
        drop(current);
        drop(renewed);
    }

    private C await(C open, CompletableFuture<Void> part) {
        Time.Signal done = time.signal();
        CompletionStage<Void> unused = part.whenComplete((nothing, error) -> done.raise());
        if (!Waiting.until(done, PATIENCE, part::isDone)) {
            throw new PlatformException(
                    PlatformException.Kind.TRANSIENT,
                    "the watches of namespace " + kube.namespace() + " did not open within " + Wording.of(PATIENCE));
        }
        return requireSynced(open, part);
    }

    private C requireSynced(C open, CompletableFuture<Void> part) {
        try {
            part.join();
            return open;
        } catch (CompletionException error) {
            drop(open);
            throw error.getCause() instanceof PlatformException known
                    ? known
                    : new PlatformException(
                            PlatformException.Kind.TRANSIENT, "cannot watch namespace " + kube.namespace(), error);
        }
    }

    private synchronized C open() {
        if (closed.isPresent()) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    "the platform of namespace " + kube.namespace()
                            + " is closed; create a new one, and build the release on it");
        }
        C open = current;
        if (open == null) {
            open = opening.apply(this::renew);
            current = open;
        }
        return open;
    }

    /** Opens new watches after a missed change; until they are open the old ones are used, and reported as stale. */
    private synchronized void renew(C deaf) {
        if (closed.isPresent() || !deaf.equals(current) || renewed != null) {
            return;
        }
        C fresh = opening.apply(this::renew);
        renewed = fresh;
        CompletionStage<Void> unused =
                fresh.synced().whenComplete((nothing, error) -> renewed(deaf, fresh, error == null));
    }

    private synchronized void renewed(C deaf, C fresh, boolean stands) {
        renewed = fresh.equals(renewed) ? null : renewed;
        if (stands && closed.isEmpty() && deaf.equals(current)) {
            current = fresh;
            deaf.close();
        } else {
            fresh.close();
        }
    }

    /** Closes unusable watches, so that the next reader opens new ones. */
    private synchronized void drop(@Nullable C old) {
        if (old != null) {
            old.close();
            current = old.equals(current) ? null : current;
        }
    }

    private static boolean isUsable(CompletableFuture<Void> part) {
        return part.isDone() && !part.isCompletedExceptionally();
    }
}
