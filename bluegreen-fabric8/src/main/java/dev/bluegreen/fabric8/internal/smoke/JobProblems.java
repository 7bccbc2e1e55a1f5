package dev.bluegreen.fabric8.internal.smoke;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Problems for which an API server would refuse a smoke test's Job, found before the lock is taken. The rules are those of its
 * validation: names are DNS-1123 subdomains, restartPolicy is Never or OnFailure, and the server sets the selector.
 */
final class JobProblems {

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern KEY =
            Pattern.compile("([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
    private static final Set<String> RESTARTS = Set.of("Never", "OnFailure");
    private static final int LONGEST = 63;
    private static final int SHOWN = 80;

    private final List<String> problems = new ArrayList<>();

    private JobProblems() {}

    /** All problems, each with field, value and remedy. */
    static List<String> of(Job job, String namespace) {
        JobProblems found = new JobProblems();
        found.metadata(job, namespace);
        found.template(job);
        return found.problems;
    }

    private void metadata(Job job, String namespace) {
        if (job.getMetadata() == null) {
            return;
        }
        String declared = job.getMetadata().getNamespace();
        problem(
                declared == null || declared.equals(namespace),
                "metadata.namespace",
                declared,
                "the release lives in '" + namespace + "', where its tests run; leave it out");
        String name = job.getMetadata().getName();
        problem(
                name == null || (name.length() <= LONGEST && NAME.matcher(name).matches()),
                "metadata.name",
                name,
                "use lower-case letters, digits, '-' and '.', at most " + LONGEST
                        + ", starting and ending with a letter or digit");
        labels("metadata.labels", job.getMetadata().getLabels());
    }

    private void template(Job job) {
        problem(
                job.getSpec().getSelector() == null
                        || Boolean.TRUE.equals(job.getSpec().getManualSelector()),
                "spec.selector",
                "set",
                "the API server sets it; leave it out");
        if (job.getSpec().getTemplate().getMetadata() != null) {
            labels(
                    "spec.template.metadata.labels",
                    job.getSpec().getTemplate().getMetadata().getLabels());
        }
        PodSpec pod = job.getSpec().getTemplate().getSpec();
        String policy = pod == null ? null : pod.getRestartPolicy();
        problem(
                policy != null && RESTARTS.contains(policy),
                "spec.template.spec.restartPolicy",
                policy,
                "a Job needs Never or OnFailure");
        containers(pod);
    }

    private void containers(@Nullable PodSpec pod) {
        List<Container> containers =
                Optional.ofNullable(pod).map(PodSpec::getContainers).orElse(List.of());
        problem(!containers.isEmpty(), "spec.template.spec.containers", null, "give at least one");
        containers.stream()
                .filter(container ->
                        container.getImage() == null || container.getImage().isBlank())
                .forEach(container -> problem(
                        false,
                        "spec.template.spec.containers[" + container.getName() + "].image",
                        null,
                        "give the image to run"));
    }

    private void labels(String field, @Nullable Map<String, String> labels) {
        Stream.ofNullable(labels).flatMap(all -> all.entrySet().stream()).forEach(label -> {
            problem(
                    KEY.matcher(label.getKey()).matches(),
                    field,
                    label.getKey(),
                    "a key has at most 63 letters, digits, '-', '_' and '.', and may have a DNS name and '/' before it");
            String value = String.valueOf(label.getValue());
            problem(
                    VALUE.matcher(value).matches(),
                    field + "." + label.getKey(),
                    value,
                    "a value has at most 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit");
        });
    }

    private void problem(boolean fits, String field, @Nullable String value, String remedy) {
        if (!fits) {
            problems.add("smokeJob: " + field + " is " + (value == null ? "missing" : "'" + shown(value) + "'") + "; "
                    + remedy);
        }
    }

    private static String shown(String value) {
        String plain = value.replaceAll("[^\\p{Print}]", "?");
        return plain.length() > SHOWN ? plain.substring(0, SHOWN) + "..." : plain;
    }
}
