package dev.bluegreen.internal.engine;

import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Settings;
import dev.bluegreen.internal.engine.plan.Planner;
import dev.bluegreen.internal.engine.plan.SizePlan;
import dev.bluegreen.internal.engine.write.AutoscalerWriter;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists the rights of all that a release may ever do, as it is set up and as the world is now. Writes nothing. */
record PermissionsOperation(Context context) {

    List<Permission> run() {
        Calls calls = context.preflightCalls();
        Stored stored = new Observer(context).record(calls);
        Optional<Track> active = stored.record().active();
        List<Permission> ofTracks = new PermissionsOperation(context.asAdopted(stored.record())).of(active, calls);
        return Stream.concat(ofTracks.stream(), ofOrigin(stored.record(), calls))
                .distinct()
                .toList();
    }

    /** An origin that does not stand for a track any more is still to be retired. */
    private Stream<Permission> ofOrigin(ReleaseRecord record, Calls calls) {
        return record.adopted().filter(adopted -> !adopted.stands()).stream().flatMap(adopted -> {
            Origin origin = adopted.idle(record.active());
            PermissionsOperation beside = new PermissionsOperation(context.adopting(origin));
            World world = beside.context.preflightCalls().survey();
            Workload idle = world.workload(origin.track());
            return Stream.concat(beside.ofStacks(world), idle.isNone() ? Stream.empty() : beside.ofSize(idle, calls));
        });
    }

    private List<Permission> of(Optional<Track> active, Calls calls) {
        Observation observation = new Observer(context).survey(calls, active);
        return Stream.of(ofCutover(observation), ofStacks(observation.world()), ofSizes(observation, calls))
                .flatMap(permissions -> permissions)
                .distinct()
                .toList();
    }

    private Stream<Permission> ofCutover(Observation observation) {
        return new Planner(context).permissions(observation, SizePlan.none(observation, Track.BLUE)).stream();
    }

    private Stream<Permission> ofStacks(World world) {
        Settings.Departing departure = context.settings().departure();
        return Stream.concat(
                context.workloads().permissions(world, departure.by()).stream(), departure.permissions().stream());
    }

    private Stream<Permission> ofSizes(Observation observation, Calls calls) {
        return Stream.of(Track.values())
                .map(observation.world()::workload)
                .filter(workload -> !workload.isNone())
                .flatMap(workload -> ofSize(workload, calls));
    }

    private Stream<Permission> ofSize(Workload workload, Calls calls) {
        return context.workloads().permissions(workload, AutoscalerWriter.read(context, calls, workload)).stream();
    }
}
