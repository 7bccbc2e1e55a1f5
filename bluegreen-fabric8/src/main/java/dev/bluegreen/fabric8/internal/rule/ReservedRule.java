package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Permission;
import dev.bluegreen.spi.Inspection;
import dev.bluegreen.spi.NamespaceNotices;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks that our identity cannot write the ConfigMaps that are reserved to people: that of an approver, the windows and the stop
 * of the namespace. At most two SelfSubjectAccessReviews for each. They need no extra permission: Kubernetes binds {@code
 * system:basic-user}, which allows them, to every authenticated identity.
 */
record ReservedRule(Kube kube) implements Rule {

    /** Matches an approver's ConfigMap; one without a dot is shared, and the names in it are claims anyway. */
    private static final Pattern OF_AN_APPROVER = Pattern.compile("bluegreen-approval-[^.]+\\.(.+)");

    private static final Set<String> FREEZES = Set.of(NamespaceNotices.WINDOWS, NamespaceNotices.STOP);

    @Override
    public List<Finding> check(Inspection inspection) {
        return inspection.permissions().stream()
                .filter(permission -> permission.resource().equals("configmaps"))
                .flatMap(permission -> permission.name().stream())
                .distinct()
                .flatMap(configMap -> check(configMap).stream())
                .toList();
    }

    private Optional<Finding> check(String configMap) {
        Matcher approver = OF_AN_APPROVER.matcher(configMap);
        if (approver.matches()) {
            return writing(configMap)
                    .map(verb -> writable(
                            "approver-writable",
                            verb,
                            configMap,
                            "an approval in it does not prove that " + approver.group(1) + " gave it"));
        }
        return FREEZES.contains(configMap)
                ? writing(configMap)
                        .map(verb ->
                                writable("freeze-writable", verb, configMap, "it can lift what people have frozen"))
                : Optional.empty();
    }

    private Optional<String> writing(String configMap) {
        return Stream.of("patch", "update")
                .filter(verb ->
                        kube.allows(new Permission(Permissions.SYSTEM, "", "configmaps", Optional.of(configMap), verb)))
                .findFirst();
    }

    private static Finding writable(String id, String verb, String configMap, String so) {
        return new Finding(
                id,
                Severity.WARNING,
                "the release's own identity may " + verb + " ConfigMap/" + configMap + ", so " + so,
                "revoke update and patch of ConfigMaps from that identity, or restrict them to other names by"
                        + " resourceNames; KubernetesRbac.of(plan) prints all permissions of the release");
    }
}
