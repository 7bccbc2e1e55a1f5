package dev.bluegreen.fabric8.proof;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.result.CutoverPlan;
import java.util.List;
import java.util.Set;

/**
 * What the product made of a move.
 *
 * @param text in its own words
 */
record Verdict(Kind kind, String text) {

    enum Kind {
        PROVEN("switched and proven"),
        REFUSED("refused"),
        /** For nothing else than pods that really are not ready, or a Deployment that really is paused. */
        REFUSED_BY_READINESS("refused for want of ready pods");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private static final Set<String> OF_PODS = Set.of("ready-pods", "too-few-ready");
    private static final String OF_ROLLOUT = "rolled-out";

    static Verdict proven() {
        return new Verdict(Kind.PROVEN, "proven");
    }

    static Verdict refused(String text) {
        return new Verdict(Kind.REFUSED, text);
    }

    /**
     * A refusal before anything was written.
     *
     * @param plan of the same move
     * @param lacksReadyPods true if the target lacks ready pods, by the cluster
     * @param isPaused true if the target's Deployment is paused, by the cluster
     */
    static Verdict refused(String text, CutoverPlan plan, boolean lacksReadyPods, boolean isPaused) {
        List<String> reasons = reasons(plan);
        boolean areOfReadiness = !reasons.isEmpty()
                && reasons.stream()
                        .allMatch(reason -> (lacksReadyPods && OF_PODS.contains(reason))
                                || ((lacksReadyPods || isPaused) && OF_ROLLOUT.equals(reason)));
        return new Verdict(areOfReadiness ? Kind.REFUSED_BY_READINESS : Kind.REFUSED, text + " " + reasons);
    }

    /** What is found is not looked at before the gates are open. */
    private static List<String> reasons(CutoverPlan plan) {
        List<String> closed = plan.gates().stream()
                .filter(gate -> !gate.passed())
                .map(GateResult::gate)
                .toList();
        return closed.isEmpty()
                ? plan.findings().stream()
                        .filter(finding -> finding.severity() == Severity.FATAL)
                        .map(Finding::id)
                        .toList()
                : closed;
    }

    boolean isProven() {
        return kind == Kind.PROVEN;
    }

    boolean isByReadiness() {
        return kind == Kind.REFUSED_BY_READINESS;
    }

    @Override
    public String toString() {
        return kind.words + ": " + text;
    }
}
