package dev.bluegreen.testkit.request;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change of one object. The trees are as in the object's JSON, and unmodifiable. Immutable.
 */
public final class ObjectChange {

    private final String request;
    private final String client;
    private final Instant time;
    private final String resource;
    private final String namespace;
    private final String name;
    private final @Nullable Map<String, Object> before;
    private final @Nullable Map<String, Object> after;

    private ObjectChange(Builder made) {
        request = Input.given("change.request", made.request, "give an empty text for none");
        client = Input.given("change.client", made.client, "give an empty text for none");
        time = Input.given("change.time", made.time, "give one");
        resource = Input.given("change.resource", made.resource, "give one");
        namespace = Input.given("change.namespace", made.namespace, "give an empty text for none");
        name = Input.given("change.name", made.name, "give one");
        before = made.before;
        after = made.after;
    }

    /** A builder of a change by a part of the cluster; for tests. */
    public static Builder builder(String resource, String name, Instant time) {
        return new Builder(resource, name, time);
    }

    /** The id of the request that made it; empty if a part of the cluster did. */
    public String request() {
        return request;
    }

    /** The identity that sent the request; empty if a part of the cluster made the change. */
    public String client() {
        return client;
    }

    /** The time, on the cluster's time. */
    public Instant time() {
        return time;
    }

    /** The plural name of the resource. */
    public String resource() {
        return resource;
    }

    /** The namespace, empty for a cluster-scoped object. */
    public String namespace() {
        return namespace;
    }

    /** The object's name. */
    public String name() {
        return name;
    }

    /** The object before; null if it did not exist. */
    public @Nullable Map<String, Object> before() {
        return before;
    }

    /** The object as it is; null if it is gone. */
    public @Nullable Map<String, Object> after() {
        return after;
    }

    /** Builds a change; for one thread. */
    public static final class Builder {

        private String request = "";
        private String client = "";
        private final Instant time;
        private final String resource;
        private String namespace = "";
        private final String name;
        private @Nullable Map<String, Object> before;
        private @Nullable Map<String, Object> after;

        private Builder(String resource, String name, Instant time) {
            this.resource = resource;
            this.name = name;
            this.time = time;
        }

        /** Sets {@link ObjectChange#request()}; empty unless set. */
        public Builder request(String request) {
            this.request = request;
            return this;
        }

        /** Sets {@link ObjectChange#client()}; empty unless set. */
        public Builder client(String client) {
            this.client = client;
            return this;
        }

        /** Sets {@link ObjectChange#namespace()}; empty unless set. */
        public Builder namespace(String namespace) {
            this.namespace = namespace;
            return this;
        }

        /** Sets {@link ObjectChange#before()}; null unless set. */
        public Builder before(@Nullable Map<String, Object> before) {
            this.before = before;
            return this;
        }

        /** Sets {@link ObjectChange#after()}; null unless set. */
        public Builder after(@Nullable Map<String, Object> after) {
            this.after = after;
            return this;
        }

        /**
         * The finished value.
         *
         * @throws ConfigurationException if a required value is null
         */
        public ObjectChange build() {
            return new ObjectChange(this);
        }
    }
}
