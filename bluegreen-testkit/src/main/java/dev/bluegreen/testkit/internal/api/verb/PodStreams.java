package dev.bluegreen.testkit.internal.api.verb;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.api.call.ApiCall;
import dev.bluegreen.testkit.internal.api.call.ApiError;
import dev.bluegreen.testkit.internal.api.call.LogOptions;
import dev.bluegreen.testkit.internal.api.call.PodProcesses;
import dev.bluegreen.testkit.internal.api.call.PortForward;
import dev.bluegreen.testkit.internal.api.call.Reply;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** What a pod's process is asked through the API server: logs and ports. Commands are not run. */
public final class PodStreams {

    private final ObjectStore store;
    private final Time time;
    private final PodProcesses processes;
    private final Executor pool;

    public PodStreams(ObjectStore store, Time time, PodProcesses processes, Executor pool) {
        this.store = store;
        this.time = time;
        this.processes = processes;
        this.pool = pool;
    }

    Reply log(ApiCall call) {
        Map<String, Object> pod = pod(call);
        LogOptions options = LogOptions.of(call, time.now());
        requireStarted(call, pod, container(call, pod));
        if (Trees.text(pod, "spec", "nodeName").isEmpty()) {
            return Reply.text(204, "");
        }
        return Reply.text(200, options.select(processes.log(call.key()), startedAt(pod)));
    }

    private Instant startedAt(Map<String, Object> pod) {
        return Trees.string(pod, "status", "startTime").map(Instant::parse).orElseGet(time::now);
    }

    Reply forward(ApiCall call) {
        Map<String, Object> pod = pod(call);
        if (!call.webSocket()) {
            throw ApiError.badRequest("Upgrade request required");
        }
        if (Trees.text(pod, "spec", "nodeName").isEmpty()) {
            throw ApiError.badRequest("pod %s does not have a host assigned".formatted(call.name()));
        }
        return new Reply.Forwarding(new PortForward(call.key(), ports(call), processes, pool));
    }

    Reply command(ApiCall call) {
        pod(call);
        throw ApiError.notImplemented(
                "the fake API server runs no commands: " + call.subresource() + " is not supported");
    }

    private Map<String, Object> pod(ApiCall call) {
        return store.get(call.key()).orElseThrow(call::notFound);
    }

    private static String container(ApiCall call, Map<String, Object> pod) {
        String wanted = call.query("container");
        List<String> regular = names(pod, "containers");
        if (wanted.isEmpty() && regular.size() == 1) {
            return regular.get(0);
        }
        if (wanted.isEmpty()) {
            throw ApiError.badRequest("a container name must be specified for pod %s, choose one of: %s"
                    .formatted(call.name(), String.join(" ", regular)));
        }
        if (!regular.contains(wanted) && !names(pod, "initContainers").contains(wanted)) {
            throw ApiError.badRequest("container %s is not valid for pod %s".formatted(wanted, call.name()));
        }
        return wanted;
    }

    private static List<String> names(Map<String, Object> pod, String containers) {
        return Trees.maps(pod, "spec", containers).stream()
                .map(container -> Trees.text(container, "name"))
                .toList();
    }

    /** In a real cluster the node answers this, so for a pod without a node nothing is known. */
    private static void requireStarted(ApiCall call, Map<String, Object> pod, String container) {
        String quoted = "container \"%s\" in pod \"%s\"".formatted(container, call.name());
        List<Map<String, Object>> neverRestarted = Trees.maps(pod, "status", "containerStatuses").stream()
                .filter(status -> Trees.text(status, "name").equals(container))
                .filter(status -> Trees.integer(status, "restartCount").orElse(0) == 0)
                .toList();
        if (call.isTrue("previous") && !neverRestarted.isEmpty()) {
            throw ApiError.badRequest("previous terminated " + quoted + " not found");
        }
        neverRestarted.stream()
                .filter(status -> !Trees.map(status, "state", "waiting").isEmpty())
                .forEach(status -> {
                    String reason = Trees.text(status, "state", "waiting", "reason");
                    throw ApiError.badRequest(quoted + " is waiting to start: " + reason);
                });
    }

    private static List<Integer> ports(ApiCall call) {
        try {
            List<Integer> ports = Stream.of(call.query("ports").split(",", -1))
                    .map(Integer::valueOf)
                    .toList();
            if (ports.stream().allMatch(port -> port > 0 && port < 65_536)) {
                return ports;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw ApiError.badRequest(
                "query parameter \"ports\": '%s': give ports between 1 and 65535".formatted(call.query("ports")));
    }
}
