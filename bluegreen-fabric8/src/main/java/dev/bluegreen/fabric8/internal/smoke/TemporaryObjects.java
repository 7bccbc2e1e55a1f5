package dev.bluegreen.fabric8.internal.smoke;

import dev.bluegreen.fabric8.internal.api.ApiCall;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.Maps;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.ReleaseSpec;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Objects that smoke tests create in a cluster: they carry our labels, and any later operation deletes leftovers. */
public final class TemporaryObjects {

    private final Kube kube;

    public TemporaryObjects(Kube kube) {
        this.kube = kube;
    }

    public Service create(Service service) {
        return required(
                "create",
                "",
                "services",
                service,
                client -> client.services()
                        .inNamespace(kube.namespace())
                        .resource(service)
                        .create());
    }

    public Job create(Job job) {
        return required(
                "create",
                "batch",
                "jobs",
                job,
                client -> client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(kube.namespace())
                        .resource(job)
                        .create());
    }

    public Optional<Job> job(String name) {
        return kube.ask(
                call("get", "batch", "jobs", name),
                client -> client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(kube.namespace())
                        .withName(name)
                        .get());
    }

    /** Deletes a Service; success if it is already gone. */
    void deleteService(String name) {
        kube.ask(
                call("delete", "", "services", name),
                client -> client.services()
                        .inNamespace(kube.namespace())
                        .withName(name)
                        .delete());
    }

    /** Deletes a Job with its pods. */
    public void deleteJob(String name) {
        kube.ask(
                call("delete", "batch", "jobs", name),
                client -> client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(kube.namespace())
                        .withName(name)
                        .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                        .delete());
    }

    /** The names of a release's previews. */
    List<String> services(ReleaseSpec release) {
        return names(kube.services(), release);
    }

    private List<String> jobs(ReleaseSpec release) {
        try {
            return kube.ask(
                            call("list", "batch", "jobs", ""),
                            client -> names(
                                    client.batch()
                                            .v1()
                                            .jobs()
                                            .inNamespace(kube.namespace())
                                            .withLabel(MetadataKeys.PREVIEW)
                                            .list()
                                            .getItems(),
                                    release))
                    .orElse(List.of());
        } catch (PlatformException e) {
            if (e.kind() == Kind.FORBIDDEN) {
                // An identity that may not list Jobs has created none.
                return List.of();
            }
            throw e;
        }
    }

    /** Deletes all leftovers of a release's smoke tests. */
    List<String> deleteAll(ReleaseSpec release) {
        List<String> deleted = new ArrayList<>();
        for (String name : services(release)) {
            deleteService(name);
            deleted.add("Service/" + name);
        }
        for (String name : jobs(release)) {
            deleteJob(name);
            deleted.add("Job/" + name);
        }
        return deleted;
    }

    private static List<String> names(List<? extends HasMetadata> objects, ReleaseSpec release) {
        return objects.stream()
                .map(HasMetadata::getMetadata)
                .filter(meta -> {
                    Map<String, String> labels = Maps.orEmpty(meta.getLabels());
                    return labels.containsKey(MetadataKeys.PREVIEW)
                            && release.name().equals(labels.get(MetadataKeys.RELEASE));
                })
                .map(meta -> meta.getName())
                .toList();
    }

    private <T extends HasMetadata> T required(
            String verb, String group, String resource, T object, Function<KubernetesClient, T> request) {
        return kube.ask(call(verb, group, resource, object.getMetadata().getName()), request)
                .orElseThrow(() -> new IllegalStateException("empty answer to " + verb + " " + resource));
    }

    private ApiCall call(String verb, String group, String resource, String name) {
        return new ApiCall(verb, group, resource, name, kube.namespace());
    }
}
