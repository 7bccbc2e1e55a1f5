package dev.bluegreen.testkit.request;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.testkit.fault.Faults;
import dev.bluegreen.testkit.internal.Given;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * One request that reached the fake API server, and how it was answered. Immutable.
 */
public final class ApiRequest {

    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");

    private final String verb;
    private final String group;
    private final String resource;
    private final String subresource;
    private final String namespace;
    private final String name;
    private final String client;
    private final String fieldManager;
    private final Map<String, String> query;
    private final int status;
    private final Instant started;
    private final Instant time;
    private final String body;

    private ApiRequest(Builder made) {
        verb = Input.given("request.verb", made.verb, "give one");
        group = Input.given("request.group", made.group, "give an empty text for none");
        resource = Input.given("request.resource", made.resource, "give one");
        subresource = Input.given("request.subresource", made.subresource, "give an empty text for none");
        namespace = Input.given("request.namespace", made.namespace, "give an empty text for none");
        name = Input.given("request.name", made.name, "give an empty text for none");
        client = Input.given("request.client", made.client, "give an empty text for none");
        fieldManager = Input.given("request.fieldManager", made.fieldManager, "give an empty text for none");
        query = Map.copyOf(Input.given("request.query", made.query, "give an empty one for none"));
        status = made.status;
        time = Input.given("request.time", made.time, "give one");
        started = Input.given("request.started", made.started, "give one, or leave it out");
        body = Input.given("request.body", made.body, "give an empty text for none");
    }

    /** A builder of a request; for tests of code that reads requests. */
    public static Builder builder(String verb, String resource, Instant time) {
        return new Builder(verb, resource, time);
    }

    /** The verb in Kubernetes words: get, list, watch, create, update, patch, delete, deletecollection. */
    public String verb() {
        return verb;
    }

    /** API group of the resource, empty for the core group. */
    public String group() {
        return group;
    }

    /** The plural name of the resource, empty for discovery and for a kind that is not served. */
    public String resource() {
        return resource;
    }

    /** The subresource, such as {@code status}, or empty. */
    public String subresource() {
        return subresource;
    }

    /** The namespace, empty for a cluster-scoped or all-namespaces request. */
    public String namespace() {
        return namespace;
    }

    /** The name, empty for a request on a collection; the path of a request for no kind that is served. */
    public String name() {
        return name;
    }

    /** The identity that sent it. */
    public String client() {
        return client;
    }

    /** The field manager as the server records it. */
    public String fieldManager() {
        return fieldManager;
    }

    /** Decoded query parameters. */
    public Map<String, String> query() {
        return query;
    }

    /** HTTP status of the answer; 0 if the connection was cut instead. */
    public int status() {
        return status;
    }

    /** The time at which it arrived, on the cluster's time. */
    public Instant started() {
        return started;
    }

    /** The time at which it was answered, on the cluster's time. */
    public Instant time() {
        return time;
    }

    /** The request's body as sent. */
    public String body() {
        return body;
    }

    /** True if it is a request for a change, applied or not. Dry runs and access reviews change nothing. */
    public boolean isWrite() {
        return WRITES.contains(verb) && !resource.endsWith("reviews") && !query.containsKey("dryRun");
    }

    /** True if the request has this verb and resource. */
    public boolean is(String verb, String resource) {
        Given.oneOf("verb", verb, Faults.VERBS);
        Given.line("resource", resource, 253);
        return this.verb.equals(verb) && this.resource.equals(resource);
    }

    @Override
    public String toString() {
        String place = namespace.isEmpty() ? name : namespace + "/" + name;
        return "%s %s %s%s by %s: %d"
                .formatted(verb, resource, place, subresource.isEmpty() ? "" : "/" + subresource, client, status);
    }

    /** Builds a request; for one thread. */
    public static final class Builder {

        private final String verb;
        private String group = "";
        private final String resource;
        private String subresource = "";
        private String namespace = "";
        private String name = "";
        private String client = "";
        private String fieldManager = "";
        private Map<String, String> query = Map.of();
        private int status = 200;
        private Instant started;
        private final Instant time;
        private String body = "";

        private Builder(String verb, String resource, Instant time) {
            this.verb = verb;
            this.resource = resource;
            this.started = time;
            this.time = time;
        }

        /** Sets {@link ApiRequest#started()}; the same as {@link ApiRequest#time()} unless set. */
        public Builder started(Instant started) {
            this.started = started;
            return this;
        }

        /** Sets {@link ApiRequest#group()}; empty unless set. */
        public Builder group(String group) {
            this.group = group;
            return this;
        }

        /** Sets {@link ApiRequest#subresource()}; empty unless set. */
        public Builder subresource(String subresource) {
            this.subresource = subresource;
            return this;
        }

        /** Sets {@link ApiRequest#namespace()}; empty unless set. */
        public Builder namespace(String namespace) {
            this.namespace = namespace;
            return this;
        }

        /** Sets {@link ApiRequest#name()}; empty unless set. */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        /** Sets {@link ApiRequest#client()}; empty unless set. */
        public Builder client(String client) {
            this.client = client;
            return this;
        }

        /** Sets {@link ApiRequest#fieldManager()}; empty unless set. */
        public Builder fieldManager(String fieldManager) {
            this.fieldManager = fieldManager;
            return this;
        }

        /** Sets {@link ApiRequest#query()}; empty unless set. */
        public Builder query(Map<String, String> query) {
            this.query = query;
            return this;
        }

        /** Sets {@link ApiRequest#status()}; 200 unless set. */
        public Builder status(int status) {
            this.status = status;
            return this;
        }

        /** Sets {@link ApiRequest#body()}; empty unless set. */
        public Builder body(String body) {
            this.body = body;
            return this;
        }

        /**
         * The finished value.
         *
         * @throws ConfigurationException if a required value is null
         */
        public ApiRequest build() {
            return new ApiRequest(this);
        }
    }
}
