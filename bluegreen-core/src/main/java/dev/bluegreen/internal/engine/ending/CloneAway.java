package dev.bluegreen.internal.engine.ending;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Failures;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.engine.write.WorkloadWriter;
import dev.bluegreen.internal.record.lock.LockLostException;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import java.util.Optional;

/**
 * Scales the clone of an adoption to 0 where the routers are on the origin, whose selector takes the pods of both: what was not
 * proven, or was sent back, must not share its traffic. It stays where the origin has no ready pod, because it is then all that
 * answers.
 */
public record CloneAway(Context context, ReleaseLock lock, Progress progress) {

    /** The reason why the lock must not be freed; empty where nothing may land any more. */
    Optional<String> run() {
        return context.release().origin().flatMap(this::fromBeside);
    }

    private Optional<String> fromBeside(Origin origin) {
        Deadline deadline = context.rollBackDeadline();
        try {
            Workload clone = clone(origin, deadline);
            if (clone.desired() > 0) {
                Workload unused = new WorkloadWriter(context, lock, deadline).scale(() -> clone(origin, deadline), 0);
            }
            return Optional.empty();
        } catch (Stop | LockLostException | PlatformException e) {
            String why = "the clone may still share the traffic of " + origin.workload() + ": " + Failures.sentence(e);
            Finding left = Finding.warning(
                    "adopt-clone-left", why, "call retire(" + origin.track().other() + "), which scales it to 0");
            context.tell(Kind.FINDING, left.toString());
            progress.found(context.settings().weighed(left));
            return Optional.of(why).filter(any -> Stop.of(e).isUnresolved());
        }
    }

    /** None where traffic was moved to it. */
    private Workload clone(Origin origin, Deadline deadline) {
        Calls calls = context.calls(deadline);
        Track clone = origin.track().other();
        Observation now = new Observer(context).survey(calls, Optional.of(origin.track()));
        if (!now.isOn(origin.track())) {
            return Workload.none(clone);
        }
        Workload found = now.world().workload(clone);
        if (found.desired() > 0) {
            requireOrigin(now.world(), origin.track());
        }
        return found;
    }

    /**
     * Refuses to take pods from behind a selector that takes those of the origin and of its clone, where only the clone has ready ones.
     *
     * @throws Stop if the origin has no ready pod
     */
    public static void requireOrigin(World world, Track of) {
        Workload origin = world.workload(of);
        Workload clone = world.workload(of.other());
        if (origin.ready() == 0 && clone.ready() > 0) {
            throw Stop.because("the origin has no ready pod, and the " + Wording.pods(clone.ready()) + " of "
                    + clone.name() + " are all that answers; bring up the pods of the origin first");
        }
    }
}
