package dev.bluegreen.fabric8.internal.smoke;

import dev.bluegreen.check.smoke.SmokeContext;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Template of a smoke test's Job.
 *
 * @param job the user's Job
 * @param hash hash of its text, so that two Jobs of one cutover have different names
 */
public record JobTemplate(Job job, String hash) {

    private static final int LONGEST_PREFIX = 15;
    private static final int LONGEST = 1_000_000;
    private static final int AN_HOUR = 3600;
    private static final int FIVE_MINUTES = 300;

    public static JobTemplate parse(Kube kube, String manifest) {
        if (Input.given("smokeJob", manifest, "give the manifest of a Job").length() > LONGEST) {
            throw new ConfigurationException("smokeJob: the manifest has " + manifest.length()
                    + " characters; give one Job, in at most " + LONGEST);
        }
        Job job = kube.parse(manifest, Job.class)
                .filter(one -> "Job".equals(one.getKind()) && "batch/v1".equals(one.getApiVersion()))
                .filter(one -> one.getSpec() != null && one.getSpec().getTemplate() != null)
                .orElseThrow(
                        () -> new ConfigurationException("smokeJob: the manifest is not a Job; give one document with"
                                + " apiVersion batch/v1, kind Job and spec.template"));
        List<String> problems = JobProblems.of(job, kube.namespace());
        if (!problems.isEmpty()) {
            throw new ConfigurationException(String.join("; ", problems));
        }
        return new JobTemplate(job, Integer.toHexString(manifest.hashCode()));
    }

    /** Prefix of its Jobs' names. */
    public String prefix() {
        String name = Optional.ofNullable(job.getMetadata())
                .map(meta -> meta.getName())
                .orElse("smoke");
        return name.substring(0, Math.min(LONGEST_PREFIX, name.length())).replaceAll("[^a-z0-9]+$", "");
    }

    public Job of(SmokeContext context, Duration limit) {
        Map<String, String> labels = new HashMap<>(Fields.orEmpty(
                job.getMetadata() == null ? null : job.getMetadata().getLabels()));
        labels.put(MetadataKeys.RELEASE, context.release().name());
        labels.put(MetadataKeys.PREVIEW, context.cutoverId());
        labels.put(MetadataKeys.MANAGED_BY, MetadataKeys.FIELD_MANAGER);
        Job made = new JobBuilder(job)
                .editOrNewMetadata()
                .withName(ObjectNames.shortened(prefix() + "-" + context.cutoverId() + "-" + hash))
                .withGenerateName(null)
                .withNamespace(null)
                .withLabels(labels)
                .endMetadata()
                .build();
        bound(made.getSpec(), limit);
        containers(made).forEach(container -> container.setEnv(environment(container, context)));
        return made;
    }

    /** The labels of its pods. */
    public Map<String, String> podLabels() {
        return Fields.orEmpty(Optional.ofNullable(job.getSpec().getTemplate().getMetadata())
                .map(meta -> meta.getLabels())
                .orElse(null));
    }

    /**
     * Limits for Kubernetes to end and delete the Job after a crash of this process; ttlSecondsAfterFinished is long enough to
     * observe its end.
     */
    private static void bound(JobSpec spec, Duration limit) {
        if (spec.getActiveDeadlineSeconds() == null) {
            spec.setActiveDeadlineSeconds(Math.max(1, limit.toSeconds()));
        }
        Integer seconds = spec.getTtlSecondsAfterFinished();
        spec.setTtlSecondsAfterFinished(seconds == null ? AN_HOUR : Math.max(seconds, FIVE_MINUTES));
    }

    private static Stream<Container> containers(Job job) {
        return Stream.ofNullable(job.getSpec().getTemplate().getSpec())
                .flatMap(pod -> Stream.of(pod.getInitContainers(), pod.getContainers()))
                .flatMap(Fields::each);
    }

    private static List<EnvVar> environment(Container container, SmokeContext context) {
        Stream<EnvVar> own = Fields.each(container.getEnv());
        Stream<EnvVar> ours = Stream.of(
                variable("BLUEGREEN_RELEASE", context.release().name()),
                variable(
                        "BLUEGREEN_TRACK",
                        context.release().labels().value(context.idle().track())),
                variable("BLUEGREEN_CUTOVER", context.cutoverId()));
        return Stream.concat(own, ours).toList();
    }

    private static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }
}
