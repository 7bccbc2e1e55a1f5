package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Inspection;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SleepAction;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Termination grace: {@code terminationGracePeriodSeconds} (default 30 s) covers the preStop hook and requests in flight
 * together; if the hook takes all of it, the kubelet kills the pod with requests in flight.
 */
record GraceRule(Kube kube) implements Rule {

    private static final long DEFAULT_GRACE = 30;
    private static final Pattern SLEEP = Pattern.compile("\\bsleep\\s+([0-9]{1,6})\\b");

    @Override
    public List<Finding> check(Inspection inspection) {
        List<Drain> drains = Routers.services(inspection).stream()
                .flatMap(service -> Drain.of(kube, service).stream())
                .toList();
        return Arrays.stream(Track.values())
                .flatMap(track -> Templates.of(kube, inspection, track)
                        .map(pod -> check(inspection.world().workload(track).name(), pod, drains))
                        .orElseGet(Stream::empty))
                .toList();
    }

    private static Stream<Finding> check(String workload, PodSpec pod, List<Drain> drains) {
        long grace = Objects.requireNonNullElse(pod.getTerminationGracePeriodSeconds(), DEFAULT_GRACE);
        Stream<Finding> hooks = pod.getContainers().stream()
                .flatMap(container -> preStop(container).stream()
                        .filter(sleeps -> sleeps >= grace)
                        .map(sleeps -> tooShort(workload, container, sleeps, grace)));
        return Stream.concat(
                hooks,
                drains.stream()
                        .filter(drain -> drain.seconds() > grace)
                        .map(drain -> drainsLonger(workload, drain, grace)));
    }

    private static Finding drainsLonger(String workload, Drain drain, long grace) {
        return new Finding(
                "drain-longer-than-grace",
                Severity.WARNING,
                "the load balancer of Service/" + drain.service() + " drains a pod for " + seconds(drain.seconds())
                        + ", but terminationGracePeriodSeconds of " + workload + " is " + seconds(grace)
                        + ": connections still draining are cut",
                "give the pods a longer grace, or shorten deregistration_delay.timeout_seconds");
    }

    private static Finding tooShort(String workload, Container container, long sleeps, long grace) {
        return new Finding(
                "grace-too-short",
                Severity.WARNING,
                workload + ": the preStop hook of container " + container.getName() + " sleeps " + seconds(sleeps)
                        + ", but terminationGracePeriodSeconds is " + seconds(grace)
                        + ": the pod is killed before it can finish its requests",
                "set terminationGracePeriodSeconds above the hook and the longest request together");
    }

    private static String seconds(long count) {
        return Wording.of(Duration.ofSeconds(count));
    }

    /** Duration of a hook's sleep, if it can be parsed. */
    private static Optional<Long> preStop(Container container) {
        Optional<LifecycleHandler> hook =
                Optional.ofNullable(container.getLifecycle()).map(Lifecycle::getPreStop);
        Optional<Long> declared = hook.map(LifecycleHandler::getSleep).map(SleepAction::getSeconds);
        return declared.or(() -> hook.map(LifecycleHandler::getExec).flatMap(GraceRule::sleeps));
    }

    private static Optional<Long> sleeps(ExecAction exec) {
        Matcher command = SLEEP.matcher(String.join(" ", exec.getCommand()));
        return command.find() ? Optional.of(Long.valueOf(command.group(1))) : Optional.empty();
    }
}
