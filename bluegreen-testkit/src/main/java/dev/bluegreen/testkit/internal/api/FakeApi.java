package dev.bluegreen.testkit.internal.api;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.fault.Faults;
import dev.bluegreen.testkit.internal.access.Authorizer;
import dev.bluegreen.testkit.internal.api.admission.Access;
import dev.bluegreen.testkit.internal.api.admission.AccessReviews;
import dev.bluegreen.testkit.internal.api.admission.Definitions;
import dev.bluegreen.testkit.internal.api.admission.Permissions;
import dev.bluegreen.testkit.internal.api.call.ApiCall;
import dev.bluegreen.testkit.internal.api.call.ApiError;
import dev.bluegreen.testkit.internal.api.call.CallParser;
import dev.bluegreen.testkit.internal.api.call.PodProcesses;
import dev.bluegreen.testkit.internal.api.call.Resource;
import dev.bluegreen.testkit.internal.api.call.Resources;
import dev.bluegreen.testkit.internal.api.verb.Discovery;
import dev.bluegreen.testkit.internal.api.verb.Evictions;
import dev.bluegreen.testkit.internal.api.verb.Patches;
import dev.bluegreen.testkit.internal.api.verb.PodStreams;
import dev.bluegreen.testkit.internal.api.verb.Subresources;
import dev.bluegreen.testkit.internal.api.verb.WatchHub;
import dev.bluegreen.testkit.internal.api.verb.Writes;
import dev.bluegreen.testkit.internal.gate.ClusterShare;
import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.link.InFlight;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.Trees;
import dev.bluegreen.testkit.request.ApiLatency;
import dev.bluegreen.testkit.request.RequestLog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A running fake API server: store, server and transport put together. Thread-safe. */
public final class FakeApi implements AutoCloseable {

    private static final int IDLE_SECONDS = 5;

    private final Resources resources;
    private final ApiServer api;
    private final FrontDoor door;
    private final WatchHub watches;
    private final ServerPace pace;
    private final ApiHost host;
    private final ClusterShare share;
    private final ExecutorService pool = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), FakeApi::daemon);

    /**
     * Starts a server.
     *
     * @param host where it listens, besides others
     * @param processes what runs in the pods
     */
    public FakeApi(
            ApiHost host,
            ObjectStore store,
            Time time,
            Resources resources,
            Access access,
            Faults faults,
            RequestLog log,
            RequestObservers observers,
            InFlight inFlight,
            PodProcesses processes) {
        this.host = host;
        this.share = host.open();
        this.resources = resources;
        Definitions.start(store, resources, time);
        this.pace = new ServerPace(store, time, inFlight.holds());
        this.watches = new WatchHub(store, time, inFlight.watches(), inFlight.holds(), pool, pace::watchLag);
        this.api = server(store, time, access, new PodStreams(store, time, processes, pool), watches);
        this.door = new FrontDoor(
                new CallParser(resources),
                new Discovery(resources),
                api,
                faults,
                log,
                inFlight.requests(),
                inFlight.crashes(),
                share.parked(),
                observers,
                new StoreFaults(store, time),
                pace,
                time);
        host.serve(share, door);
    }

    private static ApiServer server(ObjectStore store, Time time, Access access, PodStreams streams, WatchHub watches) {
        Writes writes = new Writes(store, time);
        Authorizer authorizer = new Authorizer(store);
        Permissions permissions = new Permissions(access, authorizer);
        return new ApiServer(
                store,
                permissions,
                new AccessReviews(permissions, authorizer),
                writes,
                new Patches(store, writes, permissions),
                new Subresources(store, writes, new Evictions(store, time), streams),
                watches);
    }

    /** Where clients connect to. */
    public String url() {
        return host.url(share);
    }

    /**
     * Applies an object in-process, taking the fields that others own; not a request, so it is in no log.
     *
     * @param manager the field manager it is recorded under
     * @param place names the object's origin in errors
     * @throws ConfigurationException if the server refuses it
     */
    public void apply(String manager, String place, Map<String, Object> tree) {
        String kind = Trees.text(tree, "kind");
        String name = Trees.text(tree, "metadata", "name");
        String where = place + " (" + kind + " " + name + ")";
        Resource resource = resources
                .ofKind(Trees.text(tree, "apiVersion"), kind)
                .orElseThrow(() -> new ConfigurationException(
                        where + ": no kind \"" + kind + "\" in apiVersion \"" + Trees.text(tree, "apiVersion")
                                + "\"; correct it, or install(...) the custom resource first"));
        try {
            api.execute(applying(resource, manager, tree));
        } catch (ApiError e) {
            throw new ConfigurationException(where + ": " + e.getMessage() + "; correct it");
        }
    }

    private static ApiCall applying(Resource resource, String manager, Map<String, Object> tree) {
        String apiVersion = Trees.text(tree, "apiVersion");
        return new ApiCall(
                "patch",
                resource,
                apiVersion.substring(apiVersion.indexOf('/') + 1),
                resource.namespaced()
                        ? Trees.string(tree, "metadata", "namespace").orElse("default")
                        : "",
                Trees.text(tree, "metadata", "name"),
                "",
                Map.of("fieldManager", manager, "force", "true"),
                manager,
                manager,
                "application/apply-patch+yaml",
                Json.write(tree),
                false,
                null);
    }

    /** Takes its time from now on. */
    public void latency(ApiLatency latency) {
        pace.take(latency);
    }

    /** Cuts a client off: every request and watch of it fails from now on. */
    public void crash(String client) {
        door.crash(client);
    }

    /** Cuts a client off until it is healed. */
    public void partition(String client) {
        door.partition(client);
    }

    /** Lets a client through again. */
    public void heal(String client) {
        door.heal(client);
    }

    /** Closes every watch, as a restart of a real server does; clients watch again. */
    public void dropWatches() {
        watches.closeAll();
    }

    /** Sends a bookmark to every watch that asked for them. */
    public void bookmark() {
        watches.bookmark();
    }

    /** How many watches are open. */
    public int openWatches() {
        return watches.open();
    }

    /** What the clients still watch, in words. */
    public List<String> wantedWatches() {
        return watches.wanted();
    }

    /** Cuts its connections and frees its threads; the host goes on. */
    @Override
    public void close() {
        host.close(share);
        pool.shutdownNow();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "fake-api-watch");
        thread.setDaemon(true);
        return thread;
    }
}
