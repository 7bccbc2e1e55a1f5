package dev.bluegreen.laws.schedule;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.laws.Fact;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.Autoscaler;
import dev.bluegreen.spi.Discovery;
import dev.bluegreen.spi.NamespaceNotices;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.RecordStore;
import dev.bluegreen.spi.RunningWork;
import dev.bluegreen.spi.StageRequest;
import dev.bluegreen.spi.Staging;
import dev.bluegreen.spi.StoredRecord;
import dev.bluegreen.spi.Time;
import dev.bluegreen.spi.Workloads;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A platform as one process reaches it: every call goes by the releaser, and what takes effect is written down. */
final class Connection implements Platform {

    private final Platform platform;
    private final Releaser releaser;
    private final ReleaserTime time;
    private final SceneRecorder recorder;
    private final RunningWork running;

    Connection(Platform platform, Releaser releaser, ReleaserTime time, SceneRecorder recorder) {
        this.platform = platform;
        this.releaser = releaser;
        this.time = time;
        this.recorder = recorder;
        this.running = new RunningWork(time);
    }

    /** The scene's strategies, as reached by this connection. */
    List<CutoverStrategy> routers(Scene scene, Incidents incidents) {
        List<CutoverStrategy> all = scene.routers(platform);
        return IntStream.range(0, all.size())
                .<CutoverStrategy>mapToObj(
                        i -> new ConnectedRouter(all.get(i), i, releaser, recorder, incidents, scene.provesAtOnce()))
                .toList();
    }

    @Override
    public String describe() {
        return platform.describe();
    }

    @Override
    public Time time() {
        return time;
    }

    /** That of this process, which may be one of several on the platform. */
    @Override
    public RunningWork running() {
        return running;
    }

    @Override
    public Workloads workloads() {
        return new ConnectedWorkloads();
    }

    @Override
    public RecordStore records() {
        return new ConnectedRecords();
    }

    @Override
    public List<String> releases() {
        return releaser.call("list", false, sent -> platform.releases());
    }

    @Override
    public NamespaceNotices notices() {
        NamespaceNotices posted = platform.notices();
        return new NamespaceNotices() {
            @Override
            public String describe(String name) {
                return posted.describe(name);
            }

            @Override
            public Optional<Map<String, String>> read(String name) {
                return releaser.call("notice", false, sent -> posted.read(name));
            }
        };
    }

    @Override
    public Discovery discover(ReleaseSpec release, Optional<Track> active) {
        return platform.discover(release, active);
    }

    @Override
    public String identity() {
        return releaser.name();
    }

    @Override
    public String newOperationId() {
        return releaser.begin();
    }

    @Override
    public void close() {
        platform.close();
    }

    private final class ConnectedWorkloads implements Workloads {

        @Override
        public World read(ReleaseSpec release) {
            return saw(() -> platform.workloads().read(release));
        }

        @Override
        public World survey(ReleaseSpec release) {
            return saw(() -> platform.workloads().survey(release));
        }

        @Override
        public World readable(ReleaseSpec release) {
            return saw(() -> platform.workloads().readable(release));
        }

        private World saw(Supplier<World> read) {
            return releaser.call("read", false, sent -> {
                World world = read.get();
                recorder.add(new Fact.SawPods(releaser.actor()));
                return world;
            });
        }

        @Override
        public World refresh(World world) {
            releaser.standStill();
            recorder.add(new Fact.SawPods(releaser.actor()));
            return platform.workloads().refresh(world);
        }

        @Override
        public Subscription watch(ReleaseSpec release, Runnable onChange) {
            releaser.standStill();
            return platform.workloads().watch(release, onChange);
        }

        @Override
        public List<String> problems(StageRequest request) {
            return platform.workloads().problems(request);
        }

        @Override
        public Staging stage(StageRequest request) {
            Staging staging =
                    releaser.call("read", false, sent -> platform.workloads().stage(request));
            return new ConnectedStaging(staging, request.track());
        }

        @Override
        public List<String> diagnose(Workload workload) {
            return releaser.call("read", false, sent -> platform.workloads().diagnose(workload));
        }

        @Override
        public void fence(Workload workload, long token, String attempt) {
            releaser.call("fence stack", true, sent -> {
                platform.workloads().fence(workload, token, attempt);
                return token;
            });
        }

        @Override
        public void scale(Workload workload, int pods) {
            String actor = releaser.actor();
            releaser.call("scale", true, sent -> {
                platform.workloads().scale(workload, pods);
                Instant now = time.real(time.now());
                recorder.add(
                        new Fact.Scaled(actor, workload.track(), new Fact.Size(workload.desired(), pods), now, sent));
                recorder.look();
                return pods;
            });
        }

        @Override
        public void delete(Workload workload) {
            String actor = releaser.actor();
            releaser.call("delete", true, sent -> {
                platform.workloads().delete(workload);
                Instant now = time.real(time.now());
                recorder.add(new Fact.Scaled(actor, workload.track(), new Fact.Size(workload.desired(), 0), now, sent));
                recorder.look();
                return actor;
            });
        }

        @Override
        public Optional<Autoscaler> autoscaler(Workload workload) {
            return releaser.call("read", false, sent -> platform.workloads().autoscaler(workload));
        }

        @Override
        public void pin(Autoscaler autoscaler, int min, long token, String attempt) {
            releaser.call("pin", true, sent -> {
                platform.workloads().pin(autoscaler, min, token, attempt);
                return min;
            });
        }
    }

    private final class ConnectedStaging implements Staging {

        private final Staging staging;
        private final Track track;

        ConnectedStaging(Staging staging, Track track) {
            this.staging = staging;
            this.track = track;
        }

        @Override
        public String describe() {
            return staging.describe();
        }

        @Override
        public int pods() {
            return staging.pods();
        }

        @Override
        public Staging withPods(int pods) {
            return new ConnectedStaging(staging.withPods(pods), track);
        }

        @Override
        public Optional<Autoscaler> autoscaler() {
            return releaser.call("read", false, sent -> staging.autoscaler());
        }

        @Override
        public List<String> apply() {
            String actor = releaser.actor();
            return releaser.call("stage", true, sent -> {
                List<String> notes = staging.apply();
                recorder.add(new Fact.Staged(actor, track, time.real(time.now()), sent));
                recorder.look();
                return notes;
            });
        }
    }

    private final class ConnectedRecords implements RecordStore {

        @Override
        public String describe(String release) {
            return platform.records().describe(release);
        }

        @Override
        public Optional<StoredRecord> load(String release) {
            return releaser.call("load", false, sent -> platform.records().load(release));
        }

        @Override
        public StoredRecord compareAndSet(String release, Optional<StoredRecord> expected, StoredRecord next) {
            releaser.writes(recorder.parsed(next));
            return releaser.call("save", true, sent -> {
                StoredRecord stored = platform.records().compareAndSet(release, expected, next);
                recorder.recordWritten(expected, stored, time::real);
                return stored;
            });
        }
    }
}
