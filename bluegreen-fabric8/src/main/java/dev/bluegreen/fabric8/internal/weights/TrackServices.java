package dev.bluegreen.fabric8.internal.weights;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The tracks that Services stand for, by their selectors.
 *
 * @param services a Service by name; empty if it does not exist
 */
public record TrackServices(ReleaseSpec release, Function<String, Optional<Service>> services) {

    /** Reads each Service once, when it is asked for. */
    static TrackServices reading(Kube kube, ReleaseSpec release) {
        Map<String, Optional<Service>> read = new ConcurrentHashMap<>();
        return new TrackServices(
                release, name -> read.computeIfAbsent(name, unread -> kube.get(Service.class, unread)));
    }

    /** The track of a Service; empty if it does not exist, selects both tracks, or pods of another app. */
    public Optional<Track> track(String service) {
        TrackLabels labels = release.labels();
        return services.apply(service)
                .filter(found -> isOfApp(labels, found))
                .flatMap(found -> RouterView.track(labels, found));
    }

    /** True if there is no such Service. */
    public boolean isMissing(String service) {
        return services.apply(service).isEmpty();
    }

    /** Its selector, for messages. */
    public Map<String, String> selector(String service) {
        return services.apply(service).map(RouterView::selector).orElse(Map.of());
    }

    private static boolean isOfApp(TrackLabels labels, Service service) {
        String app = RouterView.selector(service).get(labels.appKey());
        return app == null || app.equals(labels.app());
    }
}
