package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.fabric8.internal.api.ApiCall;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Permission;
import dev.bluegreen.spi.Inspection;
import java.util.List;
import java.util.Set;

/** Checks with the API server that the cutover has its permissions, by one SelfSubjectAccessReview each. */
record AccessRule(Kube kube) implements Rule {

    private static final Set<String> SPARE = Set.of("list", "watch");

    @Override
    public List<Finding> check(Inspection inspection) {
        return inspection.permissions().stream()
                .filter(Permissions::isOfKubernetes)
                .filter(permission -> !kube.allows(permission))
                .map(this::missing)
                .toList();
    }

    /** True if the permission is optional: without the watch, an approval is polled. */
    private static boolean isSpare(Permission permission) {
        return permission.name().isPresent() && SPARE.contains(permission.verb());
    }

    private static Severity severity(Permission permission) {
        if (Permissions.isOptional(permission)) {
            return Severity.INFO;
        }
        return isSpare(permission) ? Severity.WARNING : Severity.FATAL;
    }

    private Finding missing(Permission permission) {
        String name = permission.name().orElse("");
        String namespace = Permissions.namespace(permission).orElse(kube.namespace());
        String rule = new ApiCall(permission.verb(), permission.group(), permission.resource(), name, namespace).rule();
        return new Finding(
                "permission-missing",
                severity(permission),
                "may not " + permission + " in namespace " + namespace,
                "allow it by the rule " + rule + "; KubernetesRbac.of(plan) prints all of them");
    }
}
