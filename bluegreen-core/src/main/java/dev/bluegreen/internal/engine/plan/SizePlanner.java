package dev.bluegreen.internal.engine.plan;

import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.write.AutoscalerWriter;
import dev.bluegreen.internal.record.Sizes;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.spi.Autoscaler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds out which sizes a cutover has to change. Reads autoscalers only where it has to change one. */
public record SizePlanner(Context context, Calls calls) {

    public SizePlan plan(Observation observation, Track to, Sizes sizes) {
        Workload target = observation.world().workload(to);
        Workload old = observation.world().workload(to.other());
        List<Permission> permissions = new ArrayList<>();
        ScaleUp scaleUp = scaleUp(target, old, sizes.full(to, observation.world()), sizes, permissions);
        return new SizePlan(scaleUp, reduction(old, permissions), permissions);
    }

    private ScaleUp scaleUp(
            Workload target, Workload active, Optional<Integer> full, Sizes sizes, List<Permission> permissions) {
        if (full.isEmpty() && !context.settings().sizing().prescale()) {
            return ScaleUp.none(target);
        }
        Optional<Autoscaler> autoscaler = AutoscalerWriter.read(context, calls, target);
        permissions.addAll(context.workloads().permissions(target, autoscaler));
        int pods = Math.max(Math.max(1, active.desired()), full.orElse(0));
        return new ScaleUp(target, pods, autoscaler, sizes.pin(target.track()).isPresent());
    }

    private List<PlannedWrite> reduction(Workload old, List<Permission> permissions) {
        OptionalInt pods = context.settings().standby().pods();
        if (pods.isEmpty()) {
            return List.of();
        }
        Optional<Autoscaler> autoscaler = AutoscalerWriter.read(context, calls, old);
        permissions.addAll(context.workloads().permissions(old, autoscaler));
        String when = " pods, when the cutover is proven, baked and settled";
        List<PlannedWrite> writes = new ArrayList<>();
        autoscaler
                .filter(found -> found.min() > pods.getAsInt())
                .map(found -> new PlannedWrite(
                        found.name(), "patch", "at least " + found.min() + " -> " + pods.getAsInt() + when, false))
                .ifPresent(writes::add);
        if (old.desired() > pods.getAsInt()) {
            writes.add(new PlannedWrite(old.name(), "scale", old.desired() + " -> " + pods.getAsInt() + when, false));
        }
        return writes;
    }
}
