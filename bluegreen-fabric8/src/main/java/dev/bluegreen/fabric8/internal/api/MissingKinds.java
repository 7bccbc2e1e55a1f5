package dev.bluegreen.fabric8.internal.api;

import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Kinds that the cluster was found not to serve, each remembered for five minutes. Thread-safe. */
public final class MissingKinds {

    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final Time time;
    private final Duration remembered;
    private final Map<String, Long> found = new ConcurrentHashMap<>();

    /** None is known yet. */
    public MissingKinds(Time time) {
        this(time, REMEMBERED);
    }

    private MissingKinds(Time time, Duration remembered) {
        this.time = time;
        this.remembered = remembered;
    }

    /** None is remembered. */
    public static MissingKinds forgotten() {
        return new MissingKinds(Time.system(), Duration.ZERO);
    }

    /** Reads a path, unless it was missing a short time ago; empty if it is missing. */
    public Optional<String> unless(String path, Supplier<Optional<String>> read) {
        if (isMissing(path)) {
            return Optional.empty();
        }
        Optional<String> answer = read.get();
        if (answer.isEmpty()) {
            found.put(path, time.nanos());
        } else {
            found.remove(path);
        }
        return answer;
    }

    private boolean isMissing(String path) {
        return Optional.ofNullable(found.get(path))
                .filter(since -> time.nanos() - since < remembered.toNanos())
                .isPresent();
    }
}
