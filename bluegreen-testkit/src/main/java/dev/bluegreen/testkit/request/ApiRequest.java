package dev.bluegreen.testkit.request;

import dev.bluegreen.testkit.fault.Faults;
import dev.bluegreen.testkit.internal.Given;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * One request that reached the fake API server, and how it was answered.
 *
 * @param verb in Kubernetes words: get, list, watch, create, update, patch, delete, deletecollection
 * @param group API group of the resource, empty for the core group
 * @param resource plural name, empty for a discovery request
 * @param subresource such as {@code status}, or empty
 * @param namespace empty for a cluster-scoped or all-namespaces request
 * @param name empty for a request on a collection
 * @param client identity that sent it
 * @param fieldManager as the server records it
 * @param query decoded query parameters
 * @param status HTTP status of the answer; 0 if the connection was cut instead
 * @param time when it was answered, on the cluster's time
 * @param body the request's body as sent
 */
public record ApiRequest(
        String verb,
        String group,
        String resource,
        String subresource,
        String namespace,
        String name,
        String client,
        String fieldManager,
        Map<String, String> query,
        int status,
        Instant time,
        String body) {

    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");

    /** True if the request asked for a change, applied or not. Dry runs and reviews of rights change nothing. */
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
}
