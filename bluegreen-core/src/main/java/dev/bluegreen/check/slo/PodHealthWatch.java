package dev.bluegreen.check.slo;

import dev.bluegreen.model.Pod;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** State of the pods in one bake. Used by one thread. */
final class PodHealthWatch implements Slo {

    private static final String OUT_OF_MEMORY = "OOMKilled";

    private final int tolerated;
    private final Map<String, Pod> first = new HashMap<>();
    private final Set<String> wereReady = new HashSet<>();
    private boolean begun;

    PodHealthWatch(int tolerated) {
        this.tolerated = tolerated;
    }

    @Override
    public Result check(SloContext context) {
        Workload track = context.world().workload(context.active());
        if (context.world().unseenSince().isPresent()) {
            Instant since = context.world().unseenSince().get();
            return new Result(
                    Verdict.NO_DATA, "the pods of " + track.name() + " were not seen since " + Wording.of(since));
        }
        List<Pod> pods = track.pods().stream().filter(pod -> !pod.terminating()).toList();
        if (!begun) {
            pods.forEach(pod -> first.put(pod.uid(), pod));
            begun = true;
        }
        List<String> wrong = Stream.of(restarts(pods), killed(pods), notReady(pods), noneReady(track))
                .flatMap(sentences -> sentences)
                .toList();
        pods.stream().filter(Pod::ready).forEach(pod -> wereReady.add(pod.uid()));
        return wrong.isEmpty()
                ? new Result(Verdict.GOOD, track.ready() + " pods of " + track.name() + " are ready and well")
                : new Result(Verdict.BAD, String.join("; ", wrong));
    }

    private Stream<String> restarts(List<Pod> pods) {
        int now = pods.stream().mapToInt(this::since).sum();
        String where = pods.stream()
                .filter(pod -> since(pod) > 0)
                .map(pod -> pod.name() + " " + since(pod) + endings(pod))
                .collect(Collectors.joining(", "));
        return now > tolerated ? Stream.of(now + " restarts, " + tolerated + " tolerated: " + where) : Stream.empty();
    }

    /** Reasons of terminations; a restart is counted before its reason is reported. */
    private static String endings(Pod pod) {
        return pod.endings().isEmpty()
                ? ""
                : pod.endings().stream().sorted().collect(Collectors.joining(", ", " (", ")"));
    }

    private int since(Pod pod) {
        Pod before = first.get(pod.uid());
        return pod.restarts() - (before == null ? 0 : before.restarts());
    }

    /** OOM kills, also of pods younger than the bake; not of a pod that was killed only before it. */
    private Stream<String> killed(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> pod.endings().contains(OUT_OF_MEMORY))
                .filter(pod -> !first.containsKey(pod.uid()) || since(pod) > 0 || !pod.ready())
                .map(pod -> pod.name() + " ran out of memory and was killed (" + OUT_OF_MEMORY + ")");
    }

    private Stream<String> notReady(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> !pod.ready() && wereReady.contains(pod.uid()))
                .map(pod -> pod.name() + " was ready and is not ready now");
    }

    private static Stream<String> noneReady(Workload track) {
        return track.ready() == 0 ? Stream.of("no pod of " + track.name() + " is ready") : Stream.empty();
    }
}
