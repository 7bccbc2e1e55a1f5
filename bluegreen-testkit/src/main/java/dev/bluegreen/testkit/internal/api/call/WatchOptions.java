package dev.bluegreen.testkit.internal.api.call;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a client asks for besides the objects it watches.
 *
 * @param from the version it has seen, 0 to begin with what there is
 * @param bookmarks true if it takes bookmarks
 * @param initialEvents true if it wants to be told where what there was ends
 * @param timeout when the server shall close the watch
 */
public record WatchOptions(long from, boolean bookmarks, boolean initialEvents, Optional<Duration> timeout) {

    /** An informer of fabric8 asks for 5 to 10 minutes, at random, and then comes back in real time. */
    private static final Duration OF_AN_INFORMER = Duration.ofMinutes(5);

    private static final Resource OPTIONS = Resource.of("meta.k8s.io", "v1", "ListOptions", "listoptions");

    /**
     * The options of a watch.
     *
     * @throws ApiError if an option makes no sense
     */
    public static WatchOptions of(ApiCall call, Time time) {
        boolean initial = call.isTrue("sendInitialEvents");
        if (initial && !call.query("resourceVersionMatch").equals("NotOlderThan")) {
            String why = "Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan";
            throw ApiError.invalid(
                    OPTIONS, "", List.of(new ApiError.Cause("FieldValueForbidden", why, "resourceVersionMatch")));
        }
        return new WatchOptions(
                initial ? 0 : version(call), call.isTrue("allowWatchBookmarks"), initial, timeout(call, time));
    }

    /** @throws ApiError if the version to watch from is none */
    static void requireVersion(ApiCall call) {
        version(call);
    }

    public static long version(ApiCall call) {
        String version = call.query("resourceVersion");
        try {
            return version.isEmpty() ? 0 : Long.parseUnsignedLong(version);
        } catch (NumberFormatException e) {
            throw ApiError.unreadable(ApiError.Cause.invalid(
                    "resourceVersion",
                    version,
                    "strconv.ParseUint: parsing \"%s\": invalid syntax".formatted(version)));
        }
    }

    private static Optional<Duration> timeout(ApiCall call, Time time) {
        String seconds = call.query("timeoutSeconds");
        if (!seconds.matches("\\d{1,9}") || seconds.equals("0")) {
            return Optional.empty();
        }
        Duration timeout = Duration.ofSeconds(Long.parseLong(seconds));
        boolean stays = time instanceof VirtualTime && timeout.compareTo(OF_AN_INFORMER) >= 0;
        return stays ? Optional.empty() : Optional.of(timeout);
    }
}
