package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.fabric8.internal.api.JsonPatch;
import dev.bluegreen.fabric8.internal.api.Marks;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The write that moves traffic: from one Service as it was read, to the track of one move. Prediction, plan and patch are
 * all made of it, so that what is predicted is what is written.
 */
public record SelectorWrite(Move move, Service before) {

    Track target() {
        return move.target()
                .only()
                .orElseThrow(
                        () -> new PlatformException(
                                PlatformException.Kind.INVALID,
                                RouterView.router(RouterView.name(before)) + ": split " + move.target()
                                        + " cannot be written: a selector sends everything to one track; ask for 100/0 or 0/100"));
    }

    /** The selector as it will be. */
    public Map<String, String> selector() {
        Map<String, String> selector = RouterView.selector(before);
        selector.put(labels().trackKey(), labels().value(target()));
        return selector;
    }

    public PlannedWrite planned() {
        String change = "spec.selector." + labels().trackKey() + " '" + oldValue() + "' -> '" + labels().value(target())
                + "', label " + Marks.CUTOVER + " to the id of the cutover";
        return new PlannedWrite(RouterView.router(RouterView.name(before)), "patch", change, !isThere());
    }

    /** Whether the Service routes to the target already. */
    public boolean isThere() {
        return oldValue().equals(labels().value(target()));
    }

    /**
     * One compare-and-set on both the version that was read and the value it showed.
     *
     * @throws PlatformException with {@code INVALID} if the selector would take none of the target's ready pods
     */
    public JsonPatch patch(Instant now) {
        requireReached();
        String path = "/spec/selector/" + JsonPatch.escape(labels().trackKey());
        return guarded(before)
                .test(path, oldValue())
                .replace(path, labels().value(target()))
                .putAll("/metadata/labels", RouterView.labels(before), Map.of(Marks.CUTOVER, move.cutoverId()))
                .putAll("/metadata/annotations", RouterView.annotations(before), annotations(now));
    }

    /** However ready its pods are, a track gets nothing by a selector with a key that they do not carry. */
    private void requireReached() {
        List<Pod> ready = move.world().workload(target()).pods().stream()
                .filter(Pod::ready)
                .toList();
        if (!ready.isEmpty() && ready.stream().noneMatch(pod -> pod.matches(selector()))) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    RouterView.router(RouterView.name(before)) + ": spec.selector would be " + selector()
                            + ", which takes none of the ready pods of " + target() + " (" + ready.size()
                            + "); take the key out of it that they do not carry");
        }
    }

    /** A patch that moves nothing, and after which no earlier compare-and-set can take effect any more. */
    public static JsonPatch fence(Service before, String release, long token, String attempt) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(Marks.RELEASE, release);
        annotations.put(Marks.TOKEN, Long.toString(token));
        annotations.put(Marks.FENCE, attempt);
        return guarded(before).putAll("/metadata/annotations", RouterView.annotations(before), annotations);
    }

    private static JsonPatch guarded(Service before) {
        return new JsonPatch()
                .test("/metadata/resourceVersion", before.getMetadata().getResourceVersion());
    }

    private Map<String, String> annotations(Instant now) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(Marks.RELEASE, move.world().release().name());
        annotations.put(Marks.SWITCHED_BY, move.requestedBy());
        annotations.put(Marks.SWITCHED_AT, now.toString());
        annotations.put(Marks.SWITCHED_FROM, oldValue());
        annotations.put(Marks.TOKEN, Long.toString(move.token()));
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
        return move.world().release().labels();
    }
}
