package dev.bluegreen.result;

import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.model.Deadlines;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a cutover would do, computed from the world as it is now; making it wrote nothing.
 *
 * @param release the release
 * @param platform where, for a person
 * @param from the track that has traffic; empty when the routers do not agree
 * @param to the track that would get it
 * @param writes every write, in order
 * @param gates what the gates answer now
 * @param findings what is wrong or risky
 * @param permissions the rights that it takes, in the words of the APIs that grant them
 * @param deadlines the longest each part may take
 * @param approval how long an approval is waited for at most; zero for an automatic one
 * @param bake how long the cutover is watched after its proof; zero without a bake
 * @param held how long the steps of a schedule are held after their proofs, all together; zero without steps
 * @param hash changes when anything the plan rests on changes: cluster, namespace, routers, schedule, workloads, images,
 *     digests, the target's pod template; 32 hexadecimal digits
 */
public record CutoverPlan(
        String release,
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
        String hash) {

    private static final int SHOWN = 12;

    /** Copies the lists. */
    public CutoverPlan {
        writes = List.copyOf(writes);
        gates = List.copyOf(gates);
        findings = List.copyOf(findings);
        permissions = List.copyOf(permissions);
    }

    /** The beginning of the hash, to show to a person; what is compared is all of it. */
    public String shortHash() {
        return hash.substring(0, Math.min(SHOWN, hash.length()));
    }

    /** True if nothing stands in the way now: all gates pass, no finding is fatal. */
    public boolean executable() {
        return gates.stream().allMatch(GateResult::passed)
                && findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.FATAL);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("plan " + shortHash() + ": " + release + " "
                + from.map(Track::toString).orElse("?") + " -> " + to + " on " + platform);
        section(text, "writes", writes);
        section(text, "gates", gates);
        section(text, "findings", findings);
        return text.append("\n  at most: preflight ")
                .append(seconds(deadlines.preflight()))
                .append(approval.isZero() ? "" : ", approval " + Wording.of(approval))
                .append(held.isZero() ? "" : ", steps " + seconds(held) + " and the time to verify each")
                .append(", verify ")
                .append(seconds(deadlines.verify()))
                .append(bake.isZero() ? "" : ", bake " + Wording.of(bake))
                .append(", roll back ")
                .append(seconds(deadlines.rollBack()))
                .toString();
    }

    private static void section(StringBuilder text, String title, List<?> lines) {
        if (!lines.isEmpty()) {
            text.append("\n  ").append(title);
            lines.forEach(line -> text.append("\n    ").append(line));
        }
    }

    private static String seconds(Duration duration) {
        return Wording.of(duration);
    }
}
