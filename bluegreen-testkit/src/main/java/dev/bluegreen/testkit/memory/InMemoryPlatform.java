package dev.bluegreen.testkit.memory;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.spi.Discovery;
import dev.bluegreen.spi.Holders;
import dev.bluegreen.spi.NamespaceNotices;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.Previews;
import dev.bluegreen.spi.RecordStore;
import dev.bluegreen.spi.RunningWork;
import dev.bluegreen.spi.StoredRecord;
import dev.bluegreen.spi.Time;
import dev.bluegreen.spi.TrackAddresses;
import dev.bluegreen.spi.Workloads;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A platform in memory, without network and with the rules of a real one (compare-and-set, one record per release). Thread-safe.
 * Identifiers are counters, so that runs are repeatable.
 */
public final class InMemoryPlatform implements Platform {

    private static final int HIGHEST_PORT = 65_535;
    private static final int LONGEST_NAME = 253;
    private static final int MOST_PODS = 10_000;

    private final Time time;
    private final RunningWork running;
    private final Bus bus = new Bus();
    private final InMemoryWorkloads workloads = new InMemoryWorkloads(bus);
    private final InMemoryRecords records = new InMemoryRecords(bus);
    private final InMemoryPreviews previews = new InMemoryPreviews(bus);
    private final InMemoryNotices notices = new InMemoryNotices(bus);
    private final Map<String, InMemoryRouter> routers = new ConcurrentSkipListMap<>();
    private final Map<String, TrackAddresses> addresses = new ConcurrentHashMap<>();
    private final Holders holders = new Holders();
    private final AtomicInteger operations = new AtomicInteger();

    private InMemoryPlatform(Time time) {
        this.time = time;
        this.running = new RunningWork(time);
    }

    /** An empty platform. */
    public static InMemoryPlatform on(Time time) {
        return new InMemoryPlatform(Input.given("time", time, "give a Time, such as VirtualTime.create()"));
    }

    /** The default name of a track's workload: {@code <app>-blue}, {@code <app>-green}. */
    public static String workloadName(String app, Track track) {
        Input.given("track", track, "give BLUE or GREEN");
        return named("app", app) + (track == Track.BLUE ? "-blue" : "-green");
    }

    /** Deploys a workload, all of whose pods are ready. */
    public InMemoryPlatform deploy(String workload, String image, int pods) {
        workloads.deploy(named("workload", workload), named("image", image), pods(pods));
        return this;
    }

    /** Deletes a workload and its pods, if it exists, like a manual deletion. */
    public InMemoryPlatform undeploy(String workload) {
        workloads.undeploy(named("workload", workload));
        return this;
    }

    /** Refuses every read of a workload until {@link #allow}; its pods are watched as before. */
    public InMemoryPlatform forbid(String workload) {
        workloads.forbid(named("workload", workload));
        return this;
    }

    /** Ends {@link #forbid}. */
    public InMemoryPlatform allow(String workload) {
        workloads.allow(named("workload", workload));
        return this;
    }

    /** Keeps the number of pods of a workload within bounds, as an autoscaler without load would. */
    public InMemoryPlatform autoscale(String workload, int min, int max) {
        if (pods(min) > pods(max)) {
            throw new ConfigurationException("autoscale: " + min + " to " + max + "; give the smaller number first");
        }
        workloads.autoscale(named("workload", workload), min, max);
        return this;
    }

    /** The minimum of a workload's autoscaler; 0 if it has none. */
    public int minimum(String workload) {
        return workloads.minimum(named("workload", workload));
    }

    /** Sets the external addresses of a workload; unknown by default. */
    public InMemoryPlatform expose(String workload, TrackAddresses reachable) {
        addresses.put(named("workload", workload), Input.given("reachable", reachable, "give TrackAddresses"));
        return this;
    }

    /** Lets the pods of a workload declare a port that is served at an address without a path. */
    public InMemoryPlatform serve(String workload, String port, int number, URI at) {
        Input.require(Input.web("serve", at));
        if (number < 1 || number > HIGHEST_PORT) {
            throw new ConfigurationException("port: " + number + "; give 1 to " + HIGHEST_PORT);
        }
        workloads.declare(named("workload", workload), named("port", port), number);
        previews.serve(workload, number, at);
        return this;
    }

    /** Lets every pod of a workload write a line to its log, now. */
    public void log(String workload, String line) {
        previews.write(named("workload", workload), Input.given("line", line, "give a line"), time.now());
    }

    /** Adds a router that sends everything to one track. */
    public InMemoryPlatform route(String router, Track active, Duration settleBound) {
        return route(router, active, settleBound, InMemoryRouter.Way.AT_ONCE);
    }

    /** Adds a router that sends everything to one track and can split traffic. */
    public InMemoryPlatform routeByShares(String router, Track active, Duration settleBound) {
        return route(router, active, settleBound, InMemoryRouter.Way.BY_SHARES);
    }

