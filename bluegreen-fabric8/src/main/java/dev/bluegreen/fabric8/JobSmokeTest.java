package dev.bluegreen.fabric8;

import dev.bluegreen.check.smoke.SmokeContext;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.api.TransientRetry;
import dev.bluegreen.fabric8.internal.smoke.JobLabels;
import dev.bluegreen.fabric8.internal.smoke.JobTemplate;
import dev.bluegreen.fabric8.internal.watch.NamespaceWatch;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs a Job against the idle track, and passes when it completes: {@code shop.smokeJob(yaml).within(ofMinutes(10))}.
 * Immutable: each call returns a new one. Default limit: 5 minutes.
 *
 * <p>The Job gets a unique name for each cutover, and its containers the environment variables
 * {@code BLUEGREEN_RELEASE}, {@code BLUEGREEN_TRACK} (the label's value) and {@code BLUEGREEN_CUTOVER}. It is deleted
 * when it has ended; after a crash of this process, Kubernetes ends it by {@code activeDeadlineSeconds} and deletes it by
 * {@code ttlSecondsAfterFinished}. Both are set if the template does not; the latter is raised to 5 minutes, so that the end
 * can be observed.
 *
 * <p>The plan refuses a Job whose pods match a router's selector before or after the move, or the selector of a Deployment of
 * the release ({@code smoke-job-labels}): they would get production traffic, or be counted as pods of a track.
 */
public final class JobSmokeTest implements SmokeTest {

    private static final String KIND = "smoke-job";
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int LAST_LINES = 10;

    private final Kube kube;
    private final NamespaceWatch watch;
    private final JobTemplate template;
    private final Duration limit;

    private JobSmokeTest(Kube kube, NamespaceWatch watch, JobTemplate template, Duration limit) {
        this.kube = kube;
        this.watch = watch;
        this.template = template;
        this.limit = limit;
    }

    static JobSmokeTest of(Kube kube, NamespaceWatch watch, String manifest) {
        return new JobSmokeTest(kube, watch, JobTemplate.parse(kube, manifest), Duration.ofMinutes(5));
    }

    /** Sets how long the Job may take to complete. */
    public JobSmokeTest within(Duration time) {
        return new JobSmokeTest(kube, watch, template, time);
    }

    @Override
    public Evidence check(SmokeContext context) {
        Job job = template.of(context, limit);
        String name = job.getMetadata().getName();
        TransientRetry.of(context, () -> create(job));
        try {
            return await(context, name);
        } finally {
            TransientRetry.of(context, () -> {
                kube.delete(Job.class, name);
                return name;
            });
        }
    }

    /** The limit plus time to create and delete the Job. */
    @Override
    public Duration limit(Workload idle) {
        return limit.plus(Duration.ofMinutes(2));
    }

    /** Creates the Job. Its name is unique to this cutover, so an existing one comes from an attempt whose response was lost. */
    private Job create(Job job) {
        try {
            return kube.create(Job.class, job);
        } catch (PlatformException e) {
            if (e.kind() == Kind.CONFLICT) {
                return job;
            }
            throw e;
        }
    }

    private Evidence await(SmokeContext context, String name) {
        while (true) {
            Optional<Job> now = TransientRetry.of(context, () -> kube.get(Job.class, name));
            if (now.isEmpty()) {
                return Evidence.contradicted(KIND, "Job/" + name, "another client deleted Job/" + name);
            }
            if (has(now.get(), "Complete").isPresent()) {
                return Evidence.confirmed(KIND, "Job/" + name, "Job/" + name + " completed");
            }
            Optional<JobCondition> failed = has(now.get(), "Failed");
            if (failed.isPresent()) {
                return failed(
                        name,
                        " failed: " + failed.get().getReason() + ": "
                                + failed.get().getMessage());
            }
            if (context.elapsed().compareTo(limit) >= 0) {
                return failed(name, " did not complete within " + Wording.of(limit));
            }
            context.pause(LOOK);
        }
    }

    private static Optional<JobCondition> has(Job job, String condition) {
        return Stream.ofNullable(job.getStatus())
                .flatMap(status -> status.getConditions().stream())
                .filter(one ->
                        one.getType().equals(condition) && one.getStatus().equals("True"))
                .findFirst();
    }

    private Evidence failed(String name, String why) {
        return Evidence.contradicted(KIND, "Job/" + name, "Job/" + name + why + lastWords(name));
    }

    private String lastWords(String job) {
        try {
            return kube.list(Pod.class, Map.of("job-name", job)).stream()
                    .max(Comparator.comparing(
                            pod -> String.valueOf(pod.getMetadata().getCreationTimestamp())))
                    .map(this::lastWords)
                    .orElse("; it has no pod");
        } catch (PlatformException e) {
            return "; its log could not be read: " + e.getMessage();
        }
    }

    private String lastWords(Pod pod) {
        String text = pod.getSpec().getContainers().stream()
                .flatMap(container -> kube.lastWords(pod.getMetadata().getName(), container.getName(), LAST_LINES)
                        .lines())
                .collect(Collectors.joining(" | "));
        return text.isBlank() ? "; it wrote no log" : "; last lines of its log: " + text;
    }

    @Override
    public List<String> problems() {
        return Input.positive("smokeJob.within", limit).stream().toList();
    }

    @Override
    public List<Finding> preflight(World world, Track idle) {
        return new JobLabels(template.podLabels(), world, idle).findings(watch.services());
    }

    @Override
    public List<PlannedWrite> writes(ReleaseSpec release) {
        return List.of(
                new PlannedWrite(
                        "Job/" + template.prefix() + "-...", "create", "a smoke test of the idle track", false),
                new PlannedWrite("Job/" + template.prefix() + "-...", "delete", "it has ended", false));
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return Permissions.ofJob();
    }
}
