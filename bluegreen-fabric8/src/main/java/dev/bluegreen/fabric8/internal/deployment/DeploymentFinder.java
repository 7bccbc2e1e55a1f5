package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.api.AsyncRead;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the Deployment of each track: by its given or conventional name, else by the labels in its selector. */
public record DeploymentFinder(Kube kube, Time time) {

    /** The Deployments of both tracks, which must exist. */
    Found find(ReleaseSpec release) {
        AsyncRead<Optional<Deployment>> forked = AsyncRead.of(time, () -> byName(release, Track.GREEN));
        Optional<Deployment> blue = byName(release, Track.BLUE);
        Optional<Deployment> green = forked.join();
        if (blue.isPresent() && green.isPresent()) {
            return new Found(blue, green);
        }
        List<Deployment> all = kube.list(Deployment.class);
        return new Found(
                blue.or(() -> Optional.of(byLabels(release, Track.BLUE, all))),
                green.or(() -> Optional.of(byLabels(release, Track.GREEN, all))));
    }

    /** The Deployment of one track. */
    Deployment find(ReleaseSpec release, Track track) {
        return byName(release, track).orElseGet(() -> byLabels(release, track, kube.list(Deployment.class)));
    }

    /**
     * The Deployment of each track, if it exists.
     *
     * @throws PlatformException with {@code NOT_FOUND} if neither exists
     */
    public Found seek(ReleaseSpec release) {
        Found sought = seekAny(release);
        if (sought.blue().isEmpty() && sought.green().isEmpty()) {
            List<Deployment> all = kube.list(Deployment.class);
            throw release.origin().map(origin -> noOrigin(origin, all)).orElseGet(() -> none(release, Track.BLUE, all));
        }
        return sought;
    }

    /** The same, where both may be missing. */
    Found seekAny(ReleaseSpec release) {
        AsyncRead<Optional<Deployment>> forked =
                AsyncRead.of(time, () -> kube.get(Deployment.class, nameFor(release, Track.GREEN)));
        Optional<Deployment> blue = kube.get(Deployment.class, nameFor(release, Track.BLUE));
        Optional<Deployment> green = forked.join();
        Found named = new Found(checked(release, Track.BLUE, blue), checked(release, Track.GREEN, green));
        if (named.blue().isPresent() && named.green().isPresent()) {
            return named;
        }
        List<Deployment> all = kube.list(Deployment.class);
        return new Found(
                named.blue().or(() -> single(release, Track.BLUE, all)),
                named.green().or(() -> single(release, Track.GREEN, all)));
    }

    /** The name of a track's Deployment where none is found by its labels. */
    static String nameFor(ReleaseSpec release, Track track) {
        return origin(release, track)
                .or(() -> release.workload(track))
                .orElseGet(() -> conventionalName(release, track));
    }

    /** The name of the Deployment without a track label that stands for a track. */
    private static Optional<String> origin(ReleaseSpec release, Track track) {
        return release.origin().filter(origin -> origin.track() == track).map(Origin::workload);
    }

    private Optional<Deployment> checked(ReleaseSpec release, Track track, Optional<Deployment> named) {
        named.filter(deployment -> !belongs(release, track, deployment)).ifPresent(deployment -> {
            if (release.workload(track).isPresent() && !release.isOrigin(track)) {
                throw otherLabels(release, track, deployment);
            }
        });
        return named.filter(deployment -> belongs(release, track, deployment));
    }

    private Optional<Deployment> single(ReleaseSpec release, Track track, List<Deployment> all) {
        boolean exists = all.stream().anyMatch(deployment -> belongs(release, track, deployment));
        return exists && release.workload(track).isEmpty()
                ? Optional.of(byLabels(release, track, all))
                : Optional.empty();
    }

    private Optional<Deployment> byName(ReleaseSpec release, Track track) {
        Optional<String> given = release.isOrigin(track) ? Optional.empty() : release.workload(track);
        Optional<Deployment> named = kube.get(Deployment.class, nameFor(release, track));
        if (given.isEmpty()) {
            return named.filter(deployment -> belongs(release, track, deployment));
        }
        Deployment deployment = named.orElseThrow(() -> notThere(release, track, given.get()));
        if (!belongs(release, track, deployment)) {
            throw otherLabels(release, track, deployment);
        }
        return named;
    }

    private Deployment byLabels(ReleaseSpec release, Track track, List<Deployment> all) {
        List<Deployment> candidates = all.stream()
                .filter(deployment -> belongs(release, track, deployment))
                .toList();
        if (candidates.isEmpty()) {
            throw none(release, track, all);
        }
        if (candidates.size() > 1) {
            throw several(release, track, candidates, all);
        }
        return candidates.get(0);
    }

    private static boolean belongs(ReleaseSpec release, Track track, Deployment deployment) {
        return origin(release, track)
                .map(nameOf(deployment)::equals)
                .orElseGet(() -> Fields.selects(release.labels().selector(track), Fields.matchLabels(deployment)));
    }

