package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Permission;
import dev.bluegreen.spi.Inspection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks that our identity cannot write an approver's ConfigMap, by which only that person should answer: at most two
 * SelfSubjectAccessReviews per approver. They need no extra permission: Kubernetes binds {@code system:basic-user}, which
 * allows them, to every authenticated identity.
 */
record ApproverRule(Kube kube) implements Rule {

    /** Matches an approver's ConfigMap; one without a dot is shared, and the names in it are claims anyway. */
    private static final Pattern OF_AN_APPROVER = Pattern.compile("bluegreen-approval-[^.]+\\.(.+)");

    @Override
    public List<Finding> check(Inspection inspection) {
        return inspection.permissions().stream()
                .filter(permission -> permission.resource().equals("configmaps"))
                .flatMap(permission -> permission.name().stream())
                .distinct()
                .map(OF_AN_APPROVER::matcher)
                .filter(Matcher::matches)
                .flatMap(ours -> writing(ours.group()).map(verb -> writable(ours, verb)).stream())
                .toList();
    }

    private Optional<String> writing(String configMap) {
        return Stream.of("patch", "update")
                .filter(verb ->
                        kube.allows(new Permission(Permissions.SYSTEM, "", "configmaps", Optional.of(configMap), verb)))
                .findFirst();
    }

    private static Finding writable(Matcher ours, String verb) {
        return new Finding(
                "approver-writable",
                Severity.WARNING,
                "the release's own identity may " + verb + " ConfigMap/" + ours.group()
                        + ", so an approval in it does not" + " prove that " + ours.group(1) + " gave it",
                "revoke update and patch of ConfigMaps from that identity, or restrict them to other names by"
                        + " resourceNames; KubernetesRbac.of(plan) prints all permissions of the release");
    }
}
