package dev.bluegreen.internal.engine.observe;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.internal.engine.observe.Observation.Routed;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.record.RecordCodec;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a rollback reads first, side by side: the record and, if its routers were named, these and both stacks.
 *
 * @param stored the record
 * @param observation the world; empty if any of it could not be read at once, and has to be read with patience
 */
public record WayBackLook(Stored stored, Optional<Observation> observation) {

    /** Looks. */
    public static WayBackLook at(Context context) {
        Observer observer = new Observer(context);
        Calls calls = context.preflightCalls();
        List<CutoverStrategy> named = observer.named();
        Moment begun = Moment.now(context.time());
        List<Supplier<Object>> reads = new ArrayList<>();
        reads.add(() -> observer.record(calls, RecordCodec::decodeToGoBack));
        if (!named.isEmpty()) {
            reads.add(() -> once(() -> context.workloads().readableForWayBack(context.release())));
            named.forEach(router -> reads.add(() -> once(() -> new Routed(router, router.observe(context.release())))));
        }
        List<Object> answers = calls.together(reads);
        List<Routed> routers = Observer.all(Routed.class, answers);
        Optional<Observation> seen = Observer.all(World.class, answers).stream()
                .filter(world -> routers.size() == named.size())
                .map(world -> new Observation(world, routers, begun))
                .findFirst();
        return new WayBackLook(Observer.all(Stored.class, answers).get(0), seen);
    }

    private static Object once(Supplier<Object> read) {
        try {
            return read.get();
        } catch (PlatformException e) {
            return e;
        }
    }
}
