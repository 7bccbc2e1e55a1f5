package dev.bluegreen.laws.schedule;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.spi.Discovery;
import dev.bluegreen.spi.NamespaceNotices;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.RecordStore;
import dev.bluegreen.spi.RunningWork;
import dev.bluegreen.spi.StoredRecord;
import dev.bluegreen.spi.Time;
import dev.bluegreen.spi.Workloads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The scene in memory with one part of the adapter exchanged for one that is broken. */
final class BrokenScene implements Scene {

    private final Scene scene;
    private final UnaryOperator<CutoverStrategy> routers;
    private final UnaryOperator<RecordStore> records;
    private final UnaryOperator<Workloads> workloads;
    private final UnaryOperator<NamespaceNotices> notices;

    BrokenScene(
            Scene scene,
            UnaryOperator<CutoverStrategy> routers,
            UnaryOperator<RecordStore> records,
            UnaryOperator<Workloads> workloads) {
        this(scene, routers, records, workloads, UnaryOperator.identity());
    }

    BrokenScene(
            Scene scene,
            UnaryOperator<CutoverStrategy> routers,
            UnaryOperator<RecordStore> records,
            UnaryOperator<Workloads> workloads,
            UnaryOperator<NamespaceNotices> notices) {
        this.scene = scene;
        this.routers = routers;
        this.records = records;
        this.workloads = workloads;
        this.notices = notices;
    }

    @Override
    public String app() {
        return scene.app();
    }

    @Override
    public Time time() {
        return scene.time();
    }

    @Override
    public void advance(Duration by) {
        scene.advance(by);
    }

    @Override
    public Platform connect(String process) {
        return new BrokenPlatform(scene.connect(process));
    }

    @Override
    public List<CutoverStrategy> routers(Platform connection) {
        return scene.routers(connection).stream().map(routers).toList();
    }

    @Override
    public TrafficSplit routing(int router) {
        return scene.routing(router);
    }

    @Override
    public int ready(Track track) {
        return scene.ready(track);
    }

    @Override
    public void setReady(Track track, int pods) {
        scene.setReady(track, pods);
    }

    @Override
    public void foreignWrite(int router, Track to) {
        scene.foreignWrite(router, to);
    }

    @Override
    public void delete(Track track) {
        scene.delete(track);
    }

    @Override
    public void forbid(Track track, boolean forbidden) {
        scene.forbid(track, forbidden);
    }

    @Override
    public void post(String notice, Map<String, String> entries) {
        scene.post(notice, entries);
    }

    @Override
    public void unpost(String notice) {
        scene.unpost(notice);
    }

    @Override
    public boolean hide(boolean hidden) {
        return scene.hide(hidden);
    }

    @Override
    public Optional<StoredRecord> record() {
        return scene.record();
    }

    @Override
    public boolean provesAtOnce() {
        return true;
    }

    @Override
    public void close() {
        scene.close();
    }

    private final class BrokenPlatform implements Platform {

        private final Platform platform;

        BrokenPlatform(Platform platform) {
            this.platform = platform;
        }

        @Override
        public String describe() {
            return platform.describe();
        }

        @Override
        public Time time() {
            return platform.time();
        }

        @Override
        public RunningWork running() {
            return platform.running();
        }

        @Override
        public Workloads workloads() {
            return workloads.apply(platform.workloads());
        }

        @Override
        public RecordStore records() {
            return records.apply(platform.records());
        }

        @Override
        public List<String> releases() {
            return platform.releases();
        }

        @Override
        public NamespaceNotices notices() {
            return notices.apply(platform.notices());
        }

        @Override
        public Discovery discover(ReleaseSpec release, Optional<Track> active) {
            return platform.discover(release, active);
        }

        @Override
        public String identity() {
            return platform.identity();
        }

        @Override
        public String newOperationId() {
            return platform.newOperationId();
        }

        @Override
        public void close() {
            platform.close();
        }
    }
}
