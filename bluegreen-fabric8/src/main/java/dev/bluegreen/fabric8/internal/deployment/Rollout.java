package dev.bluegreen.fabric8.internal.deployment;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rollout state of a Deployment's latest version. */
final class Rollout {

    private Rollout() {}

    /** The missing part, as a sentence; empty if it is rolled out. */
    static Optional<String> missing(Deployment deployment) {
        return Stream.<Function<Deployment, Optional<String>>>of(
                        Rollout::paused,
                        Rollout::notObserved,
                        Rollout::stuck,
                        Rollout::notUpdated,
                        Rollout::oldPods,
                        Rollout::notAvailable)
                .flatMap(check -> check.apply(deployment).stream())
                .map(sentence -> "Deployment/" + deployment.getMetadata().getName() + " " + sentence)
                .findFirst();
    }

    /** Reason why its pods may not be those of its template; empty if all of them are. */
    static Optional<String> pending(Deployment deployment) {
        return Stream.<Function<Deployment, Optional<String>>>of(
                        Rollout::notObserved, Rollout::notUpdated, Rollout::oldPods)
                .flatMap(check -> check.apply(deployment).stream())
                .findFirst();
    }

    /** True if waiting does not help: it is paused, or the controller has given up. */
    static boolean isStalled(Deployment deployment) {
        return paused(deployment).isPresent()
                || (notObserved(deployment).isEmpty() && stuck(deployment).isPresent());
    }

    private static Optional<String> paused(Deployment deployment) {
        ObjectMeta meta = deployment.getMetadata();
        String namespace = meta.getNamespace() == null ? "" : " -n " + meta.getNamespace();
        return sentence(
                Boolean.TRUE.equals(deployment.getSpec().getPaused()),
                "is paused; resume it with: kubectl rollout resume deployment/" + meta.getName() + namespace);
    }

    /** Requested replicas. */
    static int desired(Deployment deployment) {
        return Optional.ofNullable(deployment.getSpec().getReplicas()).orElse(1);
    }

    /** Ready pods as counted by its controller. */
    static int ready(Deployment deployment) {
        return Math.toIntExact(count(deployment, DeploymentStatus::getReadyReplicas));
    }

    private static Optional<String> notObserved(Deployment deployment) {
        long generation = orZero(deployment.getMetadata().getGeneration());
        long observed = count(deployment, DeploymentStatus::getObservedGeneration);
        return sentence(
                observed < generation,
                "is at generation " + generation + ", its controller has seen " + observed + " so far");
    }

    private static Optional<String> stuck(Deployment deployment) {
        return Optional.ofNullable(deployment.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> condition.getType().equals("Progressing"))
                .filter(condition -> condition.getStatus().equals("False"))
                .map(Rollout::reason)
                .findFirst();
    }

    private static String reason(DeploymentCondition progressing) {
        return "does not progress: " + progressing.getReason()
                + (progressing.getMessage() == null ? "" : " (" + progressing.getMessage() + ")");
    }

    private static Optional<String> notUpdated(Deployment deployment) {
        long updated = count(deployment, DeploymentStatus::getUpdatedReplicas);
        return sentence(
                updated < desired(deployment),
                "has " + updated + " of " + desired(deployment) + " pods of its latest version");
    }

    private static Optional<String> oldPods(Deployment deployment) {
        long all = count(deployment, DeploymentStatus::getReplicas);
        return sentence(
                all != desired(deployment),
                "has " + all + " pods, " + desired(deployment) + " requested: old ones are still there");
    }

    private static Optional<String> notAvailable(Deployment deployment) {
        long available = count(deployment, DeploymentStatus::getAvailableReplicas);
        return sentence(
                available < desired(deployment), "has " + available + " of " + desired(deployment) + " pods available");
    }

    private static Optional<String> sentence(boolean missing, String sentence) {
        return missing ? Optional.of(sentence) : Optional.empty();
    }

    private static long count(Deployment deployment, Function<DeploymentStatus, ? extends Number> field) {
        return Optional.ofNullable(deployment.getStatus())
                .map(field)
                .map(Number::longValue)
                .orElse(0L);
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
