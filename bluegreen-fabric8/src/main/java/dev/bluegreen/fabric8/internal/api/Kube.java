package dev.bluegreen.fabric8.internal.api;

import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

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

    /** By class, because fabric8 forms each plural anew, by regular expressions. */
    private final Map<Class<?>, ApiCall> kinds = new ConcurrentHashMap<>();

    public Kube(KubernetesClient client, String namespace) {
        this.client = client;
        this.once = client.newClient(withoutRetries(client)).adapt(KubernetesClient.class);
        this.namespace = namespace;
    }

    private Kube(Kube other, String namespace) {
        this.client = other.client;
        this.once = other.once;
        this.namespace = namespace;
    }

    /** Requests to another namespace, by the same client. */
    public Kube in(String other) {
        return other.equals(namespace) ? this : new Kube(this, other);
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

    /** {@code namespace shop of https://host}. */
    public String describe() {
        return "namespace " + namespace + " of " + cluster();
    }

    /** {@code https://host}; with the port unless it is the default one. */
    public String cluster() {
        URL url = client.getMasterUrl();
        boolean usual = url.getPort() < 0 || url.getPort() == url.getDefaultPort();
        return url.getProtocol() + "://" + url.getHost() + (usual ? "" : ":" + url.getPort());
    }

    /** One object; empty if it does not exist. */
    public <T extends HasMetadata> Optional<T> get(Class<T> kind, String name) {
        return ask(
                call("get", kind, name),
                client -> of(client, kind).withName(name).get());
    }

    public <T extends HasMetadata> List<T> list(Class<T> kind) {
        return list(kind, Map.of());
    }

    public <T extends HasMetadata> List<T> list(Class<T> kind, Map<String, String> labels) {
        return require(
                call("list", kind, ""),
                client -> of(client, kind).withLabels(labels).list().getItems());
    }

    /** Lists objects of all namespaces. */
    public <T extends HasMetadata> List<T> listEverywhere(Class<T> kind, Map<String, String> labels) {
        return require(
                call("list", kind, ""),
                client -> client.resources(kind)
                        .inAnyNamespace()
                        .withLabels(labels)
                        .list()
                        .getItems());
    }

    /** Lists objects; none if the cluster does not serve the kind. */
    public <T extends HasMetadata> List<T> listIfServed(Class<T> kind) {
        try {
            return list(kind);
        } catch (PlatformException error) {
            if (error.kind() == Kind.NOT_FOUND) {
                return List.of();
            }
            throw error;
        }
    }

    public <T extends HasMetadata> T create(Class<T> kind, T object) {
        return require(
                call("create", kind, object.getMetadata().getName()),
                client -> of(client, kind).resource(object).create());
    }

    /** Replaces it, conditional on the resourceVersion in it. */
    public <T extends HasMetadata> T update(Class<T> kind, T object) {
        return require(
                call("update", kind, object.getMetadata().getName()),
                client -> of(client, kind).resource(object).update());
    }

    /** Patches an object, of which only the name counts. */
    public <T extends HasMetadata> T patch(Class<T> kind, T named, PatchType type, Object patch) {
        PatchContext context = new PatchContext.Builder()
                .withPatchType(type)
                .withFieldManager(MetadataKeys.FIELD_MANAGER)
                .build();
        String text = serialization().asJson(patch);
        return require(
                call("patch", kind, named.getMetadata().getName()),
                client -> of(client, kind).resource(named).patch(context, text));
    }

    /** Deletes it with its dependents in the background; success if it is already gone. */
    public void delete(Class<? extends HasMetadata> kind, String name) {
        ask(
                call("delete", kind, name),
                client -> of(client, kind)
                        .withName(name)
                        .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                        .delete());
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

    /** The log of a container since a time, at most the last 5,000 lines. */
    public String log(String pod, String container, Optional<Instant> since) {
        return log(pod, container, since, MOST_LINES);
    }

    /** The last log lines of a container; of its previous run if it waits to be restarted. */
    public String lastWords(String pod, String container, int lines) {
        return log(pod, container, Optional.empty(), lines);
    }

    private String log(String pod, String container, Optional<Instant> since, int lines) {
        return require(new ApiCall("get", "", "pods/log", pod, namespace), client -> {
            TimeTailPrettyLoggable log =
                    client.pods().inNamespace(namespace).withName(pod).inContainer(container);
            TailPrettyLoggable part = since.isPresent()
                    ? log.sinceTime(since.get().truncatedTo(ChronoUnit.SECONDS).toString())
                    : log;
            return part.tailingLines(lines).getLog();
        });
    }

    /** Forwards a loopback port to the pod, one connection each; the result reports errors on request. */
    public LocalPortForward forward(String pod, int port) {
        return once.pods().inNamespace(namespace).withName(pod).portForward(port, InetAddress.getLoopbackAddress(), 0);
    }

    /**
     * Deletes it with its pods first (foreground), conditional on the resourceVersion, so that it is visible while they
     * terminate; nothing if it is gone.
     */
    public void deleteDeployment(String name, String resourceVersion) {
        DeleteOptions options = new DeleteOptionsBuilder()
                .withPropagationPolicy("Foreground")
                .withNewPreconditions()
                .withResourceVersion(resourceVersion)
                .endPreconditions()
                .build();
        String uri = "/apis/apps/v1/namespaces/" + namespace + "/deployments/" + name;
        ask(call("delete", Deployment.class, name), client -> client.raw(uri, "DELETE", options));
    }

    /** Makes one request; empty if the object does not exist. */
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
            throw ApiErrors.translate(call("create", SelfSubjectReview.class, ""), error);
        }
    }

    /** True if we have the permission; every identity may request that. */
    public boolean allows(Permission permission) {
        SelfSubjectAccessReview review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withGroup(permission.group())
                .withResource(permission.resource())
                .withName(permission.name().orElse(""))
                .withNamespace(
                        Permissions.isOfCluster(permission.resource())
                                ? ""
                                : Permissions.namespace(permission).orElse(namespace))
                .withVerb(permission.verb())
                .endResourceAttributes()
                .endSpec()
                .build();
        return require(
                        call("create", SelfSubjectAccessReview.class, ""),
                        client -> client.authorization()
                                .v1()
                                .selfSubjectAccessReview()
                                .create(review))
                .getStatus()
                .getAllowed();
    }

    /**
     * Checks the namespace after nothing was found: a wrong namespace has no objects either.
     *
     * @throws PlatformException with {@code NOT_FOUND} if the namespace is known not to exist
     */
    public void requireNamespace() {
        if (namespaceIsMissing()) {
            throw new PlatformException(
                    Kind.NOT_FOUND,
                    "namespace: '" + namespace + "' does not exist in "
                            + client.getMasterUrl().getHost() + "; create it, or name another with inNamespace(...)");
        }
    }

    private boolean namespaceIsMissing() {
        try {
            return get(Namespace.class, namespace).isEmpty();
        } catch (PlatformException error) {
            // Reading namespaces takes a permission that a release does not need otherwise.
            return false;
        }
    }

    /** The request for the response that it must have. */
    public <T> T require(ApiCall call, Function<KubernetesClient, T> request) {
        return ask(call, request).orElseThrow(() -> new IllegalStateException("empty response to " + call));
    }

    public ApiCall call(String verb, Class<? extends HasMetadata> kind, String name) {
        return kinds.computeIfAbsent(kind, any -> ApiCall.of("", kind, "", namespace))
                .with(verb, name);
    }

    /** The objects of a kind, in the namespace unless the kind has none. */
    public <T extends HasMetadata> NonNamespaceOperation<T, KubernetesResourceList<T>, Resource<T>> of(
            KubernetesClient client, Class<T> kind) {
        boolean isNamespaced = Namespaced.class.isAssignableFrom(kind);
        return isNamespaced ? client.resources(kind).inNamespace(namespace) : client.resources(kind);
    }

    /** Metadata with a name, to patch or create that object. */
    public ObjectMeta named(String name) {
        return new ObjectMetaBuilder().withName(name).withNamespace(namespace).build();
    }
}
