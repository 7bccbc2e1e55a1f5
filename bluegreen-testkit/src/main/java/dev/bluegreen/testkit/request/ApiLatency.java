package dev.bluegreen.testkit.request;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.fault.Faults;
import dev.bluegreen.testkit.internal.Given;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How long an API server takes, for {@link dev.bluegreen.testkit.FakeApiServer#latency}. A request takes effect, and is
 * answered, when its time is over. Immutable.
 *
 * <p>A list waits first until the cache of its kind has seen the last write of any kind: of its own kind after
 * {@link #watchLag()}, of others after {@link #cacheLag()}. Since Kubernetes 1.31 lists are served from that cache
 * (KEP-2340, "Consistent reads from cache"). One of {@code resourceVersion=0}, and a next page, wait for nothing.
 */
public final class ApiLatency {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Set<String> VERBS =
            Faults.VERBS.stream().filter(verb -> !verb.equals("watch")).collect(Collectors.toUnmodifiableSet());
    private static final ApiLatency NONE = new ApiLatency(Map.of(), Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /**
     * Measured with bluegreen's commit 987bf20 through a gate in front of kube-apiserver 1.32.13 and 1.36.3 (etcd 3.5.30,
     * kube-controller-manager, idle, 2 cores), in ms: GET 3 to 8, LIST 2 to 4 when it waits for nothing, PUT of a Lease 3
     * to 5, PATCH of a Service 8 to 9, 45 to 52 until a LIST after a write was answered, 15 from the PATCH to its event by
     * way of the EndpointSlices. POST and DELETE were not measured: they write as PUT does.
     */
    private static final ApiLatency MEASURED = NONE.withVerb("get", Duration.ofMillis(4))
            .withVerb("list", Duration.ofMillis(4))
            .withVerb("create", Duration.ofMillis(5))
            .withVerb("update", Duration.ofMillis(5))
            .withVerb("patch", Duration.ofMillis(8))
            .withVerb("delete", Duration.ofMillis(5))
            .withVerb("deletecollection", Duration.ofMillis(5))
            .withCacheLag(Duration.ofMillis(50))
            .withEndpointsLag(Duration.ofMillis(12))
            .withWatchLag(Duration.ofMillis(2));

    private final Map<String, Duration> verbs;
    private final Duration cacheLag;
    private final Duration endpointsLag;
    private final Duration watchLag;

    private ApiLatency(Map<String, Duration> verbs, Duration cacheLag, Duration endpointsLag, Duration watchLag) {
        this.verbs = verbs;
        this.cacheLag = cacheLag;
        this.endpointsLag = endpointsLag;
        this.watchLag = watchLag;
    }

    /** Everything at once. */
    public static ApiLatency none() {
        return NONE;
    }

    /**
     * A real API server, kube-apiserver 1.32 and 1.36, on an idle machine: GET and LIST 4 ms, PUT, POST and DELETE 5 ms,
     * PATCH 8 ms; a LIST waits until 50 ms after the last write of another kind; EndpointSlices follow their Service and
     * its pods after 12 ms, an event its write after 2 ms. Measured by this project, request by request.
     */
    public static ApiLatency measured() {
        return MEASURED;
    }

    /**
     * Sets how long requests of a verb take; {@code get} is also for discovery.
     *
     * @param verb in Kubernetes words; not {@code watch}, which opens at once
     * @throws ConfigurationException if there is no such verb, or the duration is negative or longer than an hour
     */
    public ApiLatency withVerb(String verb, Duration takes) {
        if (verb == null || !VERBS.contains(verb)) {
            throw Given.refused("verb", verb, "use one of " + new TreeSet<>(VERBS) + "; a watch opens at once");
        }
        Map<String, Duration> changed = new HashMap<>(verbs);
        changed.put(verb, checked("latency of " + verb, takes));
        return new ApiLatency(Map.copyOf(changed), cacheLag, endpointsLag, watchLag);
    }

    /**
     * Sets {@link #cacheLag()}.
     *
     * @throws ConfigurationException if it is negative, or longer than an hour
     */
    public ApiLatency withCacheLag(Duration lag) {
        return new ApiLatency(verbs, checked("cacheLag", lag), endpointsLag, watchLag);
    }

    /**
     * Sets {@link #endpointsLag()}.
     *
     * @throws ConfigurationException if it is negative, or longer than an hour
     */
    public ApiLatency withEndpointsLag(Duration lag) {
        return new ApiLatency(verbs, cacheLag, checked("endpointsLag", lag), watchLag);
    }

    /**
     * Sets {@link #watchLag()}.
     *
     * @throws ConfigurationException if it is negative, or longer than an hour
     */
    public ApiLatency withWatchLag(Duration lag) {
        return new ApiLatency(verbs, cacheLag, endpointsLag, checked("watchLag", lag));
    }

    /** How long requests of a verb take, besides what a list waits for; zero for one that is not set. */
    public Duration of(String verb) {
        return verbs.getOrDefault(Given.oneOf("verb", verb, Faults.VERBS), Duration.ZERO);
    }

    /** How long after a write the caches of other kinds know that they have not missed it. */
    public Duration cacheLag() {
        return cacheLag;
    }

    /** How long after a write of a Service or of a pod its EndpointSlices are written. */
    public Duration endpointsLag() {
        return endpointsLag;
    }

    /** How long after a write its event is sent to those who watch. */
    public Duration watchLag() {
        return watchLag;
    }

    private static Duration checked(String what, Duration value) {
        if (Given.duration(what, value).compareTo(LONGEST) > 0) {
            throw Given.refused(what, value, "give 0 to 1 h");
        }
        return value;
    }
}
