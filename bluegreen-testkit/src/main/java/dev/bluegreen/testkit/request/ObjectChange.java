package dev.bluegreen.testkit.request;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change of one object. The trees are as in the object's JSON, and unmodifiable.
 *
 * @param request id of the request that made it; empty if a part of the cluster did
 * @param client identity that sent the request; empty if a part of the cluster made the change
 * @param time when, on the cluster's time
 * @param resource plural name
 * @param namespace empty for a cluster-scoped object
 * @param name the object's
 * @param before as it was; null if it was not there
 * @param after as it is; null if it is gone
 */
public record ObjectChange(
        String request,
        String client,
        Instant time,
        String resource,
        String namespace,
        String name,
        @Nullable Map<String, Object> before,
        @Nullable Map<String, Object> after) {}
