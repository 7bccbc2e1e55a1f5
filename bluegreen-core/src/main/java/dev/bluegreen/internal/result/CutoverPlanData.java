package dev.bluegreen.internal.result;

import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.model.Deadlines;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.result.CutoverPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan as the planner makes it. */
public record CutoverPlanData(
        String release,
        Optional<String> cutover,
        String platform,
        Optional<Track> from,
        Track to,
        List<PlannedWrite> writes,
        List<GateResult> gates,
        List<Finding> findings,
        List<Permission> permissions,
        Deadlines deadlines,
        Duration approval,
        Duration bake,
        Duration held,
        Freeze freeze,
        Inputs inputs)
        implements CutoverPlan {

    /**
     * How long people may keep it waiting.
     *
     * @param window for a closed window; zero for not at all
     * @param stop for each stop on the way; zero where it is not asked
     */
    public record Freeze(Duration window, Duration stop) {

        public static final Freeze NONE = new Freeze(Duration.ZERO, Duration.ZERO);
    }

    /**
     * What a plan rests on.
     *
     * @param hash of all of it
     * @param basis its parts by name, in their order
     */
    public record Inputs(String hash, Map<String, String> basis) {}

    /** Copies the lists. */
    public CutoverPlanData {
        writes = List.copyOf(writes);
        gates = List.copyOf(gates);
        findings = List.copyOf(findings);
        permissions = List.copyOf(permissions);
    }

    /** A copy for another cutover, or for none. */
    public CutoverPlanData of(Optional<String> id) {
        return new CutoverPlanData(
                release,
                id,
                platform,
                from,
                to,
                writes,
                gates,
                findings,
                permissions,
                deadlines,
                approval,
                bake,
                held,
                freeze,
                inputs);
    }

    @Override
    public String hash() {
        return inputs.hash;
    }

    @Override
    public Map<String, String> basis() {
        return inputs.basis;
    }

    /** A copy with more writes, in order, other findings and more permissions. */
    public CutoverPlanData adopting(List<PlannedWrite> all, List<Finding> found, List<Permission> needed) {
        return new CutoverPlanData(
                release, cutover, platform, from, to, all, gates, found, needed, deadlines, approval, bake, held,
                freeze, inputs);
    }

    @Override
    public String toString() {
        return "plan " + shortHash() + cutover.map(id -> " of cutover " + id).orElse("") + ": " + release + " "
                + from.map(Track::toString).orElse("?") + " -> " + to + " on " + platform
                + section("writes", writes)
                + section("gates", gates)
                + section("findings", findings)
                + "\n  at most: preflight " + Wording.of(deadlines.preflight())
                + (approval.isZero() ? "" : ", approval " + Wording.of(approval))
                + (freeze.window.isZero() ? "" : ", window " + Wording.of(freeze.window))
                + (held.isZero() ? "" : ", steps " + Wording.of(held) + " and the time to verify each")
                + (freeze.stop.isZero() ? "" : ", each stop " + Wording.of(freeze.stop))
                + ", verify " + Wording.of(deadlines.verify())
                + (bake.isZero() ? "" : ", bake " + Wording.of(bake))
                + ", roll back " + Wording.of(deadlines.rollBack());
    }

    private static String section(String title, List<?> lines) {
        return lines.isEmpty() ? "" : "\n  " + title + Lines.below("\n    ", lines);
    }
}
