package dev.bluegreen.scene;

import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Discovery;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.RecordStore;
import dev.bluegreen.spi.RunningWork;
import dev.bluegreen.spi.Time;
import dev.bluegreen.spi.Workloads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A platform as it is reached from another machine, whose wall clock is off, and by a process with work of its own. */
public record Machine(String identity, Platform platform, Duration skew, RunningWork running) implements Platform {

    public Machine(String identity, Platform platform, Duration skew) {
        this(identity, platform, skew, new RunningWork(platform.time()));
    }

    @Override
    public Time time() {
        return new SkewedTime(platform.time(), skew);
    }

    @Override
    public String describe() {
        return platform.describe();
    }

    @Override
    public Workloads workloads() {
        return platform.workloads();
    }

    @Override
    public RecordStore records() {
        return platform.records();
    }

    @Override
    public List<String> releases() {
        return platform.releases();
    }

    @Override
    public Discovery discover(ReleaseSpec release, Optional<Track> active) {
        return platform.discover(release, active);
    }

    @Override
    public String newOperationId() {
        return platform.newOperationId();
    }

    @Override
    public void close() {
        running.close(describe());
    }

    private record SkewedTime(Time time, Duration skew) implements Time {

        @Override
        public Instant now() {
            return time.now().plus(skew);
        }

        @Override
        public long nanos() {
            return time.nanos();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            return time.after(delay, task);
        }

        @Override
        public void fork(String name, Runnable task) {
            time.fork(name, task);
        }

        @Override
        public Signal signal() {
            return time.signal();
        }
    }
}
