package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.api.AsyncRead;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.watch.NamespaceWatch;
import dev.bluegreen.fabric8.internal.watch.Topic;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RetireBy;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.Autoscaler;
import dev.bluegreen.spi.StageRequest;
import dev.bluegreen.spi.Staging;
import dev.bluegreen.spi.Time;
import dev.bluegreen.spi.Workloads;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Workloads implemented as Deployments. */
public final class DeploymentWorkloads implements Workloads {

    private final Kube kube;
    private final NamespaceWatch watch;
    private final Time time;
    private final DeploymentFinder finder;
    private final Autoscalers autoscalers;
    private final Fingerprints fingerprints;

    public DeploymentWorkloads(Kube kube, NamespaceWatch watch, Time time) {
        this.kube = kube;
        this.watch = watch;
        this.time = time;
        this.autoscalers = new Autoscalers(kube);
        this.fingerprints = new Fingerprints(kube.serialization());
        this.finder = new DeploymentFinder(kube, time);
    }

    @Override
    public World read(ReleaseSpec release) {
        return world(release, finder::find);
    }

    @Override
    public World survey(ReleaseSpec release) {
        return world(release, finder::seek);
    }

    private World world(ReleaseSpec release, Function<ReleaseSpec, DeploymentFinder.Found> find) {
        TrackLabels labels = release.labels();
        AsyncRead<List<Pod>> pods =
                AsyncRead.of(time, () -> kube.list(Pod.class, Map.of(labels.appKey(), labels.app())));
        DeploymentFinder.Found found = find.apply(release);
        return new World(
                release, view(Track.BLUE, found.blue(), pods.join()), view(Track.GREEN, found.green(), pods.join()));
    }

    @Override
    public World readable(ReleaseSpec release) {
        AsyncRead<PodRead> pods = AsyncRead.of(time, () -> PodRead.of(kube, release.labels()));
        return readable(release, tracks -> pods.join());
    }

    /** Pods come from the watch if the Deployments, read now, count as many ready ones. */
    @Override
    public World readableBeforeWrite(ReleaseSpec release) {
        TrackLabels labels = release.labels();
        return watch.labelledIfSeen(labels.appKey(), labels.app())
                .map(PodRead::watched)
                .map(seen -> readable(
                        release,
                        tracks -> tracks.stream().allMatch(track -> track.agrees(seen))
                                ? seen
                                : PodRead.of(kube, labels)))
                .orElseGet(() -> readable(release));
    }

    private World readable(ReleaseSpec release, Function<List<TrackRead>, PodRead> read) {
        AsyncRead<TrackRead> forked = AsyncRead.of(time, () -> readable(release, Track.GREEN));
        List<TrackRead> tracks = List.of(readable(release, Track.BLUE), forked.join());
        PodRead pods = read.apply(tracks);
        Workload blue = tracks.get(0).view().apply(pods);
        Workload green = tracks.get(1).view().apply(pods);
        return isUnknown(blue) && isUnknown(green) ? read(release) : new World(release, blue, green);
    }

    /**
     * The Deployment of a track.
     *
     * @param view the workload, by pods
     * @param ready its ready pods as its controller counts them; empty if it could not be read
     * @param isGone true if it does not exist
     */
    private record TrackRead(Function<PodRead, Workload> view, OptionalInt ready, boolean isGone) {

        boolean agrees(PodRead pods) {
            return isGone || ready.equals(OptionalInt.of(view.apply(pods).ready()));
        }
    }

    private static boolean isUnknown(Workload workload) {
        return workload.isNone() && workload.pods().isEmpty();
    }

    /** Turns errors of this track alone into an unreadable workload; no response from the API server concerns both tracks. */
    private TrackRead readable(ReleaseSpec release, Track track) {
        try {
            Deployment deployment = finder.find(release, track);
            int ready = Rollout.ready(deployment);
            Function<PodRead, Workload> view = pods -> pods.why()
                    .map(why -> view(track, deployment, List.of()).withoutPods(ready, why))
                    .orElseGet(() -> view(track, deployment, pods.found()));
            return new TrackRead(view, OptionalInt.of(ready), false);
        } catch (PlatformException e) {
            if (e.kind() == PlatformException.Kind.TRANSIENT) {
                throw e;
            }
            boolean refused = e.kind() == PlatformException.Kind.FORBIDDEN;
            String name = DeploymentFinder.nameFor(release, track);
            String why = String.valueOf(e.getMessage());
            return new TrackRead(
                    pods -> refused ? pods.unread(release, track, name, why) : Workload.none(track, name, why),
                    OptionalInt.empty(),
                    e.kind() == PlatformException.Kind.NOT_FOUND);
        }
    }

