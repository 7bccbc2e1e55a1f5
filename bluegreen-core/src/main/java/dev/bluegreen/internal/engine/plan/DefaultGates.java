package dev.bluegreen.internal.engine.plan;

import dev.bluegreen.check.Gate;
import dev.bluegreen.check.GateContext;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The gates that every release has, each with its reason in a sentence. */
final class DefaultGates {

    private DefaultGates() {}

    static List<Gate> all() {
        return List.of(
                DefaultGates::selectorsDisjoint,
                DefaultGates::rolledOut,
                DefaultGates::readyPods,
                DefaultGates::noLingeringPods);
    }

    /** Probes are a finding, not a gate: an app without them can be released, but not without risk. */
    static List<Finding> missingProbes(World world) {
        return Stream.of(world.blue(), world.green())
                .filter(workload -> !workload.probesMissing().isEmpty())
                .map(workload -> Finding.warning(
                        "probes-missing",
                        workload.name() + " lacks probes (" + String.join(", ", workload.probesMissing()) + "): "
                                + consequence(workload),
                        "declare readiness and liveness probes on each container"))
                .toList();
    }

    private static String consequence(Workload workload) {
        boolean readiness = lacks(workload, "readiness");
        boolean liveness = lacks(workload, "liveness");
        String early = "pods count as ready before they can answer";
        return readiness && liveness
                ? early + ", and stay so when they hang"
                : readiness ? early : "containers that hang are not started again";
    }

    private static boolean lacks(Workload workload, String probe) {
        return workload.probesMissing().stream().anyMatch(missing -> missing.endsWith(probe));
    }

    private static GateResult selectorsDisjoint(GateContext context) {
        Workload blue = context.world().blue();
        Workload green = context.world().green();
        if (blue.isNone() || green.isNone()) {
            return GateResult.pass("selectors-disjoint", "the other track has no workload that could be read");
        }
        if (context.world().release().origin().isPresent()) {
            return GateResult.pass("selectors-disjoint", "the owners of the pods tell which are the clone's");
        }
        boolean disjoint = blue.selector().entrySet().stream()
                .anyMatch(label -> differs(label, green.selector().get(label.getKey())));
        return disjoint
                ? GateResult.pass("selectors-disjoint", "no pod can belong to both tracks")
                : GateResult.fail(
                        "selectors-disjoint",
                        blue.name() + " " + blue.selector() + " and " + green.name() + " " + green.selector()
                                + " can select the same pods; give both the track label with different values");
    }

    private static boolean differs(Map.Entry<String, String> label, @Nullable String other) {
        return other != null && !other.equals(label.getValue());
    }

    private static GateResult rolledOut(GateContext context) {
        Workload target = context.targetWorkload();
        return target.rollout()
                .map(missing -> new GateResult(
                        "rolled-out",
                        target.stalled() ? GateResult.Verdict.FAIL : GateResult.Verdict.NOT_YET,
                        target.name() + " is not rolled out: " + missing))
                .orElseGet(() -> GateResult.pass("rolled-out", target.name() + " is rolled out"));
    }

    private static GateResult readyPods(GateContext context) {
        Workload target = context.targetWorkload();
        String count =
                target.name() + " has " + target.ready() + " of " + context.minReadyPods() + " required pods ready";
        return target.ready() >= context.minReadyPods()
                ? GateResult.pass("ready-pods", count)
                : GateResult.notYet(
                        "ready-pods", count + "; scale it up, see why its pods are not ready, or set minReadyPods");
    }

    /** A pod of the latest version that is being deleted gets no new connection, and is nothing to wait for. */
    private static GateResult noLingeringPods(GateContext context) {
        List<Pod> lingering =
                context.targetWorkload().pods().stream().filter(Pod::outdated).toList();
        return lingering.isEmpty()
                ? GateResult.pass("no-lingering-pods", "all pods of the target are of its latest version")
                : GateResult.notYet(
                        "no-lingering-pods",
                        "pods of an old version still run: "
                                + lingering.stream().map(Pod::name).collect(Collectors.joining(", "))
                                + "; wait for them to end, or delete them");
    }
}
