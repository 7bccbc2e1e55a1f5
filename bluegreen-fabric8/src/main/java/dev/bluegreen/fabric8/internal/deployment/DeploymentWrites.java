package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.api.ApiCall;
import dev.bluegreen.fabric8.internal.api.JsonPatch;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.Maps;
import dev.bluegreen.fabric8.internal.api.Marks;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The writes of staging, each of which can be rehearsed: a dry run goes through validation, defaults and admission, and
 * writes nothing.
 *
 * @param kube makes the requests
 * @param dry whether they are dry runs
 */
record DeploymentWrites(Kube kube, boolean dry) {

    private static final List<String> DRY_RUN = List.of("All");

    /** What the API server's admission says of a webhook whose {@code sideEffects} are neither None nor NoneOnDryRun. */
    private static final String NO_DRY_RUN = "does not support dry run";

    /** The same, as dry runs. */
    DeploymentWrites asDryRuns() {
        return new DeploymentWrites(kube, true);
    }

    /** Whether an error says only that an admission webhook does not take part in dry runs. */
    static boolean refusesDryRuns(PlatformException error) {
        return error.kind() == Kind.INVALID
                && String.valueOf(error.getMessage()).contains(NO_DRY_RUN);
    }

    Deployment create(Deployment deployment) {
        return send(
                "create",
                nameOf(deployment),
                client -> client.apps()
                        .deployments()
                        .inNamespace(kube.namespace())
                        .resource(deployment)
                        .dryRun(dry)
                        .fieldValidation(Validation.STRICT)
                        .create());
    }

    /** As if there were none of that name, so that nothing but defaults and admission adds to it. Only a dry run. */
    Deployment createAnew(Deployment deployment) {
        Deployment unnamed = new DeploymentBuilder(deployment)
                .editMetadata()
                .withName(null)
                .withGenerateName(nameOf(deployment) + "-")
                .endMetadata()
                .build();
        return send(
                "create",
                "",
                client -> client.apps()
                        .deployments()
                        .inNamespace(kube.namespace())
                        .resource(unnamed)
                        .dryRun()
                        .create());
    }

    /**
     * Server-side apply over the resourceVersion of the base, which takes the fields it names from other managers, and
     * leaves what others own besides.
     */
    Deployment apply(Deployment base, Deployment wanted) {
        Deployment over = new DeploymentBuilder(wanted)
                .editMetadata()
                .withUid(base.getMetadata().getUid())
                .withResourceVersion(base.getMetadata().getResourceVersion())
                .endMetadata()
                .build();
        PatchContext context =
                context(PatchType.SERVER_SIDE_APPLY).withForce(true).build();
        return patch(base, context, kube.serialization().asJson(over));
    }

    /** Replaces all that runs, by one compare-and-set from the base: nobody else's fields stay. */
    Deployment replace(Deployment base, Deployment wanted) {
        JsonPatch patch = new JsonPatch()
                .test("/metadata/resourceVersion", base.getMetadata().getResourceVersion())
                .putAll(
                        "/metadata/labels",
                        Maps.orEmpty(base.getMetadata().getLabels()),
                        Maps.orEmpty(wanted.getMetadata().getLabels()))
                .putAll(
                        "/metadata/annotations",
                        Maps.orEmpty(base.getMetadata().getAnnotations()),
                        Maps.orEmpty(wanted.getMetadata().getAnnotations()))
                .replace("/spec", tree(wanted.getSpec()));
        return patch(base, context(PatchType.JSON).build(), kube.serialization().asJson(patch.operations()));
    }

    /** As a JSON parser makes it. */
    Object tree(Object part) {
        return kube.parse(kube.serialization().asJson(part))
                .<Object>map(map -> map)
                .orElseGet(Map::of);
    }

    private PatchContext.Builder context(PatchType type) {
        PatchContext.Builder context = new PatchContext.Builder()
                .withPatchType(type)
                .withFieldManager(Marks.FIELD_MANAGER)
                .withFieldValidation("Strict");
        return dry ? context.withDryRun(DRY_RUN) : context;
    }

    private Deployment patch(Deployment base, PatchContext context, String text) {
        String name = nameOf(base);
        return send(
                "patch",
                name,
                client -> client.apps()
                        .deployments()
                        .inNamespace(kube.namespace())
                        .withName(name)
                        .patch(context, text));
    }

    private Deployment send(String verb, String name, Function<KubernetesClient, Deployment> request) {
        ApiCall call = new ApiCall(verb, "apps", "deployments", name, kube.namespace());
        Optional<Deployment> answer;
        try {
            answer = kube.ask(call, request);
        } catch (PlatformException e) {
            throw dry && e.kind() == Kind.OUTCOME_UNKNOWN ? unanswered(e) : e;
        }
        return answer.orElseThrow(() -> new IllegalStateException("empty answer to " + call));
    }

    /** A dry run has no effect that could be in doubt. */
    private static PlatformException unanswered(PlatformException error) {
        return new PlatformException(Kind.TRANSIENT, String.valueOf(error.getMessage()), error, error.retryAfter());
    }

    private static String nameOf(Deployment deployment) {
        return deployment.getMetadata().getName();
    }
}
