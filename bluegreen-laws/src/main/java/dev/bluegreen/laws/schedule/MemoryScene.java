package dev.bluegreen.laws.schedule;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.StoredRecord;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.SerialTime;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A scene in memory, on which one thread runs at a time: the same seed gives the same run. */
final class MemoryScene implements Scene {

    private static final String APP = "shop";
    private static final Duration SETTLE = Duration.ofSeconds(30);

    private final SerialTime time;
    private final InMemoryPlatform platform;
    private final Set<Track> deleted = EnumSet.noneOf(Track.class);
    private final int routers;

    private MemoryScene(SerialTime time, int routers, int pods) {
        this.time = time;
        this.routers = routers;
        platform = InMemoryPlatform.on(time)
                .deploy(workload(Track.BLUE), "shop:1", pods)
                .deploy(workload(Track.GREEN), "shop:2", pods);
        IntStream.range(0, routers).forEach(router -> platform.routeByShares(name(router), Track.BLUE, SETTLE));
    }

    /** Scenes that share their threads, for one after the other. */
    static Factory factory() {
        SerialTime shared = SerialTime.seeded(0);
        return (seed, routers, pods) -> new MemoryScene(shared.restarted(seed), routers, pods);
    }

    @Override
    public String app() {
        return APP;
    }

    @Override
    public Time time() {
        return time;
    }

    @Override
    public void advance(Duration by) {
        time.advance(by);
    }

    @Override
    public Platform connect(String process) {
        return platform;
    }

    @Override
    public List<CutoverStrategy> routers(Platform connection) {
        return IntStream.range(0, routers)
                .mapToObj(router -> platform.router(name(router)))
                .toList();
    }

    @Override
    public TrafficSplit routing(int router) {
        return platform.routing(name(router)).split();
    }

    @Override
    public int ready(Track track) {
        return platform.ready(workload(track));
    }

    @Override
    public void setReady(Track track, int pods) {
        if (deleted.remove(track)) {
            platform.deploy(workload(track), "shop:again", pods);
        }
        platform.setReady(workload(track), pods);
    }

    @Override
    public void delete(Track track) {
        deleted.add(track);
        platform.undeploy(workload(track));
    }

    @Override
    public void forbid(Track track, boolean forbidden) {
        if (forbidden) {
            platform.forbid(workload(track));
        } else {
            platform.allow(workload(track));
        }
    }

    @Override
    public boolean hide(boolean hidden) {
        if (hidden) {
            platform.loseSight();
        } else {
            platform.regainSight();
        }
        return true;
    }

    @Override
    public void post(String notice, Map<String, String> entries) {
        platform.post(notice, entries);
    }

    @Override
    public void unpost(String notice) {
        platform.unpost(notice);
    }

    @Override
    public void foreignWrite(int router, Track to) {
        platform.foreignWrite(name(router), TrafficSplit.all(to), "kubectl");
    }

    @Override
    public Optional<StoredRecord> record() {
        return platform.record(APP);
    }

    @Override
    public boolean provesAtOnce() {
        return true;
    }

    @Override
    public void close() {
        platform.close();
    }

    private static String workload(Track track) {
        return InMemoryPlatform.workloadName(APP, track);
    }

    private static String name(int router) {
        return "r" + router;
    }
}
