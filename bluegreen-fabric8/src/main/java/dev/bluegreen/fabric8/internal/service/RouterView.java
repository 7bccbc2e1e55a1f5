package dev.bluegreen.fabric8.internal.service;

import dev.bluegreen.fabric8.internal.api.FieldOwners;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.api.RouterMarks;
import dev.bluegreen.fabric8.internal.rule.RouterSource;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.model.TrafficSplit;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Map;
import java.util.Optional;

/** A Service as the router of a release; one that cannot be a router is refused with a remedy. */
public final class RouterView {

    private RouterView() {}

    /**
     * The state of a Service.
     *
     * @param makesBeforeBreak true if it is moved by two writes
     */
    public static RouterState of(ReleaseSpec release, Service service, boolean makesBeforeBreak) {
        TrafficSplit split = isWidened(release.labels(), service)
                ? TrafficSplit.both()
                : TrafficSplit.all(requireTrack(release, service));
        return RouterState.builder(router(service), split)
                .routing(selector(service).toString())
                .token(RouterMarks.token(service, router(service)))
                .cutoverId(RouterMarks.cutover(service))
                .version(service.getMetadata().getResourceVersion())
                .writer(FieldOwners.writerOfSelectorKey(
                        service, release.labels().trackKey()))
                .source(new RouterSource(service, makesBeforeBreak))
                .build();
    }

    /** The Service a state was read from; empty if it has another source. */
    public static Optional<Service> source(RouterState state) {
        return RouterSource.of(state).map(RouterSource::service);
    }

    /** True between the two writes of a make-before-break cutover: it selects both tracks, and an annotation says so. */
    public static boolean isWidened(TrackLabels labels, Service service) {
        return Fields.annotations(service).containsKey(MetadataKeys.WIDENED)
                && !isExternal(service)
                && !selector(service).isEmpty()
                && !selector(service).containsKey(labels.trackKey());
    }

    /** The track that a widened Service is to go on to; empty if it does not say. */
    public static Optional<Track> arriving(TrackLabels labels, Service service) {
        return Optional.ofNullable(Fields.annotations(service).get(MetadataKeys.SWITCHED_FROM))
                .flatMap(labels::track)
                .map(Track::other);
    }

    /** The track it selects; empty if it names none or an unknown one. */
    public static Optional<Track> track(TrackLabels labels, Service service) {
        return Optional.ofNullable(selector(service).get(labels.trackKey())).flatMap(labels::track);
    }

    /** The selector of a Service once it sends everything to a track: that of an origin does not name one. */
    public static Map<String, String> selector(ReleaseSpec release, Service service, Track track) {
        Map<String, String> selector = selector(service);
        if (release.isOrigin(track)) {
            selector.remove(release.labels().trackKey());
        } else {
            selector.put(release.labels().trackKey(), release.labels().value(track));
        }
        return selector;
    }

    /** True if it is a DNS alias (ExternalName), whatever its selector. */
    public static boolean isExternal(Service service) {
        return service.getSpec() != null
                && "ExternalName".equals(service.getSpec().getType());
    }

    public static String router(String name) {
        return "Service/" + name;
    }

    public static String router(Service service) {
        return router(name(service));
    }

    public static String name(Service service) {
        return service.getMetadata().getName();
    }

    /** A copy of its selector, sorted by key. */
    public static Map<String, String> selector(Service service) {
        return Fields.sorted(unsorted(service));
    }

    /** Its selector, not copied: it is tried on each Service of a namespace. */
    public static Map<String, String> unsorted(Service service) {
        return service.getSpec() == null
                ? Map.of()
                : Fields.orEmpty(service.getSpec().getSelector());
    }

    private static Track requireTrack(ReleaseSpec release, Service service) {
        TrackLabels labels = release.labels();
        requirePods(service);
        String value = selector(service).get(labels.trackKey());
        if (value == null && release.origin().isPresent()) {
            return release.origin().get().track();
        }
        if (value == null) {
            throw invalid(
                    service,
                    "spec.selector is " + selector(service) + " without '" + labels.trackKey()
                            + "': it selects both tracks; add '" + labels.trackKey()
                            + "' with the value of the track that"
                            + " serves now (" + allowed(labels) + "), or adopt the Deployment behind it");
        }
        requireNoOrigin(release, service, value);
        return labels.track(value).orElseThrow(() -> thirdValue(labels, service));
    }

    private static void requireNoOrigin(ReleaseSpec release, Service service, String value) {
        TrackLabels labels = release.labels();
        labels.track(value).filter(release::isOrigin).ifPresent(track -> {
            throw invalid(
                    service,
                    "spec.selector." + labels.trackKey() + " is '" + value + "', and " + track + " is "
                            + release.named(track) + " there, whose pods have no such label; remove it, or set it to '"
                            + labels.value(track.other()) + "'");
        });
    }

    private static void requirePods(Service service) {
        if (isExternal(service)) {
            throw invalid(
                    service,
                    "spec.type is ExternalName, which routes by DNS and selects no pods;"
                            + " name the Service that selects the pods");
        }
        if (selector(service).isEmpty()) {
            throw invalid(
                    service,
                    "spec.selector is empty: its endpoints are managed by another controller;"
                            + " name the Service that selects the pods");
        }
    }

    static PlatformException thirdValue(TrackLabels labels, Service service) {
        return invalid(
                service,
                "spec.selector." + labels.trackKey() + " is '"
                        + selector(service).get(labels.trackKey()) + "', which is neither track; allowed: "
                        + allowed(labels)
                        + "; set it to the track that serves now, or name the labels in use with .labels(...)");
    }

    private static String allowed(TrackLabels labels) {
        return "'" + labels.blue() + "' for BLUE, '" + labels.green() + "' for GREEN";
    }

    private static PlatformException invalid(Service service, String sentence) {
        return new PlatformException(PlatformException.Kind.INVALID, router(name(service)) + ": " + sentence);
    }
}
