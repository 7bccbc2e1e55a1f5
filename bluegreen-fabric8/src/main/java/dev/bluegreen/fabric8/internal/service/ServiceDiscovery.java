package dev.bluegreen.fabric8.internal.service;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the one Service that routes a release: among those that select its app and name a track. */
public final class ServiceDiscovery {

    private final Kube kube;
    private final ReleaseSpec release;
    private final List<Service> services;

    /** @param services all Services of the namespace; leftovers of smoke tests are ignored */
    public ServiceDiscovery(Kube kube, ReleaseSpec release, List<Service> services) {
        this.kube = kube;
        this.release = release;
        this.services = services.stream()
                .filter(service -> !Fields.labels(service).containsKey(MetadataKeys.PREVIEW))
                .toList();
    }

    public Found find(Optional<Track> active) {
        List<Service> candidates = those(service -> selectsApp(service)
                && (release.origin().isPresent()
                        || RouterView.selector(service).containsKey(labels().trackKey())
                        || RouterView.isWidened(labels(), service)));
        List<Service> routers = routers(candidates, active);
        if (routers.isEmpty()) {
            throw none(candidates);
        }
        if (routers.size() > 1) {
            throw several(routers);
        }
        Service router = routers.get(0);
        return new Found(
                RouterView.name(router),
                candidates.stream()
                        .filter(service -> !RouterView.name(service).equals(RouterView.name(router)))
                        .map(this::leftAlone)
                        .toList());
    }

    /** Former routers; else a single Service on a track; else those on the active track. */
    private List<Service> routers(List<Service> candidates, Optional<Track> active) {
        List<Service> ours = candidates.stream().filter(this::isOurs).toList();
        if (!ours.isEmpty()) {
            return ours;
        }
        List<Service> onOrigin = candidates.stream().filter(this::isOfOrigin).toList();
        if (!onOrigin.isEmpty()) {
            return onOrigin;
        }
        List<Service> onTrack = candidates.stream()
                .filter(service -> RouterView.track(labels(), service).isPresent())
                .toList();
        List<Service> onActive = onTrack.stream()
                .filter(service -> RouterView.track(labels(), service).equals(active))
                .toList();
        return onTrack.size() > 1 && !onActive.isEmpty() ? onActive : onTrack;
    }

    private List<Service> those(Predicate<Service> condition) {
        return services.stream().filter(condition).toList();
    }

    private boolean selectsApp(Service service) {
        return labels().app().equals(RouterView.selector(service).get(labels().appKey()));
    }

    private boolean isOfOrigin(Service service) {
        return release.origin().isPresent()
                && !RouterView.selector(service).containsKey(labels().trackKey())
                && !RouterView.isExternal(service);
    }

    private boolean isOurs(Service service) {
        return release.name().equals(Fields.annotations(service).get(MetadataKeys.RELEASE));
    }

    private Finding leftAlone(Service service) {
        return new Finding(
                "service-left-alone",
                Finding.Severity.INFO,
                RouterView.router(service) + " selects " + RouterView.selector(service)
                        + " and is treated as a preview or backend: it is not moved",
                "to move it, name it by " + call(service));
    }

    private PlatformException none(List<Service> candidates) {
        return candidates.isEmpty() ? noneAtAll() : RouterView.thirdValue(labels(), candidates.get(0));
    }

    private PlatformException noneAtAll() {
        if (services.isEmpty()) {
            kube.requireNamespace();
        }
        List<Service> withoutTrack = those(this::selectsApp);
        String selector = "{" + labels().appKey() + "=" + labels().app() + ", " + labels().trackKey() + "="
                + labels().blue() + "|" + labels().green() + "}";
        String seen = withoutTrack.isEmpty()
                ? "none selects the app; there are: " + described(services)
                        + "; create one, or name the router by .cutover(...)"
                : described(withoutTrack) + " select the app without '" + labels().trackKey()
                        + "', so both tracks get their traffic; add it with the value of the track that serves now, or call"
                        + " adopt(...) with the name of the Deployment behind it";
        return new PlatformException(
                PlatformException.Kind.NOT_FOUND,
                "release " + release.name() + " has no router: looked in namespace " + kube.namespace()
                        + " for the Service whose spec.selector has " + selector + "; " + seen);
    }

    private PlatformException several(List<Service> routers) {
        return new PlatformException(
                PlatformException.Kind.INVALID,
                "cutover: release " + release.name() + " has more than one candidate router: " + described(routers)
                        + "; name the one that has the production traffic, such as " + call(routers.get(0)));
    }

    private static String call(Service service) {
        return ".cutover(platform.selectorPatch(\"" + RouterView.name(service) + "\"))";
    }

    private static String described(List<Service> services) {
        return services.isEmpty()
                ? "none"
                : services.stream()
                        .limit(20)
                        .map(service -> RouterView.name(service) + " " + RouterView.selector(service))
                        .collect(Collectors.joining(", "));
    }

    private TrackLabels labels() {
        return release.labels();
    }

    /**
     * The router found.
     *
     * @param service name of the router
     * @param notes findings about Services that are not moved
     */
    public record Found(String service, List<Finding> notes) {}
}
