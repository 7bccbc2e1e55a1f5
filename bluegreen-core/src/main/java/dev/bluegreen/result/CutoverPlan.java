package dev.bluegreen.result;

import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.model.Deadlines;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Track;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plan of a cutover, computed from the current state without any write. Immutable. Made by the library, which may add
 * methods: only test doubles implement it.
 */
public interface CutoverPlan {

    /** The release. */
    String release();

    /** The id of its cutover: of a request, or of one that is under way; empty in a plan without a cutover. */
    Optional<String> cutover();

    /** The platform, for a person. */
    String platform();

    /** The track that has traffic; empty when the routers do not agree. */
    Optional<Track> from();

    /** The track that would get it. */
    Track to();

    /** Every write, in order. */
    List<PlannedWrite> writes();

    /** The answers of the gates now. */
    List<GateResult> gates();

    /** The problems and risks that were found. */
    List<Finding> findings();

    /** The permissions that it needs, in the terms of the APIs that grant them. */
    List<Permission> permissions();

    /** The longest each part may take. */
    Deadlines deadlines();

    /** The time limit of the approval; zero for an automatic one. */
    Duration approval();

    /** The longest time that the cutover is watched after its proof; zero without a bake. */
    Duration bake();

    /** The longest time that the steps of a schedule are held after their proofs, all together; zero without steps. */
    Duration held();

    /**
     * The plan hash, a digest of everything that the plan rests on: cluster, namespace, routers, schedule, workloads, images,
     * digests, the target's pod template; 32 hexadecimal digits.
     */
    String hash();

    /** What the hash is made of, by name, such as {@code images of GREEN}: for a person, to compare two plans. */
    default Map<String, String> basis() {
        return Map.of();
    }

    /** The beginning of the hash, for display; comparisons use all of it. */
    default String shortHash() {
        return hash().substring(0, Math.min(12, hash().length()));
    }

    /** True if nothing stands in the way now: all gates pass, no finding is fatal. */
    default boolean executable() {
        return gates().stream().allMatch(GateResult::passed)
                && findings().stream().noneMatch(finding -> finding.severity() == Finding.Severity.FATAL);
    }
}
