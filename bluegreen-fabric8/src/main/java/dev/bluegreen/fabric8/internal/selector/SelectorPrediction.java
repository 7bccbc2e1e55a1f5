package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.fabric8.internal.deployment.OverlappingSelectors;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.fabric8.internal.world.KnownPods;
import dev.bluegreen.fabric8.internal.world.Membership;
import dev.bluegreen.fabric8.internal.world.Owner;
import dev.bluegreen.fabric8.internal.world.PodState;
import dev.bluegreen.fabric8.internal.world.TargetPort.Sidecars;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Predicted pods behind a Service after a write, from the selector that will be written. */
public final class SelectorPrediction {

    private final SelectorWrite write;
    private final List<Pod> selected;

    /** @param selected pods that match the new selector, freshly listed */
    public SelectorPrediction(SelectorWrite write, List<Pod> selected) {
        this.write = write;
        this.selected = selected.stream().filter(pod -> !PodState.hasEnded(pod)).toList();
    }

    /**
     * Findings about the write.
     *
     * @param slices all watched slices of the Service; the rest is all of the namespace
     * @param sidecars states if this cluster searches native sidecars for named ports
     */
    public List<Finding> findings(
            List<EndpointSlice> slices,
            KnownPods pods,
            List<Service> services,
            List<Deployment> deployments,
            Sidecars sidecars) {
        // An active track is not exposed by more traffic; nor is a clone, which shares that of its origin.
        boolean isClone = write.move().world().release().origin().isPresent();
        Stream<Service> exposing =
                write.isThere() || isClone ? Stream.empty() : services.stream().filter(this::exposesIdle);
        Stream<Service> left =
                write.isThere() ? Stream.empty() : services.stream().filter(this::staysBehind);
        PredictedTraffic traffic = new PredictedTraffic(write, selected, slices, pods, sidecars);
        Membership membership = write.membership();
        return Stream.of(
                        strangers(membership, traffic),
                        new OverlappingSelectors(membership, selected).findings(deployments),
                        traffic.findings(),
                        exposing.map(this::exposed),
                        left.map(this::leftBehind))
                .flatMap(findings -> findings)
                .toList();
    }

    /** Findings about matched pods that do not belong to the target alone. */
    private Stream<Finding> strangers(Membership membership, PredictedTraffic traffic) {
        List<Pod> strangers =
                selected.stream().filter(pod -> !membership.isInside(pod)).toList();
        List<Pod> harmful = strangers.stream()
                .filter(pod -> membership.isOfOther(pod) || !membership.isTaken(pod) || traffic.reaches(pod))
                .toList();
        List<Pod> idle =
                strangers.stream().filter(pod -> !harmful.contains(pod)).toList();
        return Stream.concat(
                harmful.isEmpty() ? Stream.empty() : Stream.of(selectsOthers(harmful)),
                idle.isEmpty() ? Stream.empty() : Stream.of(selectsIdle(idle)));
    }

    private Finding selectsOthers(List<Pod> strangers) {
        return new Finding(
                "selects-both-tracks",
                Severity.FATAL,
                write.router() + " would select by " + write.selector() + " pods that do not belong to "
                        + write.target() + " alone: " + Owner.named(strangers),
                "give them labels that this selector does not match");
    }

    private Finding selectsIdle(List<Pod> strangers) {
        return new Finding(
                "stranger-pods",
                Severity.WARNING,
                write.router() + " would select by " + write.selector() + " pods that Deployment/"
                        + write.targetWorkload().name() + " does not own, and that get no traffic now: "
                        + Owner.named(strangers),
                "give them labels that this selector does not match, before they are ready");
    }

    private boolean exposesIdle(Service service) {
        ReleaseSpec release = write.move().world().release();
        Map<String, String> selector = RouterView.unsorted(service);
        return !selector.containsKey(release.labels().trackKey())
                && selects(selector, write.targetWorkload())
                && !release.exposedBy().contains(RouterView.name(service))
                && !RouterView.name(service).equals(RouterView.name(write.before()))
                && !write.move().routers().contains(RouterView.router(service));
    }

    /** True if it matches the workload's pods, or the labels all of them will have. */
    private static boolean selects(Map<String, String> selector, Workload workload) {
        return Fields.selects(selector, workload.selector())
                || workload.pods().stream().anyMatch(pod -> pod.matches(selector));
    }

    /** True if it names the old track and is not moved. */
    private boolean staysBehind(Service service) {
        ReleaseSpec release = write.move().world().release();
        String name = RouterView.name(service);
        return selects(RouterView.unsorted(service), write.otherWorkload())
                && !release.exposedBy().contains(name)
                && !name.equals(RouterView.name(write.before()))
                && !write.move().routers().contains(RouterView.router(name))
                && RouterView.track(release.labels(), service)
                        .equals(Optional.of(write.target().other()));
    }

    private Finding leftBehind(Service service) {
        String name = RouterView.name(service);
        return new Finding(
                "service-left-behind",
                Severity.INFO,
                RouterView.router(name) + " selects " + RouterView.selector(service)
                        + " and is not moved: its traffic stays on "
                        + write.target().other(),
                "move it as well, by one more .cutover(...), or declare it with .allowExposedBy(\"" + name + "\")");
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
                "add '" + key + "' to its selector, or declare it with .allowExposedBy(\"" + name + "\")");
    }
}
