package dev.bluegreen.laws.killmatrix;

import dev.bluegreen.Release;
import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.Law;
import dev.bluegreen.laws.Violation;
import dev.bluegreen.laws.killmatrix.scene.KillScene;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.ReleaseStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks after a late write to a router without compare-and-set, which left traffic elsewhere than in the record: {@code
 * status()} and {@code recover()} of another process report both values, nothing is moved, and nothing is retired.
 */
final class LateWrites {

    private final KillScene scene;

    LateWrites(KillScene scene) {
        this.scene = scene;
    }

    /** The violations; none when no write was late, or it did no harm. */
    List<Violation> untold() {
        Fact.Rest rest = scene.rest();
        Optional<Track> recorded = rest.recorded();
        boolean strayed = recorded.isPresent()
                && rest.routers().values().stream().anyMatch(split -> !split.equals(TrafficSplit.all(recorded.get())));
        return scene.lateWrites() > 0 && strayed ? inspected(rest.routers(), recorded.get()) : List.of();
    }

    private List<Violation> inspected(Map<String, TrafficSplit> routers, Track recorded) {
        List<Violation> broken = new ArrayList<>();
        Release inspector = scene.process("inspector");
        ReleaseStatus status = inspector.status();
        requireTold("status()", status.toString(), recorded, status, broken);
        requireTold("recover()", recovered(inspector), recorded, status, broken);
        if (isRetired(recorded.other())) {
            broken.add(new Violation(
                    Law.KEEP_WHAT_IS_NEEDED, recorded.other() + " was retired after a late write to " + routers));
        }
        if (!scene.rest().routers().equals(routers)) {
            broken.add(new Violation(
                    Law.NO_FIGHT,
                    "a late write to " + routers + " was moved to "
                            + scene.rest().routers()));
        }
        return broken;
    }

    private static String recovered(Release inspector) {
        try {
            return inspector.recover().sentence();
        } catch (CutoverException e) {
            return e.report().sentence();
        }
    }

    private boolean isRetired(Track track) {
        try {
            scene.process("retirer").retire(track);
            return true;
        } catch (BlueGreenException e) {
            return false;
        }
    }

    /** Both values: the track of the record, and the routing value of each router. */
    private static void requireTold(
            String by, String said, Track recorded, ReleaseStatus status, List<Violation> broken) {
        boolean tellsAll = status.routers().stream()
                .filter(router -> !router.split().equals(TrafficSplit.all(recorded)))
                .allMatch(router -> said.contains(router.routing()));
        if (!status.strayed() || !said.contains(recorded.name()) || !tellsAll) {
            broken.add(new Violation(
                    Law.ONE_WRITER,
                    "the record says " + recorded + ", a late write moved traffic, and " + by + " tells only: "
                            + said));
        }
    }
}
