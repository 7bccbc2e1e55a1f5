package dev.bluegreen.internal.engine.write;

import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observation.Routed;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.TrafficSplit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A foreign write to a router, found by comparing the router's current state with the expected one. Such a write is never reverted. */
public final class ForeignWrite {

    private ForeignWrite() {}

    /** @throws Stop when the router has another routing value than it had */
    static void requireSameValue(RouterState before, RouterState now) {
        if (!now.routing().equals(before.routing())) {
            throw Stop.foreign(now.router() + " was " + before.routing() + " and is " + now.routing() + writer(now));
        }
    }

    /**
     * Finds a write that moved a router away from the value of our write and, where the platform knows the writer, also one
     * that moved it away and back.
     *
     * @param left the router after the write of this operation
     * @throws Stop when the router has another routing value than then, or the same from another writer
     */
    public static void requireNone(RouterState left, RouterState now) {
        requireSameValue(left, now);
        boolean isRewritten = left.writer().isPresent()
                && now.writer().isPresent()
                && !now.writer().equals(left.writer());
        if (isRewritten) {
            throw Stop.foreign(now.router() + " is " + now.routing() + ", as it was left, but was written again by "
                    + now.writer().get());
        }
    }

    /**
     * Requires that each router has the value from before or an announced one: of another, a person must decide which one stays.
     *
     * @throws Stop if one has not
     */
    public static void requireKnown(InFlight left, Observation now) {
        Set<String> ours = new HashSet<>(Set.of(
                TrafficSplit.all(left.from()).toString(),
                TrafficSplit.all(left.to()).toString()));
        left.announced().forEach(intent -> ours.addAll(List.of(intent.from(), intent.to())));
        now.routers().stream()
                .map(Routed::state)
                .filter(state -> !ours.contains(state.split().toString()))
                .findFirst()
                .ifPresent(state -> {
                    throw unknown(state, "; recover(ROLL_BACK) or recover(FINISH) moves it all the same");
                });
    }

    /**
     * Stops because of a value that neither was there before nor was announced.
     *
     * @param remedy follows the value, which is not ours
     */
    public static Stop unknown(RouterState now, String remedy) {
        return Stop.foreign(now.router() + " is " + now.routing() + writer(now) + remedy);
    }

    private static String writer(RouterState now) {
        return now.writer().map(by -> ", written by " + by).orElse("");
    }
}
