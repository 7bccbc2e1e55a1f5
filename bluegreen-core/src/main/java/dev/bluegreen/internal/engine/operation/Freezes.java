package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.internal.freeze.Calendar;
import dev.bluegreen.internal.freeze.FreezeSettings;
import dev.bluegreen.internal.freeze.Notices;
import dev.bluegreen.internal.freeze.WindowState;
import dev.bluegreen.internal.record.intent.Intent.FreezeWait;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.NamespaceNotices;
import dev.bluegreen.spi.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What keeps one operation from moving traffic forward: its windows, and the stop of its namespace. What was read counts for
 * half a second, so that preflight and the first write share a read. For one thread.
 */
public final class Freezes {

    private static final Duration FRESH = Duration.ofMillis(500);
    /** What was posted a second before a write is seen by it, however slow the API is. */
    private static final Duration OLDEST = Duration.ofSeconds(1);

    private final FreezeSettings settings;
    private final Platform platform;
    private final Notices notices;
    private Optional<FreezeWait> patience = Optional.empty();
    private Optional<Read<Calendar>> posted = Optional.empty();
    private Optional<Read<Optional<String>>> stop = Optional.empty();

    /** What was read, and when that began. */
    private record Read<T>(T value, long begun) {}

    Freezes(FreezeSettings settings, Platform platform) {
        this.settings = settings;
        this.platform = platform;
        this.notices = new Notices(platform.notices());
    }

    public FreezeSettings settings() {
        return settings;
    }

    /** From here on, the operation waits for freezes before traffic moves, instead of being refused. */
    public void await(FreezeWait wait) {
        patience = Optional.of(wait);
    }

    /** The wait for freezes; empty for an operation that they refuse. */
    public Optional<FreezeWait> patience() {
        return patience;
    }

    /**
     * The freeze that is waited for now; empty when traffic may move.
     *
     * @param passesWindows true for an operation that closed windows do not keep
     */
    public Optional<String> awaited(boolean passesWindows, Calls calls) {
        Optional<String> window = passesWindows || !settings.hasWindows()
                ? Optional.empty()
                : Optional.of(windows(calls)).filter(state -> !state.isOpen()).map(this::awaited);
        return window.or(() -> stopped(calls).map(Freezes::endOf));
    }

    /** A closed window as what is waited for. */
    public String awaited(WindowState closed) {
        return closed.opening(platform.time().now())
                .map(opening -> "the window that opens " + opening)
                .orElseGet(() -> "a window that opens; " + closed.sentence());
    }

    /** A stop as what is waited for. */
    public static String endOf(String stop) {
        return "the end of a stop; " + stop;
    }

    /** The windows now; closed when they cannot be read. */
    public WindowState windows(Calls calls) {
        try {
            return WindowState.of(calendar(calls), platform.time().now());
        } catch (PlatformException e) {
            return WindowState.unreadable(Failures.sentence(e) + "; mend it, or remove namespaceWindows()");
        }
    }

    /** The end of the time in which the windows are open now, if that is before a time is over. */
    public Optional<String> closesWithin(Duration time, Calls calls) {
        Instant now = platform.time().now();
        return calendar(calls).closesWithin(time, now);
    }

    private Calendar calendar(Calls calls) {
        Calendar own = Calendar.of(settings.windows()).with(Calendar.recorded(settings.recorded()));
        if (!settings.ofNamespace()) {
            return own;
        }
        Read<Calendar> read = posted.filter(this::isFresh).orElseGet(() -> read(calls, notices::windows));
        posted = Optional.of(read);
        return own.with(read.value());
    }

    /** Why traffic may not move: who stopped it, or that this cannot be read. Empty when it may, and where it is not asked. */
    public Optional<String> stopped(Calls calls) {
        if (settings.stoppable().isEmpty()) {
            return Optional.empty();
        }
        try {
            Read<Optional<String>> read = stop.filter(this::isFresh).orElseGet(() -> read(calls, notices::stop));
            stop = Optional.of(read);
            return read.value();
        } catch (PlatformException e) {
            return Optional.of("whether releases are stopped cannot be read: " + Failures.sentence(e)
                    + "; mend it, or remove stoppable()");
        }
    }

    /** All that stands in the way now, for a status. */
    public List<String> inTheWay(Calls calls) {
        Optional<String> closed = settings.hasWindows()
                ? Optional.of(windows(calls)).filter(state -> !state.isOpen()).map(WindowState::sentence)
                : Optional.empty();
        return Stream.concat(closed.stream(), stopped(calls).stream()).toList();
    }

    /** The permissions that reading it takes. */
    public List<Permission> permissions() {
        return Stream.of(
                        settings.ofNamespace() ? NamespaceNotices.WINDOWS : "",
                        settings.stoppable().isPresent() ? NamespaceNotices.STOP : "")
                .filter(notice -> !notice.isEmpty())
                .flatMap(notice -> platform.notices().permissions(notice).stream())
                .toList();
    }

    private boolean isFresh(Read<?> read) {
        return age(read).compareTo(FRESH) <= 0;
    }

    private Duration age(Read<?> read) {
        return Duration.ofNanos(platform.time().nanos() - read.begun());
    }

    /** An answer that took too long says nothing of now, and is asked again, as one that was refused for now. */
    private <T> Read<T> read(Calls calls, Supplier<T> notice) {
        return calls.read(() -> {
            long begun = platform.time().nanos();
            Read<T> read = new Read<>(notice.get(), begun);
            if (age(read).compareTo(OLDEST) > 0) {
                throw new PlatformException(
                        PlatformException.Kind.TRANSIENT, "the API took more than a second to answer");
            }
            return read;
        });
    }
}
