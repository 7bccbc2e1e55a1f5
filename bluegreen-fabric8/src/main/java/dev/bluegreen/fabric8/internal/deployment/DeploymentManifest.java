package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.StageChanges;
import dev.bluegreen.spi.StageRequest;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Deployment of the idle track in a manifest. Other objects in the manifest are not written: a Service or a ConfigMap may
 * be in use by the active track.
 */
record DeploymentManifest(KubernetesSerialization yaml, StageRequest request, String namespace) {

    /** Kinds accepted beside the Deployment, which are not written. */
    private static final Set<String> BESIDE = Set.of(
            "Deployment",
            "Service",
            "ServiceAccount",
            "ConfigMap",
            "Secret",
            "Ingress",
            "HTTPRoute",
            "HorizontalPodAutoscaler",
            "PodDisruptionBudget",
            "NetworkPolicy",
            "Role",
            "RoleBinding",
            "ServiceMonitor");

    /**
     * The parsed manifest.
     *
     * @param deployment the track's Deployment
     * @param others other objects of the manifest, such as {@code Service/checkout-svc}
     */
    record Picked(Deployment deployment, List<String> others) {}

    /**
     * @param name required name
     * @param target the track's current Deployment, if it exists
     * @throws PlatformException with {@code INVALID} if there is not exactly one for the track, or it does not fit
     */
    Picked pick(String name, Optional<Deployment> target, String text) {
        List<ManifestDocument> documents = ManifestDocument.read(yaml, text);
        ManifestDocument found = found(documents);
        List<String> others = new ArrayList<>();
        documents.stream().filter(Predicate.not(found::equals)).forEach(other -> others.add(other.toString()));
        return new Picked(cleaned(fitting(found, name, target)), others);
    }

    /** Problems of the text itself, without a look at what is there. */
    List<String> problems(String text) {
        try {
            ManifestDocument unused = found(ManifestDocument.read(yaml, text));
            return List.of();
        } catch (PlatformException invalid) {
            return List.of(invalid.getMessage());
        }
    }

    private ManifestDocument found(List<ManifestDocument> documents) {
        requireKnown(documents);
        List<ManifestDocument> ofTrack = documents.stream()
                .filter(ManifestDocument::isDeployment)
                .filter(this::isOfTrack)
                .toList();
        if (ofTrack.size() != 1) {
            throw invalid(
                    "it has " + ofTrack.size() + " Deployments whose spec.selector.matchLabels and pod labels carry "
                            + labels() + ", among " + documents + "; give exactly one for " + request.track());
        }
        requireSound(ofTrack.get(0));
        return ofTrack.get(0);
    }

    private static void requireKnown(List<ManifestDocument> documents) {
        String unknown = documents.stream()
                .filter(document -> !BESIDE.contains(document.kind()))
                .map(document -> document + " (line " + document.line() + ")")
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw invalid(
                    "it holds " + unknown + ", which cannot be staged; give the Deployment of the track only, as by"
                            + " helm template --show-only");
        }
    }

    private boolean isOfTrack(ManifestDocument document) {
        Deployment deployment = deployment(document);
        return Fields.selects(labels(), Fields.matchLabels(deployment))
                || Fields.selects(labels(), podLabels(deployment));
    }

    private void requireSound(ManifestDocument document) {
        Deployment deployment = deployment(document);
        Map<String, String> selector = Fields.matchLabels(deployment);
        DeploymentClone.requireDeterministic(deployment);
        require(
                Fields.selects(labels(), selector) && Fields.selects(selector, podLabels(deployment)),
                document,
                "spec.selector.matchLabels " + selector + " and the labels of its pods " + podLabels(deployment)
                        + " must both carry " + labels() + ", and the pods all labels of the selector");
        String declared = deployment.getMetadata().getNamespace();
        require(
                declared == null || declared.equals(namespace),
                document,
                "metadata.namespace is '" + declared + "', and this release lives in '" + namespace + "'");
        requireImages(deployment, document);
    }

    /** As the cluster takes it: of the name of the track's workload, and with the selector of what is there. */
    private Deployment fitting(ManifestDocument document, String name, Optional<Deployment> target) {
        Deployment deployment = deployment(document);
        Map<String, String> selector = Fields.matchLabels(deployment);
        require(
                document.name().equals(name),
                document,
                "metadata.name must be '" + name + "', the workload of " + request.track()
                        + "; rename it, or name it with .workload(Track." + request.track() + ", \""
                        + document.name() + "\")");
        target.map(Fields::matchLabels)
                .ifPresent(now -> require(
                        now.equals(selector),
                        document,
                        "spec.selector.matchLabels " + selector + " cannot replace " + now
                                + ": a selector cannot be changed; keep it, or delete the Deployment first"));
        return deployment;
    }

    /** Refuses containers without an image: an API server accepts any text, and the pods never start. */
    private static void requireImages(Deployment deployment, ManifestDocument document) {
        PodSpec pod = deployment.getSpec().getTemplate().getSpec();
        require(
                !pod.getContainers().isEmpty(),
                document,
                "spec.template.spec.containers is empty; give the containers of the app");
        StageChanges images = StageChanges.NONE;
        for (Container container : all(pod)) {
            images = images.in(container.getName(), changes -> changes.withImage(container.getImage()));
        }
        List<String> problems = images.problems();
        require(problems.isEmpty(), document, String.join("; ", problems));
        Integer replicas = deployment.getSpec().getReplicas();
        require(
                replicas == null || replicas >= 0,
                document,
                "spec.replicas is " + replicas + "; give 1 or more, or leave it out");
    }

    private static List<Container> all(PodSpec pod) {
        return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
                .filter(container -> container.getName() != null && container.getImage() != null)
                .toList();
    }

    private static void require(boolean holds, ManifestDocument document, String otherwise) {
        if (!holds) {
            throw invalid(document + " (line " + document.line() + "): " + otherwise);
        }
    }

    private Deployment deployment(ManifestDocument document) {
        Deployment deployment;
        try {
            deployment = yaml.unmarshal(yaml.asJson(document.tree()), Deployment.class);
        } catch (RuntimeException mistyped) {
            throw document.invalid("is " + document + ", which has a field of the wrong type");
        }
        if (deployment.getSpec() == null
                || deployment.getSpec().getSelector() == null
                || deployment.getSpec().getTemplate() == null
                || deployment.getSpec().getTemplate().getSpec() == null) {
            throw document.invalid("is " + document + ", which lacks one of spec.selector and spec.template.spec");
        }
        return deployment;
    }

    /** A copy without fields that only the API server writes. */
    private Deployment cleaned(Deployment given) {
        return new DeploymentBuilder(given)
                .editMetadata()
                .withUid(null)
                .withResourceVersion(null)
                .withGeneration(null)
                .withCreationTimestamp(null)
                .withManagedFields(List.of())
                .withNamespace(null)
                .addToAnnotations(MetadataKeys.RELEASE, request.release().name())
                .endMetadata()
                .withStatus(null)
                .editSpec()
                .withPaused(false)
                .endSpec()
                .build();
    }

    private static Map<String, String> podLabels(Deployment deployment) {
        return Fields.sorted(
                Optional.ofNullable(deployment.getSpec().getTemplate().getMetadata())
                        .map(metadata -> metadata.getLabels())
                        .orElse(Map.of()));
    }

    private Map<String, String> labels() {
        ReleaseSpec release = request.release();
        Track track = request.track();
        return release.labels().selector(track);
    }

    private static PlatformException invalid(String what) {
        return new PlatformException(PlatformException.Kind.INVALID, "manifest: " + what);
    }
}
