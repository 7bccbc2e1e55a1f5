package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.fabric8.internal.api.JsonPatch;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.api.RouterMarks;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.model.Workload;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The write that moves traffic: from one Service as read to the track of one move. Prediction, plan and patch all derive from
 * it, so that the prediction is of the write.
 */
public record SelectorWrite(Move move, Service before) {

    Track target() {
        return move.target()
                .only()
                .orElseThrow(
                        () -> new PlatformException(
                                PlatformException.Kind.INVALID,
                                router() + ": split " + move.target()
                                        + " cannot be written: a selector sends everything to one track; ask for 100/0 or 0/100"));
    }

    /** The workload of the target. */
    Workload targetWorkload() {
        return move.world().workload(target());
    }

    /** The workload of the track that traffic leaves. */
    Workload otherWorkload() {
        return move.world().workload(target().other());
    }

    String router() {
        return RouterView.router(before);
    }

    /** The new selector. */
    public Map<String, String> selector() {
        Map<String, String> selector = RouterView.selector(before);
        selector.put(labels().trackKey(), labels().value(target()));
        return selector;
    }

    public PlannedWrite planned() {
        String change = "spec.selector." + labels().trackKey() + " '" + oldValue() + "' -> '" + labels().value(target())
                + "', label " + MetadataKeys.CUTOVER + " to the id of the cutover";
        return new PlannedWrite(router(), "patch", change, !isThere());
    }

    /** True if the Service already routes to the target. */
    public boolean isThere() {
        return oldValue().equals(labels().value(target()));
    }

    /**
     * The patch: a compare-and-set on both the version and the value read.
     *
     * @throws PlatformException with {@code INVALID} if the selector would take none of the target's ready pods
     */
    public JsonPatch patch(Instant now) {
        requireReached();
        String path = "/spec/selector/" + JsonPatch.escape(labels().trackKey());
        JsonPatch patch =
                RouterMarks.guarded(before).test(path, oldValue()).replace(path, labels().value(target()));
        return RouterMarks.ofMove(patch, before, move, oldValue(), now);
    }

    /** Refuses a selector with a key that no ready pod of the target carries. */
    private void requireReached() {
        List<Pod> ready = targetWorkload().pods().stream().filter(Pod::ready).toList();
        if (!ready.isEmpty() && ready.stream().noneMatch(pod -> pod.matches(selector()))) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    router() + ": spec.selector would be " + selector()
                            + ", which matches none of the ready pods of " + target() + " (" + ready.size()
                            + "); remove the key that they do not carry");
        }
    }

    String trackKey() {
        return labels().trackKey();
    }

    String targetValue() {
        return labels().value(target());
    }

    private String oldValue() {
        return RouterView.selector(before).getOrDefault(labels().trackKey(), "");
    }

    private TrackLabels labels() {
        return move.world().release().labels();
    }
}
