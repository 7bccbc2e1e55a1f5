package dev.bluegreen.fabric8.internal.lbc;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.JsonPatch;
import dev.bluegreen.fabric8.internal.api.ManagedField;
import dev.bluegreen.fabric8.internal.weights.TrackBackend;
import dev.bluegreen.fabric8.internal.weights.TrackServices;
import dev.bluegreen.fabric8.internal.weights.WeightedRoute;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Action annotations of one object that forward to the tracks, all with the same shares: one write changes them together.
 *
 * @param router the object
 * @param actions by key of the annotation, in its order; at least one
 */
record LbcAnnotations(String kind, String router, Map<String, ForwardAction> actions, StickyPolicy sticky)
        implements WeightedRoute {

    /** The largest weight of a target group. */
    static final int LARGEST_WEIGHT = 999;

    /**
     * Checks that all actions agree.
     *
     * @throws PlatformException with {@code INVALID} if they do not
     */
    LbcAnnotations {
        List<TrafficSplit> splits =
                actions.values().stream().map(ForwardAction::split).distinct().toList();
        if (splits.size() > 1) {
            throw ForwardAction.invalid(
                    router + ":",
                    "its actions differ in the shares of the tracks: "
                            + actions.entrySet().stream()
                                    .map(action -> action.getKey() + " "
                                            + action.getValue().routing())
                                    .collect(Collectors.joining("; "))
                            + "; give all of them the weights of the track that serves now");
        }
    }

    @Override
    public TrafficSplit split() {
        return first().split();
    }

    @Override
    public String routing() {
        return actions.entrySet().stream()
                .map(action -> action.getKey() + " {" + action.getValue().routing() + "}")
                .collect(Collectors.joining(", "));
    }

    @Override
    public List<TrackBackend> backends(Track track) {
        return actions.values().stream()
                .flatMap(action -> Stream.ofNullable(action.shares().get(track)))
                .map(share -> TrackBackend.of(share.service(), share.port()))
                .distinct()
                .toList();
    }

    @Override
    public ManagedField field() {
        return ManagedField.annotation(kind, actions.keySet().iterator().next());
    }

    @Override
    public JsonPatch write(JsonPatch guarded, TrafficSplit target) {
        actions.forEach((key, action) -> {
            String path = ManagedField.annotation(kind, key).pointer();
            guarded.test(path, action.text().text()).replace(path, action.with(target, sticky.keeps()));
        });
        return guarded;
    }

    @Override
    public Optional<Addition> adding(Track track, TrackServices services) {
        Map<String, ForwardAction> added = new LinkedHashMap<>();
        actions.forEach((key, action) -> action.adding(track, services).ifPresent(with -> added.put(key, with)));
        boolean isNamed = actions.values().stream().allMatch(action -> action.names(track));
        if (isNamed || added.size() < actions.size()) {
            return Optional.empty();
        }
        LbcAnnotations with = new LbcAnnotations(kind, router, added, sticky);
        String service = Objects.requireNonNull(with.services().get(track));
        return Optional.of(new Addition(service, with, patch -> patch(patch, with)));
    }

    private JsonPatch patch(JsonPatch guarded, LbcAnnotations with) {
        with.actions.forEach((key, action) -> {
            String path = ManagedField.annotation(kind, key).pointer();
            String before = Objects.requireNonNull(actions.get(key)).text().text();
            if (!before.equals(action.text().text())) {
                guarded.test(path, before).replace(path, action.text().text());
            }
        });
        return guarded;
    }

    @Override
    public List<Finding> findings(Move move) {
        return pinnedInGroups().isZero() ? List.of() : List.of(sticky.finding(router, pinnedInGroups()));
    }

    @Override
    public Duration pinned() {
        return sticky.keeps() ? pinnedInGroups() : Duration.ZERO;
    }

    private Duration pinnedInGroups() {
        return actions.values().stream()
                .map(ForwardAction::sticky)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private ForwardAction first() {
        return actions.values().iterator().next();
    }
}
