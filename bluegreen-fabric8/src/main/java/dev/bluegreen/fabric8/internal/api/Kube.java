package dev.bluegreen.fabric8.internal.api;

import dev.bluegreen.model.PlatformException;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.TailPrettyLoggable;
import io.fabric8.kubernetes.client.dsl.TimeTailPrettyLoggable;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.InetAddress;
import java.net.URL;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one namespace. Each method is exactly one request on the wire, without the client's retries: repeating a write
 * whose response was lost turns success into a conflict. Thread-safe.
 */
public final class Kube {

    private static final int MOST_LINES = 5_000;
    private static final int NOT_FOUND = 404;

    private final KubernetesClient client;
    private final KubernetesClient once;
    private final String namespace;

    public Kube(KubernetesClient client, String namespace) {
        this.client = client;
        this.once = client.newClient(withoutRetries(client)).adapt(KubernetesClient.class);
        this.namespace = namespace;
    }

    private static RequestConfig withoutRetries(KubernetesClient client) {
        return new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                .withRequestRetryBackoffLimit(0)
                .build();
    }

    /** The client for watches, without retries: informers reconnect by themselves. */
    public KubernetesClient watching() {
        return once;
    }

    public String namespace() {
        return namespace;
    }

    /** {@code namespace shop of https://host}; with the port unless it is the default one. */
    public String describe() {
        URL url = client.getMasterUrl();
        boolean usual = url.getPort() < 0 || url.getPort() == url.getDefaultPort();
        return "namespace " + namespace + " of " + url.getProtocol() + "://" + url.getHost()
                + (usual ? "" : ":" + url.getPort());
    }

    public Optional<Deployment> deployment(String name) {
        return get(
                "apps",
                "deployments",
                name,
                () -> once.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName(name)
                        .get());
    }

    public List<Deployment> deployments() {
        return call(
                        "list",
                        "apps",
                        "deployments",
                        "",
                        () -> once.apps().deployments().inNamespace(namespace).list())
                .getItems();
    }

    public List<Pod> pods(Map<String, String> labels) {
        return call(
                        "list",
                        "",
                        "pods",
                        "",
                        () -> once.pods()
                                .inNamespace(namespace)
                                .withLabels(labels)
                                .list())
                .getItems();
    }

    public Optional<Service> service(String name) {
        return get(
                "",
                "services",
                name,
                () -> once.services().inNamespace(namespace).withName(name).get());
    }

    public List<Service> services() {
        return call(
                        "list",
                        "",
                        "services",
                        "",
                        () -> once.services().inNamespace(namespace).list())
                .getItems();
    }

    public List<Ingress> ingresses() {
        return call(
                        "list",
                        "networking.k8s.io",
                        "ingresses",
                        "",
                        () -> once.network()
                                .v1()
                                .ingresses()
                                .inNamespace(namespace)
                                .list())
                .getItems();
    }

    /** JSON of an annotation as a map; empty if it is not a JSON object. */
    public Optional<Map<?, ?>> parse(String json) {
        return parse(json, Map.class).map(map -> map);
    }

    /** Parses an object from YAML or JSON; empty if it is not of the kind. */
    public <T> Optional<T> parse(String text, Class<T> kind) {
        try {
            Object parsed = client.getKubernetesSerialization().unmarshal(text, kind);
            return Optional.ofNullable(parsed).filter(kind::isInstance).map(kind::cast);
        } catch (RuntimeException | StackOverflowError other) {
            return Optional.empty();
        }
    }

    /** The client's serialization. */
    public KubernetesSerialization serialization() {
        return client.getKubernetesSerialization();
    }

    public Service patchService(String name, JsonPatch patch) {
        Service named = new ServiceBuilder().withMetadata(named(name)).build();
        String text = client.getKubernetesSerialization().asJson(patch.operations());
        return call(
                "patch",
                "",
                "services",
                name,
                () -> once.services().inNamespace(namespace).resource(named).patch(asUs(PatchType.JSON), text));
    }

    /** The log of a container since a time, at most the last 5,000 lines. */
    public String log(String pod, String container, Optional<Instant> since) {
        return call("get", "", "pods/log", pod, () -> {
            TimeTailPrettyLoggable log =
                    once.pods().inNamespace(namespace).withName(pod).inContainer(container);
            TailPrettyLoggable part = since.isPresent()
                    ? log.sinceTime(since.get().truncatedTo(ChronoUnit.SECONDS).toString())
                    : log;
            return part.tailingLines(MOST_LINES).getLog();
        });
    }

    /** The last log lines of a container; of its previous run if it waits to be restarted. */
    public String lastWords(String pod, String container, int lines) {
        return call(
                "get",
                "",
                "pods/log",
                pod,
                () -> once.pods()
                        .inNamespace(namespace)
                        .withName(pod)
                        .inContainer(container)
                        .tailingLines(lines)
                        .getLog());
    }

    /** Forwards a loopback port to the pod, one connection each; the result reports errors on request. */
    public LocalPortForward forward(String pod, int port) {
        return once.pods().inNamespace(namespace).withName(pod).portForward(port, InetAddress.getLoopbackAddress(), 0);
    }

    /** Applies a merge patch, conditional on the resourceVersion in it. */
    public void mergeDeployment(String name, Map<String, Object> patch) {
        Deployment named = new DeploymentBuilder().withMetadata(named(name)).build();
        String text = client.getKubernetesSerialization().asJson(patch);
        call(
                "patch",
                "apps",
                "deployments",
                name,
                () -> once.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .resource(named)
                        .patch(asUs(PatchType.JSON_MERGE), text));
    }

