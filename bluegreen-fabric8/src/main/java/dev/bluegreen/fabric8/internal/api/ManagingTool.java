package dev.bluegreen.fabric8.internal.api;

import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A tool that reconciles objects with a repository, a chart or a state file.
 *
 * @param name of the tool
 * @param managers beginnings of its field managers
 * @param marks its labels and annotations
 * @param advice how to keep it from reverting a field: %1$s is the kind of object, %2$s the field as a JSON pointer, %3$s as a
 *     path of Terraform, %4$s with dots
 */
public record ManagingTool(String name, List<String> managers, List<String> marks, String advice) {

    private static final List<String> HANDS =
            List.of("kubectl", MetadataKeys.FIELD_MANAGER, "fabric8", "okhttp", "Mozilla");

    private static final List<ManagingTool> KNOWN = List.of(
            new ManagingTool(
                    "Argo CD",
                    List.of("argocd"),
                    List.of("argocd.argoproj.io/instance", "argocd.argoproj.io/tracking-id"),
                    "add %2$s to ignoreDifferences of the Application, with RespectIgnoreDifferences=true"),
            new ManagingTool(
                    "Flux",
                    List.of("kustomize-controller", "helm-controller"),
                    List.of("kustomize.toolkit.fluxcd.io/name", "helm.toolkit.fluxcd.io/name"),
                    "annotate the %1$s with kustomize.toolkit.fluxcd.io/ssa: IfNotPresent, or for a HelmRelease add"
                            + " %2$s to driftDetection.ignore and take the %1$s out of the chart"),
            new ManagingTool(
                    "Helm",
                    List.of("helm"),
                    List.of("meta.helm.sh/release-name"),
                    "take the %1$s out of the chart, or give the chart the active track at every helm upgrade"),
            // The Terraform provider writes as "Terraform" by server-side apply, and otherwise by its user agent.
            new ManagingTool(
                    "Terraform",
                    List.of("Terraform", "HashiCorp"),
                    List.of(),
                    "add %3$s to lifecycle.ignore_changes of the %1$s's resource"),
            new ManagingTool(
                    "Pulumi", List.of("pulumi"), List.of(), "add %4$s to ignoreChanges of the %1$s's resource"));

    /** The tool that manages an object, by field managers, labels and annotations; empty if none is recognized. */
    public static Optional<ManagingTool> of(HasMetadata object) {
        return KNOWN.stream().filter(tool -> tool.keeps(object)).findFirst();
    }

    /**
     * The finding about a field of an object that a tool manages; for Argo CD as its Application says, if that may be read.
     *
     * @param what the field, such as {@code its selector}
     * @param written the part of it that we write
     */
    public static Optional<Finding> finding(
            Kube kube, HasMetadata object, String router, String what, ManagedField field, ManagedField written) {
        return of(object).map(tool -> {
            String begins = router + " is managed by " + tool.name();
            return tool.application(object)
                    .map(found -> found.finding(kube, object, written, begins, what, tool.remedy(field)))
                    .orElseGet(() -> Finding.warning(
                            "managed-by-" + tool.id(),
                            begins + ", which may revert " + what + " to its manifest",
                            tool.remedy(field)));
        });
    }

    /** Optional permissions for the finding about an object: to read the Application that it belongs to. */
    public static List<Permission> permissions(HasMetadata object) {
        return of(object).flatMap(tool -> tool.application(object)).stream()
                .map(ArgoApplication::permission)
                .toList();
    }

    private Optional<ArgoApplication> application(HasMetadata object) {
        return id().equals("argocd") ? ArgoApplication.of(object) : Optional.empty();
    }

    /** How to keep it from reverting a field. */
    public String remedy(ManagedField field) {
        return advice.formatted(field.kind(), field.pointer(), field.terraform(), field.dotted());
    }

    /** True for a field manager of people, or ours, which does not reconcile. */
    public static boolean isByHand(String manager) {
        return HANDS.stream().anyMatch(manager::startsWith);
    }

    /** The id used in ids of findings. */
    public String id() {
        return name.toLowerCase(Locale.ROOT).replace(" ", "");
    }

    boolean isManager(String manager) {
        return managers.stream().anyMatch(manager::startsWith);
    }

    private boolean keeps(HasMetadata object) {
        return Fields.each(object.getMetadata().getManagedFields())
                        .map(ManagedFieldsEntry::getManager)
                        .anyMatch(manager -> manager != null && isManager(manager))
                || marks.stream()
                        .anyMatch(mark -> Fields.labels(object).containsKey(mark)
                                || Fields.annotations(object).containsKey(mark));
    }
}
