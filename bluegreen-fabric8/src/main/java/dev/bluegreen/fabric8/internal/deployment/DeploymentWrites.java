package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.api.JsonPatch;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes of staging, each with a dry run, which passes validation, defaults and admission but writes nothing.
 *
 * @param dry true for dry runs
 */
record DeploymentWrites(Kube kube, boolean dry) {

    private static final List<String> DRY_RUN = List.of("All");

    /** Text of the error for a webhook whose {@code sideEffects} are neither None nor NoneOnDryRun. */
    private static final String NO_DRY_RUN = "does not support dry run";

    /** A copy that makes dry runs. */
    DeploymentWrites asDryRuns() {
        return new DeploymentWrites(kube, true);
    }

    /** True if the only error is that an admission webhook does not support dry runs. */
    static boolean refusesDryRuns(PlatformException error) {
        return error.kind() == Kind.INVALID
                && String.valueOf(error.getMessage()).contains(NO_DRY_RUN);
    }

    Deployment create(Deployment deployment) {
        return send(
                "create",
                nameOf(deployment),
                deployments -> deployments
                        .resource(deployment)
                        .dryRun(dry)
                        .fieldValidation(Validation.STRICT)
                        .create());
    }

    /** Dry run of a create under another name, so that only defaults and admission add fields. */
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
                deployments -> deployments.resource(unnamed).dryRun().create());
    }

    /**
     * Server-side apply, conditional on the resourceVersion of the base: takes its fields over from other managers, and keeps
     * fields that others own.
     */
    Deployment apply(Deployment base, Deployment desired) {
        Deployment over = new DeploymentBuilder(desired)
                .editMetadata()
                .withUid(base.getMetadata().getUid())
                .withResourceVersion(base.getMetadata().getResourceVersion())
                .endMetadata()
                .build();
        PatchContext context =
                context(PatchType.SERVER_SIDE_APPLY).withForce(true).build();
        return patch(base, context, kube.serialization().asJson(over));
    }

    /** Replaces the whole spec by one compare-and-set from the base; fields of other managers do not remain. */
    Deployment replace(Deployment base, Deployment desired) {
        JsonPatch patch = new JsonPatch()
                .test("/metadata/resourceVersion", base.getMetadata().getResourceVersion())
                .putAll("/metadata/labels", Fields.labels(base), Fields.labels(desired))
                .putAll("/metadata/annotations", Fields.annotations(base), Fields.annotations(desired))
                .replace("/spec", tree(desired.getSpec()));
        return patch(base, context(PatchType.JSON).build(), kube.serialization().asJson(patch.operations()));
    }

    /** The part as parsed JSON. */
    Object tree(Object part) {
        return kube.parse(kube.serialization().asJson(part))
                .<Object>map(map -> map)
                .orElseGet(Map::of);
    }

    private PatchContext.Builder context(PatchType type) {
        PatchContext.Builder context = new PatchContext.Builder()
                .withPatchType(type)
                .withFieldManager(MetadataKeys.FIELD_MANAGER)
                .withFieldValidation("Strict");
        return dry ? context.withDryRun(DRY_RUN) : context;
    }

    private Deployment patch(Deployment base, PatchContext context, String text) {
        String name = nameOf(base);
        return send("patch", name, deployments -> deployments.withName(name).patch(context, text));
    }

    private Deployment send(
            String verb,
            String name,
            Function<NonNamespaceOperation<Deployment, ?, Resource<Deployment>>, Deployment> request) {
        try {
            return kube.require(
                    kube.call(verb, Deployment.class, name),
                    client -> request.apply(kube.of(client, Deployment.class)));
        } catch (PlatformException e) {
            throw dry && e.kind() == Kind.OUTCOME_UNKNOWN ? unanswered(e) : e;
        }
    }

    /** The error of a dry run: transient, as it has no effect. */
    private static PlatformException unanswered(PlatformException error) {
        return new PlatformException(Kind.TRANSIENT, String.valueOf(error.getMessage()), error, error.retryAfter());
    }

    private static String nameOf(Deployment deployment) {
        return deployment.getMetadata().getName();
    }
}
