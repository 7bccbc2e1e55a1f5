package dev.bluegreen.fabric8.internal.weights;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The tracks that Services stand for, by their selectors.
 *
 * @param services a Service by name; empty if it does not exist
 * @param all all Services of the namespace, as far as they may be listed
 * @param beside the objects that say more about them, see {@link WeightedKind#beside()}
 */
public record TrackServices(
        ReleaseSpec release,
        Function<String, Optional<Service>> services,
        Supplier<List<Service>> all,
        Supplier<List<GenericKubernetesResource>> beside) {

    /** Reads each Service, and what is beside them, once, when it is asked for. */
    static TrackServices reading(Kube kube, ReleaseSpec release, Optional<ObjectKind> beside) {
        Map<String, Optional<Service>> read = new ConcurrentHashMap<>();
        Map<ObjectKind, List<GenericKubernetesResource>> listed = new ConcurrentHashMap<>();
        return new TrackServices(
                release,
                name -> read.computeIfAbsent(name, unread -> kube.get(Service.class, unread)),
                () -> list(kube),
                () -> beside.map(kind -> listed.computeIfAbsent(kind, unread -> unread.listed(kube)))
                        .orElse(List.of()));
    }

    private static List<Service> list(Kube kube) {
        try {
            return kube.list(Service.class);
        } catch (PlatformException e) {
            if (e.kind() == PlatformException.Kind.FORBIDDEN) {
                return List.of();
            }
            throw e;
        }
    }

    /**
     * The one Service that differs from that of the other track by the track in its selector only; empty if there is none, or
     * several. Lists the Services.
     */
    public Optional<Service> twin(String service, Track track) {
        TrackLabels labels = release.labels();
        Map<String, String> wanted = new TreeMap<>(selector(service));
        wanted.put(labels.trackKey(), labels.value(track));
        List<Service> twins = all.get().stream()
                .filter(other -> RouterView.selector(other).equals(wanted)
                        && !RouterView.isExternal(other)
                        && !Fields.labels(other).containsKey(MetadataKeys.PREVIEW))
                .toList();
        return twins.size() == 1 ? Optional.of(twins.get(0)) : Optional.empty();
    }

    /** The track of a Service; empty if it does not exist, selects both tracks, or pods of another app. */
    public Optional<Track> track(String service) {
        return track(service, Map.of());
    }

    /** The track of those of its pods that carry labels besides; empty if these are of both tracks, or of none. */
    public Optional<Track> track(String service, Map<String, String> subset) {
        return services.apply(service).flatMap(found -> trackOf(RouterView.selector(found), subset));
    }

    /** The track that a selector stands for; empty if it is of both, or of none. */
    public Optional<Track> trackOf(Map<String, String> selector) {
        return trackOf(selector, Map.of());
    }

    private Optional<Track> trackOf(Map<String, String> selector, Map<String, String> subset) {
        TrackLabels labels = release.labels();
        String app = selector.get(labels.appKey());
        List<String> values = Stream.of(selector, subset)
                .flatMap(given -> Stream.ofNullable(given.get(labels.trackKey())))
                .distinct()
                .toList();
        boolean isOfApp = app == null || app.equals(labels.app());
        return isOfApp && values.size() == 1 ? labels.track(values.get(0)) : Optional.empty();
    }

    /** True if there is no such Service. */
    public boolean isMissing(String service) {
        return services.apply(service).isEmpty();
    }

    /** Its selector, for messages. */
    public Map<String, String> selector(String service) {
        return services.apply(service).map(RouterView::selector).orElse(Map.of());
    }
}
