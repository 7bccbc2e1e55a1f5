package dev.bluegreen.laws.schedule;

import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.RecordStore;
import dev.bluegreen.spi.StageRequest;
import dev.bluegreen.spi.Staging;
import dev.bluegreen.spi.StoredRecord;
import dev.bluegreen.spi.Workloads;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Stacks and records that each do one thing wrong. */
final class BrokenStores {

    private BrokenStores() {}

    /** Takes what is asked for, for what is ready. */
    record BlindWorkloads(Workloads workloads) implements Workloads {

        @Override
        public World read(ReleaseSpec release) {
            return rosy(workloads.read(release));
        }

        @Override
        public World refresh(World world) {
            return rosy(workloads.refresh(world));
        }

        @Override
        public Subscription watch(ReleaseSpec release, Runnable onChange) {
            return workloads.watch(release, onChange);
        }

        @Override
        public void scale(Workload workload, int pods) {
            workloads.scale(workload, pods);
        }

        @Override
        public void delete(Workload workload) {
            workloads.delete(workload);
        }

        @Override
        public World survey(ReleaseSpec release) {
            return rosy(workloads.survey(release));
        }

        @Override
        public Staging stage(StageRequest request) {
            return workloads.stage(request);
        }

        @Override
        public List<String> diagnose(Workload workload) {
            return workloads.diagnose(workload);
        }

        @Override
        public void fence(Workload workload, long token, String attempt) {
            workloads.fence(workload, token, attempt);
        }

        private static World rosy(World world) {
            return new World(world.release(), rosy(world.blue()), rosy(world.green()));
        }

        private static Workload rosy(Workload workload) {
            List<Pod> pods = Collections.nCopies(
                    workload.desired(),
                    Pod.builder("pod", "uid")
                            .labels(workload.selector())
                            .ready(true)
                            .build());
            return Workload.builder(workload.track(), workload.name())
                    .selector(workload.selector())
                    .images(workload.images())
                    .desired(workload.desired())
                    .ports(workload.ports())
                    .pods(pods)
                    .version(workload.version())
                    .build();
        }
    }

    /** Stages over whatever is there by then. */
    record CarelessWorkloads(Workloads workloads) implements Workloads {

        @Override
        public Staging stage(StageRequest request) {
            return new Careless(workloads, request, workloads.stage(request));
        }

        private record Careless(Workloads workloads, StageRequest request, Staging staging) implements Staging {

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
                return new Careless(workloads, request, staging.withPods(pods));
            }

            @Override
            public List<String> apply() {
                return workloads.stage(request).apply();
            }
        }

        @Override
        public World read(ReleaseSpec release) {
            return workloads.read(release);
        }

        @Override
        public World survey(ReleaseSpec release) {
            return workloads.survey(release);
        }

        @Override
        public World refresh(World world) {
            return workloads.refresh(world);
        }

        @Override
        public Subscription watch(ReleaseSpec release, Runnable onChange) {
            return workloads.watch(release, onChange);
        }

        @Override
        public List<String> diagnose(Workload workload) {
            return workloads.diagnose(workload);
        }

        @Override
        public void scale(Workload workload, int pods) {
            workloads.scale(workload, pods);
        }

        @Override
        public void delete(Workload workload) {
            workloads.delete(workload);
        }

        @Override
        public void fence(Workload workload, long token, String attempt) {
            workloads.fence(workload, token, attempt);
        }
    }

    /** Reads what is stored. */
    private interface Forwarding extends RecordStore {

        RecordStore records();

        @Override
        default String describe(String release) {
            return records().describe(release);
        }

        @Override
        default Optional<StoredRecord> load(String release) {
            return records().load(release);
        }
    }

    /** Says that the lock was freed, and keeps it. */
    record Clinging(RecordStore records) implements Forwarding {

        @Override
        public StoredRecord compareAndSet(String release, Optional<StoredRecord> expected, StoredRecord next) {
            return next.holder().isPresent() ? records.compareAndSet(release, expected, next) : next.withVersion("x");
        }
    }

    /** Writes over what others have written beside the record. */
    record Overwriting(RecordStore records) implements Forwarding {

        @Override
        public StoredRecord compareAndSet(String release, Optional<StoredRecord> expected, StoredRecord next) {
            Optional<StoredRecord> now = records.load(release);
            boolean isNote = now.map(StoredRecord::signOfLife).equals(expected.map(StoredRecord::signOfLife));
            return records.compareAndSet(release, isNote ? now : expected, next);
        }
    }

    /** Keeps something else than it was given. */
    record Forgetful(RecordStore records, UnaryOperator<String> kept) implements Forwarding {

        @Override
        public StoredRecord compareAndSet(String release, Optional<StoredRecord> expected, StoredRecord next) {
            return records.compareAndSet(
                    release,
                    expected,
                    StoredRecord.builder(next.acquired(), next.duration(), kept.apply(next.json()))
                            .holder(next.holder())
                            .renewed(next.renewed())
                            .token(next.token())
                            .control(next.control())
                            .version(next.version())
                            .build());
        }
    }

    /** Keeps no announced writes. */
    static RecordStore silent(RecordStore records) {
        return new Forgetful(records, json -> json.replaceAll("\"intents\":\\[[^]]*]", "\"intents\":[]"));
    }
}