    /**
     * Deletes it with its pods first (foreground), conditional on the resourceVersion, so that it is visible while they
     * terminate; nothing if it is gone.
     */
    public void deleteDeployment(String name, String resourceVersion) {
        Map<String, Object> options = Map.of(
                "apiVersion",
                "v1",
                "kind",
                "DeleteOptions",
                "propagationPolicy",
                "Foreground",
                "preconditions",
                Map.of("resourceVersion", resourceVersion));
        String uri = "/apis/apps/v1/namespaces/" + namespace + "/deployments/" + name;
        callNullable("delete", "apps", "deployments", name, () -> once.raw(uri, "DELETE", options));
    }

    public Optional<Lease> lease(String name) {
        return get(
                "coordination.k8s.io",
                "leases",
                name,
                () -> once.leases().inNamespace(namespace).withName(name).get());
    }

    public List<Lease> leases(Map<String, String> labels) {
        return call(
                        "list",
                        "coordination.k8s.io",
                        "leases",
                        "",
                        () -> once.leases()
                                .inNamespace(namespace)
                                .withLabels(labels)
                                .list())
                .getItems();
    }

    public Lease createLease(Lease lease) {
        return writeLease(
                "create",
                lease,
                () -> once.leases().inNamespace(namespace).resource(lease).create());
    }

    /** Replaces it, conditional on the resourceVersion in it. */
    public Lease updateLease(Lease lease) {
        return writeLease(
                "update",
                lease,
                () -> once.leases().inNamespace(namespace).resource(lease).update());
    }

    private Lease writeLease(String verb, Lease lease, Supplier<@Nullable Lease> write) {
        return call(verb, "coordination.k8s.io", "leases", lease.getMetadata().getName(), write);
    }

    /** Makes one request for an arbitrary kind; empty if the object does not exist. */
    public <T> Optional<T> ask(ApiCall call, Function<KubernetesClient, T> request) {
        try {
            return Optional.ofNullable(request.apply(once));
        } catch (KubernetesClientException error) {
            throw ApiErrors.translate(call, error);
        } catch (RejectedExecutionException | IllegalStateException error) {
            throw ApiErrors.ofClosed(call, error);
        }
    }

    /** Our user name according to the API server; empty before 1.28. Every identity may request it. */
    public Optional<String> userName() {
        try {
            return Optional.ofNullable(once.authentication()
                            .v1()
                            .selfSubjectReviews()
                            .create(new SelfSubjectReviewBuilder().build()))
                    .map(SelfSubjectReview::getStatus)
                    .map(status -> status.getUserInfo().getUsername());
        } catch (KubernetesClientException error) {
            if (error.getCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw ApiErrors.translate(
                    new ApiCall("create", "authentication.k8s.io", "selfsubjectreviews", "", ""), error);
        }
    }

    /** Asks the API server whether we have a permission; every identity may ask. */
    boolean allows(ResourceAttributes right) {
        SelfSubjectAccessReview review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withResourceAttributes(right)
                .endSpec()
                .build();
        SelfSubjectAccessReview answer = call(
                "create",
                "authorization.k8s.io",
                "selfsubjectaccessreviews",
                "",
                () -> once.authorization().v1().selfSubjectAccessReview().create(review));
        return answer.getStatus().getAllowed();
    }

    /**
     * Checks the namespace after nothing was found: a wrong namespace has no objects either.
     *
     * @throws PlatformException with {@code NOT_FOUND} if the namespace is known not to exist
     */
    public void requireNamespace() {
        if (namespaceIsMissing()) {
            throw new PlatformException(
                    PlatformException.Kind.NOT_FOUND,
                    "namespace: '" + namespace + "' does not exist in "
                            + client.getMasterUrl().getHost() + "; create it, or name another with inNamespace(...)");
        }
    }

    private boolean namespaceIsMissing() {
        try {
            return get(
                            "",
                            "namespaces",
                            namespace,
                            () -> once.namespaces().withName(namespace).get())
                    .isEmpty();
        } catch (PlatformException error) {
            // Reading namespaces takes a permission that a release does not need otherwise.
            return false;
        }
    }

    private <T> Optional<T> get(String group, String resource, String name, Supplier<@Nullable T> request) {
        return Optional.ofNullable(callNullable("get", group, resource, name, request));
    }

    private <T> T call(String verb, String group, String resource, String name, Supplier<@Nullable T> request) {
        T answer = callNullable(verb, group, resource, name, request);
        if (answer == null) {
            throw new IllegalStateException("empty answer to " + verb + " " + resource);
        }
        return answer;
    }

    private <T> @Nullable T callNullable(
            String verb, String group, String resource, String name, Supplier<@Nullable T> request) {
        ApiCall call = new ApiCall(verb, group, resource, name, namespace);
        try {
            return request.get();
        } catch (KubernetesClientException error) {
            throw ApiErrors.translate(call, error);
        } catch (RejectedExecutionException | IllegalStateException error) {
            throw ApiErrors.ofClosed(call, error);
        }
    }

    private ObjectMeta named(String name) {
        return new ObjectMetaBuilder().withName(name).withNamespace(namespace).build();
    }

    public static PatchContext asUs(PatchType type) {
        return new PatchContext.Builder()
                .withPatchType(type)
                .withFieldManager(MetadataKeys.FIELD_MANAGER)
                .build();
    }
}