    private Workload view(Track track, Optional<Deployment> found, List<Pod> pods) {
        return found.map(deployment -> view(track, deployment, pods)).orElseGet(() -> Workload.none(track));
    }

    private Workload view(Track track, Deployment deployment, List<Pod> pods) {
        return DeploymentView.of(track, deployment, pods).toBuilder()
                .stalled(Rollout.isStalled(deployment))
                .findings(StagedMark.findings(deployment, kube.serialization()))
                .template(fingerprints.of(deployment))
                .source(Optional.of(new PodsOfApp(pods)))
                .build();
    }

    @Override
    public World refresh(World world) {
        Optional<Instant> closed = watch.closed();
        if (closed.isPresent()) {
            return world.unseen(closed.get());
        }
        World seen = seen(world);
        return watch.unseenSince().map(seen::unseen).orElse(seen);
    }

    private World seen(World world) {
        TrackLabels labels = world.release().labels();
        List<Pod> pods = watch.labelled(labels.appKey(), labels.app());
        return new World(world.release(), refreshed(world.blue(), pods), refreshed(world.green(), pods));
    }

    private Workload refreshed(Workload known, List<Pod> pods) {
        return known.isNone() ? known : DeploymentView.refreshed(known, watch.deployment(known.name()), pods);
    }

    @Override
    public Subscription watch(ReleaseSpec release, Runnable onChange) {
        TrackLabels labels = release.labels();
        return watch.subscribe(
                Set.of(Topic.pods(labels.appKey(), labels.app()), Topic.deploymentsOf(labels.appKey(), labels.app())),
                onChange);
    }

    @Override
    public List<String> problems(StageRequest request) {
        DeploymentManifest reader = new DeploymentManifest(kube.serialization(), request, kube.namespace());
        return request.manifest().map(reader::problems).orElse(List.of());
    }

    @Override
    public Staging stage(StageRequest request) {
        DeploymentFinder.Found found =
                request.manifest().isPresent() ? finder.seekAny(request.release()) : finder.seek(request.release());
        return DeploymentStaging.of(kube, found, request);
    }

    @Override
    public List<Finding> adoptable(ReleaseSpec release, List<RouterState> routers) {
        return new Adoptable(kube, survey(release), routers).findings();
    }

    @Override
    public List<String> diagnose(Workload workload) {
        return new Diagnosis(kube).of(workload);
    }

    @Override
    public void scale(Workload workload, int pods) {
        if (pods < 0) {
            throw new ConfigurationException("pods: " + pods + " is negative; give 0 or more");
        }
        Map<String, Object> metadata = Map.of("resourceVersion", workload.version());
        merge(workload, Map.of("metadata", metadata, "spec", Map.of("replicas", pods)));
    }

    @Override
    public void delete(Workload workload) {
        kube.deleteDeployment(workload.name(), workload.version());
    }

    @Override
    public Optional<Autoscaler> autoscaler(Workload workload) {
        return autoscalers.of(workload.name());
    }

    @Override
    public void pin(Autoscaler autoscaler, int min, long token, String attempt) {
        autoscalers.pin(autoscaler, min, token, attempt);
    }

    @Override
    public List<Permission> permissions(World world, RetireBy by) {
        List<String> names = Stream.of(world.blue(), world.green())
                .map(workload -> workload.isNone()
                        ? DeploymentFinder.nameFor(world.release(), workload.track())
                        : workload.name())
                .toList();
        List<Permission> ofStacks = Permissions.ofStacks(names, by);
        return world.release().origin().isEmpty()
                ? ofStacks
                : Stream.concat(ofStacks.stream(), Permissions.ofAdoption()).toList();
    }

    @Override
    public List<Permission> permissions(Workload workload, Optional<Autoscaler> autoscaler) {
        return Permissions.ofScaling(workload.name(), autoscaler.map(Autoscalers::nameOf));
    }

    @Override
    public void fence(Workload workload, long token, String attempt) {
        Map<String, String> annotations = Map.of(MetadataKeys.TOKEN, Long.toString(token), MetadataKeys.FENCE, attempt);
        Map<String, Object> metadata = Map.of("resourceVersion", workload.version(), "annotations", annotations);
        merge(workload, Map.of("metadata", metadata));
    }

    private void merge(Workload workload, Map<String, Object> patch) {
        Deployment named = new DeploymentBuilder()
                .withMetadata(kube.named(workload.name()))
                .build();
        kube.patch(Deployment.class, named, PatchType.JSON_MERGE, patch);
    }
}
