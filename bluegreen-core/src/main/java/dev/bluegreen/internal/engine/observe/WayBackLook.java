package dev.bluegreen.internal.engine.observe;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.internal.engine.observe.Observation.Routed;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.record.RecordCodec;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a rollback reads first, side by side: the record, both stacks, and the routers that were named. What could not be read
 * at once is left out, and has to be read with patience.
 *
 * @param stored the record
 * @param world the stacks
 * @param named the routers that were named
 * @param begun when that was read
 */
public record WayBackLook(Stored stored, Optional<World> world, List<Routed> named, Moment begun) {

    /** Looks. */
    public static WayBackLook at(Context context) {
        Observer observer = new Observer(context);
        Calls calls = context.preflightCalls();
        Moment begun = Moment.now(context.time());
        List<Supplier<Object>> reads = new ArrayList<>();
        reads.add(() -> observer.record(calls, RecordCodec::decodeToGoBack));
        reads.add(() -> once(() -> context.workloads().readableBeforeWrite(context.release())));
        observer.named().forEach(router -> reads.add(() -> once(() -> routed(router, context))));
        List<Object> answers = calls.together(reads);
        return new WayBackLook(
                Observer.all(Stored.class, answers).get(0),
                Observer.all(World.class, answers).stream().findFirst(),
                Observer.all(Routed.class, answers),
                begun);
    }

    /**
     * The world, if all of it could be read at once.
     *
     * @param active the track that has the traffic, by which a router is found that was not named
     */
    public Optional<Observation> observation(Context context, Track active) {
        return world.flatMap(
                stacks -> routers(context, active).map(routers -> new Observation(stacks, routers, begun)));
    }

    private Optional<List<Routed>> routers(Context context, Track active) {
        Observer observer = new Observer(context);
        if (!observer.named().isEmpty()) {
            return Optional.of(named)
                    .filter(read -> read.size() == observer.named().size());
        }
        try {
            Calls once = context.calls(context.deadline(Duration.ZERO));
            return Optional.of(observer.routers(once, Optional.of(active)).strategies().stream()
                    .map(router -> routed(router, context))
                    .toList());
        } catch (PlatformException e) {
            return Optional.empty();
        }
    }

    private static Routed routed(CutoverStrategy router, Context context) {
        return new Routed(router, router.observe(context.release()));
    }

    private static Object once(Supplier<Object> read) {
        try {
            return read.get();
        } catch (PlatformException e) {
            return e;
        }
    }
}
