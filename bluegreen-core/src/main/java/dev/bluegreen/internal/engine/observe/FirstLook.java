package dev.bluegreen.internal.engine.observe;

import dev.bluegreen.check.PreflightDepth;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.internal.engine.observe.Observation.Routed;
import dev.bluegreen.internal.engine.observe.Observer.Routers;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.Inspection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a preflight reads, side by side: the record, both stacks, the routers that were named, what the platform inspects
 * whatever is found, and the notices of people. A router that was not named is found by the record, and read after that.
 *
 * @param stored the record
 * @param routers the routers
 * @param observation the world
 * @param inspector the platform's inspection
 */
public record FirstLook(Stored stored, Routers routers, Observation observation, Inspector inspector) {

    /**
     * An inspection that has begun.
     *
     * @param depth how deep it looks
     * @param rules finds
     */
    public record Inspector(PreflightDepth depth, Function<Inspection, List<Finding>> rules) {}

    /** Looks, before a move to a track. */
    public static FirstLook at(Context context, Track to, PreflightDepth depth, Calls calls) {
        Observer observer = new Observer(context);
        List<CutoverStrategy> named = observer.named();
        List<String> names = named.stream().map(CutoverStrategy::router).toList();
        Moment begun = Moment.now(context.time());
        List<Supplier<Object>> reads = new ArrayList<>();
        reads.add(() -> observer.record(calls));
        reads.add(
                named.isEmpty()
                        ? () -> world(context)
                        : () -> context.workloads().readable(context.release()));
        named.forEach(router -> reads.add(() -> new Routed(router, router.observe(context.release()))));
        reads.add(() -> new Inspector(depth, context.platform().inspectAhead(names, depth)));
        reads.addAll(context.freezes().reads(calls));
        List<Object> answers = calls.together(reads);
        Stored stored = Observer.all(Stored.class, answers).get(0);
        Optional<Track> active =
                stored.record().active().or(() -> stored.record().inFlight().map(InFlight::from));
        Routers routers = observer.routers(calls, active.or(() -> Optional.of(to.other())));
        Observation read = Observer.all(World.class, answers).stream()
                .filter(world -> isEnough(world, active, to))
                .findFirst()
                .map(world -> new Observation(world, routed(routers, answers, context, calls), begun))
                .orElseGet(() -> observer.observation(calls, routers.strategies()));
        return new FirstLook(
                stored, routers, read, Observer.all(Inspector.class, answers).get(0));
    }

    /** That the router is not found says more than that its stacks are not: these are read again. */
    private static Object world(Context context) {
        try {
            return context.workloads().readable(context.release());
        } catch (PlatformException e) {
            if (e.kind() == PlatformException.Kind.TRANSIENT) {
                throw e;
            }
            return e;
        }
    }

    /** To stay on a track takes no other one, nor does a move away from one that was released: that may have been deleted. */
    private static boolean isEnough(World world, Optional<Track> active, Track to) {
        return active.isEmpty()
                ? isRead(world.blue()) && isRead(world.green())
                : active.get() == to || isRead(world.workload(to));
    }

    private static boolean isRead(Workload workload) {
        return !workload.isNone() && !workload.isReadInPart();
    }

    private static List<Routed> routed(Routers routers, List<Object> answers, Context context, Calls calls) {
        List<Routed> read = Observer.all(Routed.class, answers);
        return read.isEmpty()
                ? calls.together(routers.strategies().stream()
                        .<Supplier<Routed>>map(router -> () -> new Routed(router, router.observe(context.release())))
                        .toList())
                : read;
    }
}
