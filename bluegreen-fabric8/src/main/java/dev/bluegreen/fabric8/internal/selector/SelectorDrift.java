package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.fabric8.internal.api.FieldOwners;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ManagedField;
import dev.bluegreen.fabric8.internal.api.ManagingTool;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Findings about tools that would revert a Service's selector after a cutover, because they reconcile it with a manifest. */
public final class SelectorDrift {

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private SelectorDrift() {}

    /**
     * Findings about each sign of such a tool on the Service.
     *
     * @param kube reads what its tool says of it
     */
    public static List<Finding> of(SelectorWrite write, Kube kube) {
        return Stream.of(
                        ManagingTool.finding(
                                kube,
                                write.before(),
                                write.router(),
                                "its selector",
                                ManagedField.SELECTOR,
                                ManagedField.SELECTOR.entry(write.trackKey())),
                        lastApplied(write, kube::parse),
                        unknown(write))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Finding> unknown(SelectorWrite write) {
        Optional<ManagingTool> known = ManagingTool.of(write.before());
        return FieldOwners.ofSelectorKey(write.before(), write.trackKey())
                .filter(manager -> known.isEmpty() && !ManagingTool.isByHand(manager))
                .map(manager -> new Finding(
                        "selector-owned",
                        Severity.INFO,
                        "the selector of " + write.router() + " was written by field manager '" + manager
                                + "', which may revert it if it is a tool that reconciles a desired state",
                        "if it is one, exclude spec.selector there"));
    }

    private static Optional<Finding> lastApplied(SelectorWrite write, Function<String, Optional<Map<?, ?>>> parse) {
        String key = write.trackKey();
        String target = write.targetValue();
        return Optional.ofNullable(Fields.annotations(write.before()).get(LAST_APPLIED))
                .flatMap(parse)
                .flatMap(manifest -> Fields.at(manifest, "spec", "selector", key))
                .filter(applied -> !applied.equals(target))
                .map(applied -> new Finding(
                        "last-applied",
                        Severity.WARNING,
                        write.router() + " was last applied by kubectl with '" + key + ": " + applied
                                + "': the next kubectl apply of that manifest moves traffic there",
                        "set '" + key + "' in the manifest to '" + target
                                + "' after the cutover, or apply the Service server-side without it"));
    }
}
