package dev.bluegreen.fabric8;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What will be behind a Service after a write, from the very selector that will be written. */
final class SelectorPrediction {

    private final SelectorWrite write;
    private final List<Pod> selected;

    /** @param selected pods that the written selector takes, as listed now */
    SelectorPrediction(SelectorWrite write, List<Pod> selected) {
        this.write = write;
        this.selected = selected.stream().filter(pod -> !Pods.hasEnded(pod)).toList();
    }

    /** @param services all Services of the namespace */
    List<Finding> findings(List<Service> services) {
        // A track that has the traffic already is not exposed by more of it.
        Stream<Service> exposing =
                write.isThere() ? Stream.empty() : services.stream().filter(this::exposesIdle);
        return Stream.concat(
                        Stream.of(strangers(), tooFewReady()).flatMap(Optional::stream), exposing.map(this::exposed))
                .toList();
    }

    private Optional<Finding> tooFewReady() {
        long ready = selected.stream()
                .filter(Pods::isReady)
                .filter(pod -> takes(target(), pod))
                .count();
        int wanted = Math.max(1, write.move().wanted());
        return ready >= wanted
                ? Optional.empty()
                : Optional.of(new Finding(
                        "too-few-ready",
                        Severity.FATAL,
                        router() + " would select " + ready + " ready pods of " + write.target() + " by "
                                + write.selector() + ", wanted are " + wanted,
                        "wait until they are ready, or see which key of the selector the pods of " + target().name()
                                + " do not carry"));
    }

    /** Pods that are not of the target alone: of the other track, of both, or of neither. */
    private Optional<Finding> strangers() {
        Predicate<Pod> isStranger = pod -> !takes(target(), pod) || takes(other(), pod);
        String names = selected.stream()
                .filter(isStranger)
                .limit(10)
                .map(pod -> pod.getMetadata().getName())
                .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        "selects-both-tracks",
                        Severity.FATAL,
                        router() + " would select by " + write.selector() + " pods that are not of " + write.target()
                                + " alone: " + names,
                        "give the pods of the tracks labels that tell them apart"));
    }

    private boolean exposesIdle(Service service) {
        boolean harmless = write.move().world().release().harmless().contains(RouterView.name(service));
        return !harmless
                && !RouterView.name(service).equals(RouterView.name(write.before()))
                && !RouterView.selector(service)
                        .containsKey(write.move().world().release().labels().trackKey())
                && selectsTarget(RouterView.selector(service));
    }

    /** By the pods that are there, and by what pods of it will carry at least. */
    private boolean selectsTarget(Map<String, String> selector) {
        return Maps.selects(selector, target().selector())
                || target().pods().stream().anyMatch(pod -> pod.matches(selector));
    }

    private Finding exposed(Service service) {
        String name = RouterView.name(service);
        String key = write.move().world().release().labels().trackKey();
        return new Finding(
                "idle-exposed",
                Severity.FATAL,
                RouterView.router(name) + " selects pods of " + write.target() + " by "
                        + RouterView.selector(service) + " without naming '" + key
                        + "': they get its traffic the moment they are ready",
                "add '" + key + "' to its selector, or declare it with .harmless(\"" + name + "\")");
    }

    private static boolean takes(Workload workload, Pod pod) {
        return Maps.selects(workload.selector(), Pods.labels(pod));
    }

    private Workload target() {
        return write.move().world().workload(write.target());
    }

    private Workload other() {
        return write.move().world().workload(write.target().other());
    }

    private String router() {
        return RouterView.router(RouterView.name(write.before()));
    }
}
