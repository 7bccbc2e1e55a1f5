package dev.bluegreen.fabric8.internal.api;

import dev.bluegreen.fabric8.internal.world.Fields;
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
 * @param remedy how to keep it from reverting a Service's selector
 */
public record ManagingTool(String name, List<String> managers, List<String> marks, String remedy) {

    private static final List<ManagingTool> KNOWN = List.of(
            new ManagingTool(
                    "Argo CD",
                    List.of("argocd"),
                    List.of("argocd.argoproj.io/instance", "argocd.argoproj.io/tracking-id"),
                    "add /spec/selector to ignoreDifferences of the Application, with RespectIgnoreDifferences=true"),
            new ManagingTool(
                    "Flux",
                    List.of("kustomize-controller", "helm-controller"),
                    List.of("kustomize.toolkit.fluxcd.io/name", "helm.toolkit.fluxcd.io/name"),
                    "annotate the Service with kustomize.toolkit.fluxcd.io/ssa: IfNotPresent, or for a HelmRelease add"
                            + " /spec/selector to driftDetection.ignore and take the Service out of the chart"),
            new ManagingTool(
                    "Helm",
                    List.of("helm"),
                    List.of("meta.helm.sh/release-name"),
                    "take the Service out of the chart, or give the chart the active track at every helm upgrade"),
            // The Terraform provider writes as "Terraform" by server-side apply, and otherwise by its user agent.
            new ManagingTool(
                    "Terraform",
                    List.of("Terraform", "HashiCorp"),
                    List.of(),
                    "add spec[0].selector to lifecycle.ignore_changes of the Service's resource"),
            new ManagingTool(
                    "Pulumi",
                    List.of("pulumi"),
                    List.of(),
                    "add spec.selector to ignoreChanges of the Service's resource"));

    /** The tool that manages an object, by field managers, labels and annotations; empty if none is recognized. */
    public static Optional<ManagingTool> of(HasMetadata object) {
        return KNOWN.stream().filter(tool -> tool.keeps(object)).findFirst();
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