    /**
     * Adds a router that sends everything to one track, and makes before it breaks: both tracks take traffic until that is
     * proven, and for a time more.
     */
    public InMemoryPlatform routeThroughBoth(String router, Track active, Duration settleBound, Duration overlap) {
        Input.requireDuration("overlap", overlap);
        return route(router, active, settleBound, new InMemoryRouter.Way(false, Optional.of(overlap)));
    }

    private InMemoryPlatform route(String router, Track active, Duration settleBound, InMemoryRouter.Way way) {
        Input.given("track", active, "give BLUE or GREEN");
        Input.requireDuration("settleBound", settleBound);
        routers.put(named("router", router), new InMemoryRouter(router, active, settleBound, way, bus, workloads));
        return this;
    }

    /**
     * Sets the number of ready pods of a workload, and raises its replicas if they are fewer.
     *
     * @throws PlatformException if it was not deployed
     */
    public void setReady(String workload, int pods) {
        workloads.setReady(named("workload", workload), pods(pods));
    }

    /** Cuts off all watches: no change is reported, and their state is reported as stale. */
    public void loseSight() {
        bus.lose(time.now());
    }

    /** Ends {@link #loseSight}. */
    public void regainSight() {
        bus.regain();
    }

    /** Posts a notice for all releases, such as {@link NamespaceNotices#STOP}, in place of the one before. */
    public void post(String notice, Map<String, String> entries) {
        Input.given("entries", entries, "give a Map");
        Input.allGiven("entries", "give it without null", entries.keySet().toArray(String[]::new));
        Input.allGiven("entries", "give it without null", entries.values().toArray(String[]::new));
        notices.post(named("notice", notice), entries);
    }

    /** Takes a notice away, if it is there. */
    public void unpost(String notice) {
        notices.unpost(named("notice", notice));
    }

    /** Changes a router like a foreign writer. */
    public void foreignWrite(String router, TrafficSplit split, String writer) {
        require(router).foreignWrite(Input.given("split", split, "give a TrafficSplit"), named("writer", writer));
    }

    /** Sets the interceptor of all calls. */
    public void intercept(CallInterceptor interceptor) {
        bus.intercept(Input.given("interceptor", interceptor, "give a CallInterceptor"));
    }

    /** The strategy that moves a router, for {@code ReleaseBuilder.cutover}. */
    public CutoverStrategy router(String name) {
        return require(name);
    }

    /** The state of a router, without the interceptor. */
    public RouterState routing(String router) {
        return require(router).current();
    }

    /** The number of ready pods of a workload; 0 if it does not exist. */
    public int ready(String workload) {
        return workloads.endpoints(named("workload", workload));
    }

    /** The record of a release, without the interceptor. */
    public Optional<StoredRecord> record(String release) {
        return records.find(named("release", release));
    }

    /** Deletes the record of a release, like a manual deletion. */
    public void loseRecord(String release) {
        records.delete(named("release", release));
    }

    @Override
    public String describe() {
        return "memory";
    }

    @Override
    public Time time() {
        return time;
    }

    @Override
    public RunningWork running() {
        return running;
    }

    @Override
    public Workloads workloads() {
        return workloads;
    }

    @Override
    public Previews previews() {
        return previews;
    }

    @Override
    public NamespaceNotices notices() {
        return notices;
    }

    @Override
    public Holders holders() {
        return holders;
    }

    @Override
    public RecordStore records() {
        return records;
    }

    @Override
    public List<String> releases() {
        return records.releases();
    }

    @Override
    public Discovery discover(ReleaseSpec release, Optional<Track> active) {
        if (routers.size() != 1) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    "cutover: the routers are " + routers.keySet()
                            + "; name one with .cutover(platform.router(\"...\"))");
        }
        return new Discovery(routers.values().iterator().next(), List.of());
    }

    @Override
    public TrackAddresses addresses(ReleaseSpec release, Track track) {
        String workload = release.workload(track).orElse(workloadName(release.name(), track));
        return bus.call("read addresses/" + workload, () -> addresses.getOrDefault(workload, TrackAddresses.UNKNOWN));
    }

    @Override
    public String identity() {
        return "memory";
    }

    @Override
    public String newOperationId() {
        return "op-" + operations.incrementAndGet();
    }

    @Override
    public void close() {
        running.close(describe());
    }

    private static String named(String what, String name) {
        return Input.requireText(what, name, LONGEST_NAME);
    }

    private static int pods(int number) {
        if (number < 0 || number > MOST_PODS) {
            throw new ConfigurationException("pods: " + number + "; give 0 to " + MOST_PODS);
        }
        return number;
    }

    private InMemoryRouter require(String name) {
        InMemoryRouter router = routers.get(named("router", name));
        if (router == null) {
            throw new PlatformException(
                    PlatformException.Kind.NOT_FOUND,
                    "router: '" + name + "' does not exist; the routers are " + routers.keySet());
        }
        return router;
    }
}
