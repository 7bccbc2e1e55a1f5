package dev.bluegreen.fabric8;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Who would put a Service's selector back after a cutover, because a manifest elsewhere says what it has to be. */
final class Drift {

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private Drift() {}

    /**
     * A tool that keeps objects as a repository or chart has them.
     *
     * @param name of the tool
     * @param managers beginnings of its field managers
     * @param marks labels and annotations it leaves
     * @param remedy what keeps it from putting the selector back
     */
    private record Tool(String name, List<String> managers, List<String> marks, String remedy) {

        boolean owns(Service service) {
            return Stream.ofNullable(service.getMetadata().getManagedFields())
                            .flatMap(List::stream)
                            .map(ManagedFieldsEntry::getManager)
                            .anyMatch(this::isManager)
                    || marks.stream()
                            .anyMatch(mark -> RouterView.labels(service).containsKey(mark)
                                    || RouterView.annotations(service).containsKey(mark));
        }

        private boolean isManager(String manager) {
            return manager != null && managers.stream().anyMatch(manager::startsWith);
        }
    }

    private static final List<Tool> TOOLS = List.of(
            new Tool(
                    "Argo CD",
                    List.of("argocd"),
                    List.of("argocd.argoproj.io/instance", "argocd.argoproj.io/tracking-id"),
                    "add /spec/selector to ignoreDifferences of the Application, with RespectIgnoreDifferences=true"),
            new Tool(
                    "Flux",
                    List.of("kustomize-controller", "helm-controller"),
                    List.of("kustomize.toolkit.fluxcd.io/name", "helm.toolkit.fluxcd.io/name"),
                    "annotate the Service with kustomize.toolkit.fluxcd.io/ssa: IfNotPresent, or for a HelmRelease add"
                            + " /spec/selector to driftDetection.ignore and take the Service out of the chart"),
            new Tool(
                    "Helm",
                    List.of("helm"),
                    List.of("meta.helm.sh/release-name"),
                    "take the Service out of the chart, or give the chart the active track at every helm upgrade"));

    /** @param parse reads JSON into maps; empty when it is none */
    static List<Finding> of(SelectorWrite write, Function<String, Optional<Map<?, ?>>> parse) {
        return Stream.concat(owner(write).stream(), lastApplied(write, parse).stream())
                .toList();
    }

    private static Optional<Finding> owner(SelectorWrite write) {
        return TOOLS.stream()
                .filter(tool -> tool.owns(write.before()))
                .findFirst()
                .map(tool -> new Finding(
                        "managed-by-" + tool.name().toLowerCase(Locale.ROOT).replace(" ", ""),
                        Severity.WARNING,
                        router(write) + " is managed by " + tool.name()
                                + ", which may put its selector back to what its manifest says",
                        tool.remedy()));
    }

    private static Optional<Finding> lastApplied(SelectorWrite write, Function<String, Optional<Map<?, ?>>> parse) {
        String key = write.trackKey();
        String target = write.targetValue();
        return Optional.ofNullable(RouterView.annotations(write.before()).get(LAST_APPLIED))
                .flatMap(parse)
                .flatMap(manifest -> member(manifest, "spec"))
                .flatMap(spec -> member(spec, "selector"))
                .flatMap(selector -> member(selector, key))
                .filter(applied -> !applied.equals(target))
                .map(applied -> new Finding(
                        "last-applied",
                        Severity.WARNING,
                        router(write) + " was last applied by kubectl with '" + key + ": " + applied
                                + "': the next kubectl apply of that manifest moves traffic there",
                        "take '" + key + "' in the manifest to '" + target
                                + "' after the cutover, or apply the Service server-side without it"));
    }

    private static Optional<Object> member(Object tree, String name) {
        return tree instanceof Map<?, ?> map ? Optional.ofNullable(map.get(name)) : Optional.empty();
    }

    private static String router(SelectorWrite write) {
        return RouterView.router(RouterView.name(write.before()));
    }
}
