package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.fabric8.internal.rule.PodAddressBalancers;
import dev.bluegreen.fabric8.internal.world.Membership;
import dev.bluegreen.fabric8.internal.world.Owner;
import dev.bluegreen.fabric8.internal.world.PodState;
import dev.bluegreen.fabric8.internal.world.TargetGate;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Wording;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Findings about the first write of a make-before-break cutover, after which a Service selects both tracks. */
public final class WideningPrediction {

    private static final int NAMED = 5;

    private final SelectorWrite write;
    private final List<Pod> selected;
    private final Membership membership;

    /** @param selected pods that match the new selector, freshly listed */
    public WideningPrediction(SelectorWrite write, List<Pod> selected) {
        this.write = write;
        this.selected = selected.stream().filter(pod -> !PodState.hasEnded(pod)).toList();
        this.membership = write.membership();
    }

    /**
     * Findings about the write.
     *
     * @param wait how long both tracks take traffic where nothing tells when load balancers follow; zero for no longer
     * @param verified findings of a verifier that tells it; empty without one
     */
    public List<Finding> findings(PodAddressBalancers balancers, Duration wait, Optional<List<Finding>> verified) {
        return Stream.concat(
                        outside().stream(),
                        verified.map(List::stream).orElseGet(() -> unverified(balancers, wait).stream()))
                .toList();
    }

    /** A finding about more pods than a target group takes. */
    public Optional<Finding> over(Optional<TargetLimit> limit) {
        return limit.flatMap(known -> known.finding(write.router(), selected.size()));
    }

    /** The reason why both tracks cannot be selected without selecting others; empty if they can. */
    public Optional<Finding> outside() {
        if (write.selector().isEmpty()) {
            return Optional.of(outside("would select nothing: its selector has no key but '" + write.trackKey() + "'"));
        }
        List<Pod> outside = selected.stream().filter(this::isOutside).toList();
        return outside.isEmpty()
                ? Optional.empty()
                : Optional.of(outside(
                        "would select by " + write.selector() + " pods of neither track: " + Owner.named(outside)));
    }

    private Finding outside(String sentence) {
        return new Finding(
                "selects-outside-tracks",
                Severity.FATAL,
                write.router() + " " + sentence,
                "give its selector a key that the pods of both tracks carry and no others, or leave out"
                        + " makeBeforeBreak()");
    }

    /** True if all pods that traffic is to go on to have a gate, so that it is worth waiting for. */
    public boolean isAwaited(TargetGate gate) {
        return selected.stream().filter(membership::isInside).allMatch(gate::isOf);
    }

    private boolean isOutside(Pod pod) {
        return !membership.isInside(pod) && !membership.ofOther().isInside(pod);
    }

    /** A finding about load balancers that do not tell when pods are their healthy targets. */
    private Optional<Finding> unverified(PodAddressBalancers balancers, Duration wait) {
        List<String> silent = balancers.gates().isEmpty()
                ? balancers.others()
                : balancers.gates().stream()
                        .flatMap(gate -> lacking(gate).stream())
                        .toList();
        if (silent.isEmpty()) {
            return Optional.empty();
        }
        String sentence = write.router() + " is behind a load balancer that sends to pod addresses, and nothing in the"
                + " cluster tells when the new pods are its healthy targets: " + String.join(", ", silent);
        return Optional.of(
                wait.isZero()
                        ? new Finding(
                                "targets-unverified",
                                Severity.FATAL,
                                sentence,
                                "have the controller inject readiness gates into the pods of both tracks, or give"
                                        + " makeBeforeBreak(Duration) the time it may take")
                        : new Finding(
                                "targets-unverified",
                                Severity.WARNING,
                                sentence + "; both tracks take traffic for " + Wording.of(wait)
                                        + ", which is not verified",
                                "give it the longest time of registration and health checks; a limit of targets per"
                                        + " target group would keep the new pods out unseen"));
    }

    /** The pods that would not wait for a gate, on the way there or back. */
    private Optional<String> lacking(TargetGate gate) {
        List<String> pods = selected.stream()
                .filter(pod -> !isOutside(pod) && !PodState.isTerminating(pod) && !gate.isOf(pod))
                .map(pod -> pod.getMetadata().getName())
                .sorted()
                .toList();
        String named = pods.stream().limit(NAMED).collect(Collectors.joining(", "));
        return pods.isEmpty()
                ? Optional.empty()
                : Optional.of("TargetGroupBinding/" + gate.binding() + " without a readiness gate in " + named
                        + (pods.size() > NAMED ? " and " + (pods.size() - NAMED) + " more" : ""));
    }
}
