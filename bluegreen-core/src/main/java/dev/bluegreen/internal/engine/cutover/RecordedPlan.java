package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.plan.PreflightResult;
import dev.bluegreen.internal.engine.plan.SizePlan;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.intent.Intent;
import dev.bluegreen.internal.result.CutoverPlanData;
import dev.bluegreen.result.CutoverPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plan of a cutover that has moved traffic, as far as the record has it. */
record RecordedPlan(Context context, Stored stored, InFlight left) {

    PreflightResult of(Intent intent, Observation now) {
        CutoverPlan plan = new CutoverPlanData(
                context.release().name(),
                Optional.of(context.id()),
                context.platform().describe(),
                Optional.of(left.from()),
                left.to(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                context.settings().deadlines(),
                Duration.ZERO,
                intent.terms().bake().duration(),
                Duration.ZERO,
                CutoverPlanData.Freeze.NONE,
                new CutoverPlanData.Inputs(intent.request().plan().hash(), Map.of()));
        int wanted = intent.terms().checks().wanted();
        return new PreflightResult(
                stored,
                now,
                left.from(),
                left.to(),
                wanted,
                SizePlan.none(now, left.to()).scaleUp(),
                plan);
    }
}
