package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.fabric8.internal.api.JsonPatch;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.api.RouterMarks;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.fabric8.internal.world.Membership;
import dev.bluegreen.fabric8.internal.world.TargetGate;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.Workload;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The write that moves traffic: from one Service as read to the track of one move. Prediction, plan and patch all derive from
 * it, so that the prediction is of the write.
 */
public record SelectorWrite(Move move, Service before) {

    /** The track that traffic goes to, or that it is to go on to from both. */
    Track target() {
        return move.target()
                .only()
                .or(() -> Optional.of(move.target())
                        .filter(TrafficSplit.both()::equals)
                        .map(both -> arriving()))
                .orElseThrow(
                        () -> new PlatformException(
                                PlatformException.Kind.INVALID,
                                router() + ": split " + move.target()
                                        + " cannot be written: a selector sends everything to one track; ask for 100/0 or 0/100"));
    }

    private Track arriving() {
        return move.before()
                .split()
                .only()
                .map(Track::other)
                .or(() -> RouterView.arriving(labels(), before))
                .orElse(Track.GREEN);
    }

    /** True for the first of two writes, after which both tracks take traffic. */
    public boolean isWidening() {
        return move.target().only().isEmpty();
    }

    /** True for a write to a Service that selects both tracks. */
    boolean isFromBoth() {
        return move.before().split().only().isEmpty();
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

    /** Which pods are of the target. */
    Membership membership() {
        return new Membership(
                targetWorkload(), otherWorkload(), release().origin().isPresent());
    }

    /** True if it sends traffic to an origin, whose selector takes the pods of its clone as well. */
    boolean isToOrigin() {
        return !isWidening() && release().isOrigin(target());
    }

    private boolean isFromOrigin() {
        return release().origin().isPresent() && !RouterView.selector(before).containsKey(trackKey());
    }

    /** The new selector. */
    public Map<String, String> selector() {
        if (isWidening()) {
            Map<String, String> selector = RouterView.selector(before);
            selector.remove(labels().trackKey());
            return selector;
        }
        return RouterView.selector(release(), before, target());
    }

    public PlannedWrite planned() {
        String key = "spec.selector." + labels().trackKey() + " ";
        String change = key + changed() + ", label " + MetadataKeys.CUTOVER + " to the id of the cutover";
        return new PlannedWrite(router(), "patch", change, !isThere());
    }

    private String changed() {
        if (isWidening()) {
            return "'" + oldValue() + "' removed, so that both tracks are selected";
        }
        if (isToOrigin()) {
            return "'" + oldValue() + "' removed, so that " + release().named(target()) + " is selected with its clone";
        }
        return isFromOrigin()
                ? "'" + targetValue() + "' added; rollBack() removes it, which restores " + RouterView.selector(before)
                : "'" + oldValue() + "' -> '" + targetValue() + "'";
    }

    /** True if the Service already routes to the target. */
    public boolean isThere() {
        return isWidening() ? isFromBoth() : RouterView.selector(before).equals(selector());
    }

    /**
     * The patch: a compare-and-set on both the version and the value read.
     *
     * @param gates the gates that tell when the pods take the traffic of load balancers, if it is widening
     * @throws PlatformException with {@code INVALID} if the selector would take none of the target's ready pods
     */
    public JsonPatch patch(Instant now, List<TargetGate> gates) {
        requireReached();
        String path = "/spec/selector/" + JsonPatch.escape(labels().trackKey());
        JsonPatch patch = RouterMarks.guarded(before);
        if (isFromBoth() || isFromOrigin()) {
            patch.add(path, targetValue());
        } else if (isWidening() || isToOrigin()) {
            patch.test(path, oldValue()).remove(path);
        } else {
            patch.test(path, oldValue()).replace(path, targetValue());
        }
        if (Fields.annotations(before).containsKey(MetadataKeys.WIDENED)) {
            patch.remove("/metadata/annotations/" + JsonPatch.escape(MetadataKeys.WIDENED));
        }
        return RouterMarks.ofMove(patch, before, move, annotations(gates), now);
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

    private Map<String, String> annotations(List<TargetGate> gates) {
        Map<String, String> annotations = new LinkedHashMap<>();
        if (isWidening()) {
            annotations.put(
                    MetadataKeys.WIDENED,
                    gates.stream().map(TargetGate::binding).collect(Collectors.joining(",")));
        }
        if (!isFromBoth() && !isFromOrigin()) {
            annotations.put(MetadataKeys.SWITCHED_FROM, oldValue());
        }
        return annotations;
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
        return release().labels();
    }

    private ReleaseSpec release() {
        return move.world().release();
    }
}
