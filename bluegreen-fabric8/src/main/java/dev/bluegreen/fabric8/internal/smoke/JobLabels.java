package dev.bluegreen.fabric8.internal.smoke;

import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Check that the pods of a smoke test's Job do not match a Service's selector, which would send production traffic to them, or
 * a track's.
 *
 * @param job labels of the Job's pods
 * @param idle the tested track, the target of the cutover
 */
public record JobLabels(Map<String, String> job, World world, Track idle) {

    /**
     * Findings about labels of the Job that a Service or a track selects.
     *
     * @param services all Services of the namespace
     */
    public List<Finding> findings(List<Service> services) {
        return Stream.concat(
                        services.stream().filter(this::isTakenBy).map(this::endpoint),
                        Stream.of(world.blue(), world.green())
                                .filter(workload -> Fields.selects(workload.selector(), job))
                                .map(this::pod))
                .toList();
    }

    /** True if the Service's current selector matches, or its selector after the move. */
    private boolean isTakenBy(Service service) {
        Map<String, String> now = RouterView.selector(service);
        boolean routes = now.containsKey(labels().trackKey());
        return (Fields.selects(now, job) && (routes || selectsATrack(now)))
                || (routes && Fields.selects(moved(now), job));
    }

    private boolean selectsATrack(Map<String, String> selector) {
        return Stream.of(world.blue(), world.green())
                .anyMatch(workload -> Fields.selects(selector, workload.selector()));
    }

    private Map<String, String> moved(Map<String, String> selector) {
        Map<String, String> moved = new TreeMap<>(selector);
        moved.put(labels().trackKey(), labels().value(idle));
        return moved;
    }

    private Finding endpoint(Service service) {
        return finding("would be endpoints of " + RouterView.router(service) + ", now or after the move");
    }

    private Finding pod(Workload workload) {
        return finding("are taken by the selector " + workload.selector() + " of Deployment/" + workload.name());
    }

    private Finding finding(String what) {
        return new Finding(
                "smoke-job-labels",
                Severity.FATAL,
                "the pods of the smoke test's Job have the labels " + new TreeMap<>(job) + " and " + what,
                "give spec.template.metadata.labels of the Job other values, such as {" + labels().appKey()
                        + ": smoke-test}");
    }

    private TrackLabels labels() {
        return world.release().labels();
    }
}
