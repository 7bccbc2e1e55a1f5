package dev.bluegreen.testkit;

import dev.bluegreen.testkit.internal.Given;
import dev.bluegreen.testkit.request.ApiLatency;
import dev.bluegreen.testkit.request.ApiRequest;
import dev.bluegreen.testkit.request.RequestTrace;
import dev.bluegreen.testkit.time.VirtualTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** How fast the API server of a fake cluster is, and what its time is spent on. Thread-safe. */
public final class FakeApiServer {

    private final ClusterParts parts;

    FakeApiServer(ClusterParts parts) {
        this.parts = parts;
    }

    /**
     * From now on requests, caches, EndpointSlices and watch events take their time, {@link ApiLatency#none()} unless set.
     * A request that a fault strikes takes only what the fault says. Virtual time passes by itself while a client waits for
     * an answer, unless it is {@link dev.bluegreen.testkit.time.VirtualTime#manual()}. The lag of the EndpointSlices
     * replaces that of {@link FakeCluster#endpointsLag}, and the other way round.
     */
    public FakeApiServer latency(ApiLatency latency) {
        parts.open().api.latency(Given.any("latency", latency));
        parts.simulation.controlPlane().endpointsLag(latency.endpointsLag());
        return this;
    }

    /**
     * Runs an action, on a thread forked from the cluster's time unless the caller's is one, and traces what it asks for:
     * {@code cluster.api().trace(() -> release.switchTo(GREEN))}. What others ask for meanwhile is in it too. Virtual time
     * does not move but for what the action waits for.
     *
     * @throws RuntimeException what the action throws
     */
    public RequestTrace trace(Runnable action) {
        Given.any("action", action);
        parts.open();
        if (parts.time instanceof VirtualTime virtual && virtual.isForked()) {
            return traced(action);
        }
        CompletableFuture<RequestTrace> trace = new CompletableFuture<>();
        parts.time.fork("traced", () -> {
            try {
                trace.complete(traced(action));
            } catch (RuntimeException | Error e) {
                trace.completeExceptionally(e);
            }
        });
        return result(trace);
    }

    private RequestTrace traced(Runnable action) {
        Instant start = parts.time.now();
        int before = parts.requests.all().size();
        action.run();
        Instant end = parts.time.now();
        List<ApiRequest> all = parts.requests.all();
        return RequestTrace.of(all.subList(Math.min(before, all.size()), all.size()), start, end);
    }

    private static RequestTrace result(CompletableFuture<RequestTrace> trace) {
        try {
            return trace.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException thrown ? thrown : e;
        }
    }
}
