package dev.bluegreen.internal.engine.proof;

import dev.bluegreen.check.ProbeContext;
import dev.bluegreen.check.TrafficProbe;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The probes of one cutover. Used by one thread. */
record Probes(OngoingCutover cutover, List<BegunProbe> probes) {

    static Probes of(OngoingCutover cutover) {
        return new Probes(
                cutover,
                cutover.context().settings().probes().stream()
                        .map(BegunProbe::new)
                        .toList());
    }

    boolean isEmpty() {
        return probes.isEmpty();
    }

    /**
     * Asks each of them.
     *
     * @param limit how long each may take
     * @param meanwhile looked at while they are asked
     */
    List<Evidence> look(Duration limit, Runnable meanwhile) {
        Context context = cutover.context();
        Progress progress = cutover.progress();
        Instant settled = progress.settledAt().orElse(Instant.MAX);
        BegunProbeContext probeContext = new BegunProbeContext(
                context,
                cutover.seen().workload(cutover.to()),
                progress.appliedAt().orElse(context.started()),
                !context.time().now().isBefore(settled));
        return probes.stream()
                .map(probe -> look(probe, probeContext, limit, meanwhile))
                .toList();
    }

    private Evidence look(BegunProbe probe, BegunProbeContext probeContext, Duration limit, Runnable meanwhile) {
        return cutover.context()
                .ask(probe, limit, () -> probe.check(probeContext), meanwhile)
                .orElse(why ->
                        Evidence.missing("traffic", probeContext.active().name(), "it could not be observed: " + why));
    }

    /** A probe for one cutover, which begins with its first look: by the thread of that look, for it is the user's code. */
    private static final class BegunProbe {

        private final TrafficProbe probe;
        private volatile Optional<TrafficProbe> begun = Optional.empty();

        BegunProbe(TrafficProbe probe) {
            this.probe = probe;
        }

        Evidence check(ProbeContext probeContext) {
            if (begun.isEmpty()) {
                begun = Optional.of(probe.begin());
            }
            return begun.get().check(probeContext);
        }
    }

    private record BegunProbeContext(Context context, Workload active, Instant switched, boolean settled)
            implements ProbeContext {

        @Override
        public ReleaseSpec release() {
            return context.release();
        }

        @Override
        public List<String> log(Pod pod) {
            return context.platform()
                    .previews()
                    .log(Input.given("pod", pod, "give one of the active track's"), Optional.of(switched));
        }
    }
}
