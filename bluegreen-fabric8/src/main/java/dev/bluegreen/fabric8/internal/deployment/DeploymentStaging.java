package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ManagingTool;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Autoscaler;
import dev.bluegreen.spi.StageRequest;
import dev.bluegreen.spi.Staging;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Deployment to be staged. A new one is first created without pods, because only a create can be sent twice and take effect
 * once; then it is applied, conditional on the resourceVersion read.
 *
 * @param desired the Deployment to write
 * @param notes messages about what was left out
 */
record DeploymentStaging(Kube kube, Optional<Deployment> existing, Deployment desired, List<String> notes)
        implements Staging {

    /** Attempts to write over the seed while the Deployment controller writes its first statuses. */
    private static final int SEED_ATTEMPTS = 5;

    static DeploymentStaging of(Kube kube, DeploymentFinder.Found found, StageRequest request) {
        ReleaseSpec release = request.release();
        Track track = request.track();
        Optional<Deployment> source = found.of(track.other());
        Optional<Deployment> target = found.of(track);
        String name = target.map(deployment -> deployment.getMetadata().getName())
                .orElseGet(() -> DeploymentFinder.nameFor(release, track));
        if (target.isEmpty()) {
            requireFree(kube, release, track, name);
        }
        target.ifPresent(DeploymentStaging::requireNotEnding);
        DeploymentStaging staging = request.manifest()
                .map(text -> given(kube, request, name, target, text))
                .orElseGet(() -> cloned(kube, request, name, target, source));
        Deployment changed = Containers.change(staging.desired(), request.changes());
        int minimum = Math.max(1, source.map(Rollout::desired).orElse(1));
        return staging.with(request, changed, minimum);
    }

    private static DeploymentStaging cloned(
            Kube kube, StageRequest request, String name, Optional<Deployment> target, Optional<Deployment> source) {
        Deployment original = source.orElseThrow(() -> nothingToClone(request.release(), request.track()));
        Deployment clone = new DeploymentClone(request, original).of(name, target);
        return new DeploymentStaging(kube, target, clone, List.of());
    }

    private static DeploymentStaging given(
            Kube kube, StageRequest request, String name, Optional<Deployment> target, String text) {
        DeploymentManifest.Picked picked =
                new DeploymentManifest(kube.serialization(), request, kube.namespace()).pick(name, target, text);
        List<String> notes = picked.others().stream()
                .map(other -> "manifest: " + other + " was not written; apply it by itself if it has changed")
                .toList();
        return new DeploymentStaging(kube, target, picked.deployment(), notes);
    }

    /** Adds annotations and size: at least the active track's, unless requested otherwise. */
    private DeploymentStaging with(StageRequest request, Deployment changed, int ofActive) {
        int given = request.manifest().isPresent() ? Rollout.desired(changed) : 1;
        Deployment sized = new DeploymentBuilder(changed)
                .editSpec()
                .withReplicas(request.replicas().orElse(Math.max(given, ofActive)))
                .editTemplate()
                .editOrNewMetadata()
                .addToAnnotations(request.changes().annotations())
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build();
        return new DeploymentStaging(kube, existing, sized, notes);
    }

    private static void requireFree(Kube kube, ReleaseSpec release, Track track, String name) {
        kube.get(Deployment.class, name).ifPresent(other -> {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    "workload." + track + ": Deployment '" + name + "' exists and selects "
                            + Fields.matchLabels(other) + ", not "
                            + release.labels().selector(track) + "; name another with .workload(Track." + track
                            + ", ...), or delete it");
        });
    }

    /** Refuses a Deployment that is being deleted, as writes to it would be lost. */
    private static void requireNotEnding(Deployment target) {
        if (target.getMetadata().getDeletionTimestamp() != null) {
            throw new PlatformException(
                    PlatformException.Kind.TRANSIENT,
                    "Deployment '" + target.getMetadata().getName()
                            + "' is being deleted; stage it again when it is gone");
        }
    }

    private static PlatformException nothingToClone(ReleaseSpec release, Track track) {
        return new PlatformException(
                PlatformException.Kind.NOT_FOUND,
                "release " + release.name() + " has no Deployment for " + track.other()
                        + ", so there is nothing to clone for " + track
                        + "; deploy it first, or give one with stage(" + track + ").manifest(...)");
    }

    @Override
    public String describe() {
        return (existing.isEmpty() ? "create" : "apply") + " Deployment/"
                + desired.getMetadata().getName() + ": " + Containers.images(desired) + ", " + pods() + " pods";
    }

    @Override
    public int pods() {
        return Rollout.desired(desired);
    }

    @Override
    public DeploymentStaging withPods(int pods) {
        Deployment sized = new DeploymentBuilder(desired)
                .editSpec()
                .withReplicas(pods)
                .endSpec()
                .build();
        return new DeploymentStaging(kube, existing, sized, notes);
    }

    @Override
    public Optional<Autoscaler> autoscaler() {
        return new Autoscalers(kube).of(desired.getMetadata().getName());
    }

    /** A dry run with the same validation and admission as the write, before the lock is taken. */
    @Override
    public List<String> rehearse() {
        try {
            DeploymentWrites dry = new DeploymentWrites(kube, true);
            existing.ifPresentOrElse(base -> over(dry, base, desired), () -> dry.create(desired));
            return List.of();
        } catch (PlatformException e) {
            if (!DeploymentWrites.refusesDryRuns(e)) {
                throw e;
            }
            return List.of("could not be rehearsed: " + e.getMessage());
        }
    }

    @Override
    public List<String> apply() {
        DeploymentWrites writes = new DeploymentWrites(kube, false);
        return existing.map(base -> write(writes, base)).orElseGet(() -> overSeed(writes, writes.create(seed())));
    }

    /** Writes the Deployment with the annotations about its result, which a dry run has shown before. */
    private List<String> write(DeploymentWrites writes, Deployment base) {
        DeploymentWrites dry = writes.asDryRuns();
        DryRunResult result = DryRunResult.of(dry, () -> over(dry, base, desired), desired);
        over(writes, base, result.marked(desired));
        return Stream.of(notes.stream(), keeper(base), result.notes(desired).stream())
                .flatMap(all -> all)
                .toList();
    }

    private static Stream<String> keeper(Deployment base) {
        return ManagingTool.of(base).stream()
                .map(tool -> "Deployment/" + base.getMetadata().getName() + " is managed by " + tool.name()
                        + ", which may revert it to its manifest; set the same image there");
    }

    private static Deployment over(DeploymentWrites writes, Deployment base, Deployment desired) {
        return StagedMark.isCreatedByStage(base) ? writes.replace(base, desired) : writes.apply(base, desired);
    }

    /** Applies over the seed, ignoring conflicts with the Deployment controller's status writes. */
    private List<String> overSeed(DeploymentWrites writes, Deployment seed) {
        Deployment base = seed;
        for (int attempt = 1; ; attempt++) {
            try {
                return write(writes, base);
            } catch (PlatformException e) {
                if (e.kind() != PlatformException.Kind.CONFLICT || attempt == SEED_ATTEMPTS) {
                    throw e;
                }
                base = kube.get(Deployment.class, seed.getMetadata().getName())
                        .filter(now -> isAsCreated(now, seed))
                        .orElseThrow(() -> e);
            }
        }
    }

    /** True if the spec is unchanged since the create: the generation does not count status changes. */
    private static boolean isAsCreated(Deployment now, Deployment seed) {
        return now.getMetadata().getUid().equals(seed.getMetadata().getUid())
                && now.getMetadata().getGeneration().equals(seed.getMetadata().getGeneration());
    }

    /** The minimal Deployment; the write over it adds the rest. */
    private Deployment seed() {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(desired.getMetadata().getName())
                .withLabels(desired.getMetadata().getLabels())
                .addToAnnotations(
                        MetadataKeys.CREATED_BY_STAGE,
                        desired.getMetadata().getAnnotations().get(MetadataKeys.RELEASE))
                .addToAnnotations(adoptedFrom())
                .endMetadata()
                .withNewSpec()
                .withReplicas(0)
                .withSelector(desired.getSpec().getSelector())
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(desired.getSpec().getSelector().getMatchLabels())
                .endMetadata()
                .withNewSpec()
                .withContainers(Containers.bare(desired))
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    /** A seed that is left behind is known again by the next adoption. */
    private Map<String, String> adoptedFrom() {
        return Optional.ofNullable(Fields.annotations(desired).get(MetadataKeys.ADOPTED_FROM))
                .map(origin -> Map.of(MetadataKeys.ADOPTED_FROM, origin))
                .orElse(Map.of());
    }
}
