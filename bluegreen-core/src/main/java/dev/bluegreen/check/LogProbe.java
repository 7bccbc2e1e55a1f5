package dev.bluegreen.check;

import dev.bluegreen.internal.answer.LogPattern;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks for a line in the logs of the new track. */
record LogProbe(LogPattern pattern) implements TrafficProbe {

    private static final String KIND = "log";

    @Override
    public Evidence check(ProbeContext context) {
        String hop = context.active().name();
        Optional<Pod> seen = context.active().pods().stream()
                .filter(pod -> pod.ready() && !pod.lingers())
                .filter(pod -> pattern.isIn(context.log(pod)))
                .findFirst();
        return seen.map(pod -> Evidence.confirmed(KIND, hop, pattern + " was seen in the log of " + pod.name()))
                .orElseGet(() -> Evidence.missing(KIND, hop, pattern + " was not seen in the logs since the switch"));
    }

    @Override
    public List<String> problems() {
        return pattern.problem().map(problem -> "trafficProbe." + problem).stream()
                .toList();
    }

    @Override
    public Set<Access> uses() {
        return Set.of(Access.LOG);
    }
}
