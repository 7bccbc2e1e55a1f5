package dev.bluegreen.testkit;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.fault.Faults;
import dev.bluegreen.testkit.internal.Given;
import dev.bluegreen.testkit.request.ApiObserver;
import dev.bluegreen.testkit.request.ApiRequest;
import dev.bluegreen.testkit.request.RequestLog;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;
import java.util.regex.Pattern;

/** The API server's side of a fake cluster: its clients, their requests, and faults. */
abstract sealed class ApiControls permits FakeCluster {

    /** Kubernetes, "API Groups": a group is a DNS subdomain; and its versions are v1, v1beta1 and the like. */
    private static final Pattern API_VERSION = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/v[a-z0-9]{1,20}");

    private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]{0,62}");

    private final ClusterParts parts;

    ApiControls(ClusterParts parts) {
        this.parts = parts;
    }

    abstract FakeCluster self();

    /** The client of the identity {@value FakeCluster#DEFAULT_CLIENT}; closed with the cluster. */
    public final KubernetesClient client() {
        return client(FakeCluster.DEFAULT_CLIENT);
    }

    /** The client of an identity; closed with the cluster. */
    public final KubernetesClient client(String identity) {
        return parts.open().clients.of(Given.word("identity", identity));
    }

    /**
     * The client of an identity with the permissions of Roles only; everything else is answered 403 in the real server's
     * words. Binds each Role to the identity, besides those it has.
     *
     * @param roles YAML of Roles and ClusterRoles; a Role that names no namespace is one of the cluster's namespace
     * @throws ConfigurationException if there is no Role in it, or the server refuses one
     */
    public final KubernetesClient clientAs(String identity, String roles) {
        parts.open().grants.grant(Given.word("identity", identity), Given.any("roles", roles));
        return client(identity);
    }

    /** A builder for clients that hold virtual time as {@link #client()} does; the caller closes them. */
    public final KubernetesClientBuilder clientBuilder() {
        return parts.open().clients.builder().withConfig(config());
    }

    /** Access to the cluster as {@value FakeCluster#DEFAULT_CLIENT}, for clients that the caller makes. */
    public final Config config() {
        return config(FakeCluster.DEFAULT_CLIENT);
    }

    /** Access to the cluster as an identity, for clients that the caller makes. */
    public final Config config(String identity) {
        return parts.open().clients.config(Given.word("identity", identity));
    }

    /**
     * Serves a custom resource from now on: namespaced, with status subresource, without schema.
     *
     * @param apiVersion group and version, such as {@code example.org/v1}
     * @throws ConfigurationException if apiVersion has no group
     */
    public final FakeCluster install(String apiVersion, String kind, String plural) {
        Given.text("apiVersion", apiVersion, API_VERSION, "give group and version, such as example.org/v1");
        Given.text("kind", kind, KIND, "give a kind, such as Canary");
        Given.name("plural", plural);
        int slash = apiVersion.indexOf('/');
        parts.open().resources.install(apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind, plural);
        return self();
    }

    /** Serves custom resources of a well-known project from now on, by their definitions. */
    public final FakeCluster install(CustomResources resources) {
        Given.any("resources", resources)
                .definitions()
                .forEach(
                        definition -> parts.open().api.apply(FakeCluster.KUBECTL, resources.name(), definition.tree()));
        return self();
    }

    /** How fast the API server is: at once, unless it is told to take its time as a real one does. */
    public final FakeApiServer api() {
        return new FakeApiServer(parts.open());
    }

    /** All requests so far for kinds that are served, in the order of their answers; those for others are in the log only. */
    public final List<ApiRequest> requests() {
        return parts.requests.matching(request -> !request.resource().isEmpty());
    }

    /** The requests so far for a change. */
    public final List<ApiRequest> writes() {
        return parts.requests.writes();
    }

    /** The log behind {@link #requests()}, to filter or clear it. */
    public final RequestLog requestLog() {
        return parts.requests;
    }

    /** Notifies an observer of every request and every change from now on. */
    public final FakeCluster observe(ApiObserver observer) {
        parts.open().observers.add(Given.any("observer", observer));
        return self();
    }

    /** Fault rules. */
    public final Faults faults() {
        return parts.faults;
    }

    /**
     * Denies an identity a verb on a resource from now on: answered 403 in the real server's words.
     *
     * @param resource plural name, with {@code /subresource} for a subresource
     */
    public final FakeCluster deny(String identity, String verb, String resource) {
        Given.oneOf("verb", verb, Faults.VERBS);
        String plural = Given.any("resource", resource).split("/", 2)[0];
        if (!parts.open().resources.has(plural)) {
            throw Given.refused(
                    "resource", resource, "name one that the cluster serves by its plural, such as services");
        }
        parts.open().access.deny(Given.word("identity", identity), verb, resource);
        return self();
    }

    /** Cuts an identity off, as if its process were gone: every request and watch of it fails from now on. */
    public final FakeCluster crash(String identity) {
        parts.open().api.crash(Given.word("identity", identity));
        return self();
    }

    /**
     * Cuts an identity off from the API until {@link #heal}: every request of it fails, and its watches end. Unlike after
     * {@link #crash} its process is alive, and goes on trying.
     */
    public final FakeCluster partition(String identity) {
        parts.journal.struck("partition of " + Given.word("identity", identity));
        parts.open().api.partition(identity);
        return self();
    }

    /** Ends the {@link #partition} of an identity. */
    public final FakeCluster heal(String identity) {
        parts.journal.struck("end of the partition of " + Given.word("identity", identity));
        parts.open().api.heal(identity);
        return self();
    }

    /** Closes all watches, as a restart of the API server does. */
    public final FakeCluster dropWatches() {
        parts.open().api.dropWatches();
        return self();
    }

    /** Forgets all history, so that a watch from an older version is answered 410 Gone. */
    public final FakeCluster compact() {
        parts.open().store.compact();
        return self();
    }

    /** Sends a bookmark of the current version to every watch that requested bookmarks. */
    public final FakeCluster bookmark() {
        parts.open().api.bookmark();
        return self();
    }

    /** How many watches are open. */
    public final int openWatches() {
        return parts.api.openWatches();
    }
}