    private static String conventionalName(ReleaseSpec release, Track track) {
        return release.name() + "-" + track.name().toLowerCase(Locale.ROOT);
    }

    private PlatformException notThere(ReleaseSpec release, Track track, String name) {
        List<Deployment> all = kube.list(Deployment.class);
        requireAny(all);
        return new PlatformException(
                PlatformException.Kind.NOT_FOUND,
                "workload." + track + ": Deployment '" + name + "' of release " + release.name()
                        + " does not exist in namespace " + kube.namespace() + "; there are: " + names(all)
                        + "; correct the name, or leave it out to have it found by its labels");
    }

    private PlatformException noOrigin(Origin origin, List<Deployment> all) {
        requireAny(all);
        Optional<String> other = Stream.of(StatefulSet.class, DaemonSet.class)
                .filter(kind -> kube.get(kind, origin.workload()).isPresent())
                .map(Class::getSimpleName)
                .findFirst();
        return new PlatformException(
                PlatformException.Kind.NOT_FOUND,
                "adopt: "
                        + other.map(kind -> "not supported: " + kind + "/" + origin.workload()
                                        + ", whose pods have an identity or a node of their own that two tracks cannot"
                                        + " share; adopt a Deployment")
                                .orElseGet(() -> "Deployment '" + origin.workload() + "' does not exist in namespace "
                                        + kube.namespace() + "; there are: " + names(all) + "; name one of them"));
    }

    private static PlatformException otherLabels(ReleaseSpec release, Track track, Deployment deployment) {
        return new PlatformException(
                PlatformException.Kind.INVALID,
                "workload." + track + ": spec.selector.matchLabels of Deployment '"
                        + nameOf(deployment) + "' is " + Fields.matchLabels(deployment)
                        + ", but " + track + " needs " + release.labels().selector(track)
                        + "; a selector cannot be changed: recreate the Deployment, or name the labels in use with .labels(...)");
    }

    private PlatformException none(ReleaseSpec release, Track track, List<Deployment> all) {
        requireAny(all);
        List<Deployment> others = all.stream()
                .filter(deployment -> belongs(release, track.other(), deployment))
                .toList();
        if (others.size() > 1) {
            return sameTrack(release, track, others);
        }
        return new PlatformException(
                PlatformException.Kind.NOT_FOUND,
                "release " + release.name() + " has no Deployment for " + track + " in namespace " + kube.namespace()
                        + ": looked for Deployment/" + conventionalName(release, track)
                        + " and for one whose spec.selector.matchLabels carry "
                        + release.labels().selector(track)
                        + "; there are: " + described(all)
                        + "; deploy it, or name others with .labels(...) or .workload(...)");
    }

    private static PlatformException several(
            ReleaseSpec release, Track track, List<Deployment> candidates, List<Deployment> all) {
        boolean otherIsMissing = all.stream().noneMatch(deployment -> belongs(release, track.other(), deployment));
        if (otherIsMissing) {
            return sameTrack(release, track.other(), candidates);
        }
        return new PlatformException(
                PlatformException.Kind.INVALID,
                "release " + release.name() + " has more than one Deployment for " + track + ": " + names(candidates)
                        + " all carry " + release.labels().selector(track)
                        + " in spec.selector.matchLabels; name the one that is meant: .workload(Track." + track + ", \""
                        + nameOf(candidates.get(0)) + "\")");
    }

    private static PlatformException sameTrack(ReleaseSpec release, Track missing, List<Deployment> others) {
        String key = release.labels().trackKey();
        return new PlatformException(
                PlatformException.Kind.INVALID,
                "spec.selector.matchLabels." + key + " is '" + release.labels().value(missing.other())
                        + "' on all of " + names(others) + ", so none is " + missing + "; create the one for "
                        + missing + " again with '" + key + ": "
                        + release.labels().value(missing)
                        + "' in selector and pod template");
    }

    private void requireAny(List<Deployment> all) {
        if (all.isEmpty()) {
            kube.requireNamespace();
        }
    }

    private static String nameOf(Deployment deployment) {
        return deployment.getMetadata().getName();
    }

    private static String names(List<Deployment> deployments) {
        return deployments.isEmpty()
                ? "none"
                : deployments.stream().map(DeploymentFinder::nameOf).collect(Collectors.joining(", "));
    }

    private static String described(List<Deployment> deployments) {
        return deployments.isEmpty()
                ? "none"
                : deployments.stream()
                        .limit(20)
                        .map(DeploymentFinder::described)
                        .collect(Collectors.joining(", "));
    }

    private static String described(Deployment deployment) {
        List<LabelSelectorRequirement> expressions =
                deployment.getSpec().getSelector().getMatchExpressions();
        return nameOf(deployment) + " " + Fields.matchLabels(deployment)
                + (expressions == null || expressions.isEmpty() ? "" : " and matchExpressions, which are not read");
    }

    /** The Deployment of each track, if it exists. */
    public record Found(Optional<Deployment> blue, Optional<Deployment> green) {

        public Optional<Deployment> of(Track track) {
            return track == Track.BLUE ? blue : green;
        }
    }
}
