package dev.bluegreen.fabric8.internal.smoke;

import dev.bluegreen.fabric8.internal.api.ApiCall;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.Maps;
import dev.bluegreen.fabric8.internal.api.Marks;
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

/** What smoke tests make in a cluster: each carries our labels, and is deleted by whoever finds it. */
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

    /** One that is gone already is as good as deleted. */
    void deleteService(String name) {
        kube.ask(
                call("delete", "", "services", name),
                client -> client.services()
                        .inNamespace(kube.namespace())
                        .withName(name)
                        .delete());
    }

    /** With its pods. */
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
                                            .withLabel(Marks.PREVIEW)
                                            .list()
                                            .getItems(),
                                    release))
                    .orElse(List.of());
        } catch (PlatformException e) {
            if (e.kind() == Kind.FORBIDDEN) {
                // Who may not list Jobs has made none.
                return List.of();
            }
            throw e;
        }
    }

    /** Deletes whatever smoke tests of a release left. */
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
                    return labels.containsKey(Marks.PREVIEW) && release.name().equals(labels.get(Marks.RELEASE));
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
