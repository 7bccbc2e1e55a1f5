package dev.bluegreen.fabric8.internal.weights;

import dev.bluegreen.cutover.Hop;
import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.watch.NamespaceWatch;
import dev.bluegreen.fabric8.internal.watch.ObjectWatch;
import dev.bluegreen.fabric8.internal.watch.Topic;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.TrackLabels;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The object and the pods behind it as they are watched: evidence of moves, and foreign writes. */
public record WeightsView(WeightedParts parts) {

    private static final String KIND = "weights";

    /** Evidence of an applied move; makes no request. */
    public List<Evidence> evidence(Move move, Instant applied) {
        Optional<Instant> unseen = unseenSince();
        if (unseen.isPresent()) {
            return List.of(Evidence.unseen(KIND, router(), unseen.get()));
        }
        Optional<List<GenericKubernetesResource>> seen = parts.watched().seen();
        if (seen.isEmpty() || !seesBesides()) {
            return List.of(Evidence.missing(KIND, router(), "it is not watched yet"));
        }
        return evidence(move, applied, seen.get().stream().findFirst());
    }

    private List<Evidence> evidence(Move move, Instant applied, Optional<GenericKubernetesResource> watched) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(proof(move).of(watched));
        watched.filter(proof(move)::isThere).ifPresent(object -> {
            WeightedRoute route = read(move.world().release(), object);
            evidence.addAll(new TrackEndpoints(watch(), route, move).evidence());
            evidence.addAll(
                    parts.context().said(move, object, applied, parts.time().now()));
        });
        return evidence;
    }

    /** A later foreign write, for a person; empty while the object is not seen. */
    public Optional<String> overwritten(Move move) {
        return unseenSince().isPresent() || !seesBesides()
                ? Optional.empty()
                : parts.watched().seen().stream()
                        .flatMap(List::stream)
                        .flatMap(watched -> proof(move).overwritten(watched).stream())
                        .findFirst();
    }

    /** Time since which the object or the pods are not seen; empty while they are. */
    public Optional<Instant> unseenSince() {
        return Stream.of(
                        watch().routingUnseenSince(),
                        parts.watched().unseenSince(),
                        parts.besides().flatMap(ObjectWatch::unseenSince))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private boolean seesBesides() {
        return parts.besides().map(besides -> besides.seen().isPresent()).orElse(true);
    }

    /** Calls back after each change of the object, the pods behind it, and what its controller and verifier see. */
    public Subscription watch(ReleaseSpec release, Runnable onChange, Supplier<Hop> hop) {
        List<Subscription> all = new ArrayList<>();
        try {
            all.add(parts.watched().subscribe(onChange));
            parts.besides().ifPresent(besides -> all.add(besides.subscribe(onChange)));
            all.add(watch().subscribe(topics(release), onChange));
            all.add(parts.context().watch(onChange));
            Optional<HopVerifier> verifier = parts.settings().verifier();
            verifier.ifPresent(given -> all.add(given.watch(hop.get(), release, onChange)));
        } catch (RuntimeException e) {
            all.forEach(Subscription::close);
            throw e;
        }
        return () -> all.forEach(Subscription::close);
    }

    private Set<Topic> topics(ReleaseSpec release) {
        TrackLabels labels = release.labels();
        Set<Topic> topics = new HashSet<>(Set.of(Topic.pods(labels.appKey(), labels.app())));
        services(release).forEach(service -> {
            topics.add(Topic.service(service));
            topics.add(Topic.slicesOf(service));
        });
        return topics;
    }

    private Collection<String> services(ReleaseSpec release) {
        try {
            return parts.watched().seen().stream()
                    .flatMap(List::stream)
                    .flatMap(object -> read(release, object).allServices().stream())
                    .toList();
        } catch (PlatformException e) {
            return List.of();
        }
    }

    private WeightedRoute read(ReleaseSpec release, GenericKubernetesResource object) {
        return parts.object().kind().read(object, watchedServices(release));
    }

    private WeightsProof proof(Move move) {
        return new WeightsProof(
                parts.object().kind(), watchedServices(move.world().release()), move, router());
    }

    private TrackServices watchedServices(ReleaseSpec release) {
        return new TrackServices(
                release,
                watch()::service,
                watch()::services,
                () -> parts.besides().flatMap(ObjectWatch::seen).orElse(List.of()));
    }

    private NamespaceWatch watch() {
        return parts.watch();
    }

    private String router() {
        return parts.object().router();
    }
}
