package dev.bluegreen.testkit.internal.controller;

import dev.bluegreen.testkit.internal.controller.loop.Conditions;
import dev.bluegreen.testkit.internal.controller.loop.Pods;
import dev.bluegreen.testkit.internal.store.Trees;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the node says about a pod.
 *
 * @param waiting why its containers do not run, or no longer; empty if they do
 */
record PodStatus(PodRun run, String phase, String waiting, boolean ready) {

    private static final List<String> OWN_CONDITIONS =
            List.of("PodScheduled", "Initialized", "ContainersReady", "Ready");

    static PodStatus running(PodRun run, boolean ready) {
        return new PodStatus(run, "Running", "", ready);
    }

    static PodStatus waiting(PodRun run, String reason, String phase) {
        return new PodStatus(run, phase, reason, false);
    }

    static PodStatus ended(PodRun run, boolean well) {
        return new PodStatus(run, well ? "Succeeded" : "Failed", well ? "Completed" : "Error", false);
    }

    /** Puts the pod on its node and the status on the pod. */
    Map<String, Object> writeTo(Map<String, Object> pod, Instant now) {
        Trees.child(pod, "spec").putIfAbsent("nodeName", "fake-node-" + run.node);
        Map<String, Object> before = Trees.copy(pod);
        Map<String, Object> status = Trees.child(pod, "status");
        status.put("phase", phase);
        status.put("hostIP", "192.168.0." + run.node);
        status.put("podIP", run.ip);
        status.put("podIPs", run.ips.stream().map(ip -> Map.of("ip", ip)).toList());
        status.put("startTime", run.startedAt);
        status.put("qosClass", "Burstable");
        status.put("conditions", conditions(before, now));
        status.put(
                "containerStatuses",
                Trees.maps(pod, "spec", "containers").stream()
                        .map(container -> container(container, now))
                        .toList());
        return pod;
    }

    /** Those of its own, and behind them what others have set. */
    private List<Map<String, Object>> conditions(Map<String, Object> before, Instant now) {
        Optional<String> gate = ReadinessGates.missing(before);
        Stream<Map<String, Object>> own = OWN_CONDITIONS.stream()
                .map(type -> Conditions.ofPod(Pods.condition(before, type), type, holds(type, gate), now))
                .map(condition -> explained(condition, gate));
        Stream<Map<String, Object>> others = Trees.maps(before, "status", "conditions").stream()
                .filter(condition -> !OWN_CONDITIONS.contains(Trees.text(condition, "type")));
        return Stream.concat(own, others).toList();
    }

    private boolean holds(String type, Optional<String> gate) {
        return switch (type) {
            case "Ready" -> ready && gate.isEmpty();
            case "ContainersReady" -> ready;
            default -> true;
        };
    }

    private Map<String, Object> explained(Map<String, Object> condition, Optional<String> gate) {
        if (ready && gate.isPresent() && Trees.text(condition, "type").equals("Ready")) {
            condition.put("reason", "ReadinessGatesNotReady");
            condition.put("message", gate.get());
        }
        return condition;
    }

    private Map<String, Object> container(Map<String, Object> container, Instant now) {
        String image = Trees.text(container, "image");
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("name", Trees.text(container, "name"));
        status.put("image", image);
        status.put("imageID", waiting.startsWith("ImagePull") ? "" : imageId(image));
        status.put("ready", ready);
        status.put("started", waiting.isEmpty());
        status.put("restartCount", run.restarts);
        status.put("state", state(now));
        return status;
    }

    private Map<String, Object> state(Instant now) {
        if (waiting.isEmpty()) {
            return Map.of("running", Map.of("startedAt", run.startedAt));
        }
        return phase.matches("Succeeded|Failed")
                ? Map.of("terminated", terminated(now))
                : Map.of("waiting", Map.of("reason", waiting, "message", "scripted: " + waiting));
    }

    private Map<String, Object> terminated(Instant now) {
        return Map.of(
                "exitCode",
                phase.equals("Succeeded") ? 0 : 1,
                "reason",
                waiting,
                "startedAt",
                run.startedAt,
                "finishedAt",
                Conditions.text(now));
    }

    /** A digest that is the same for the same image reference, as a registry that never moves a tag would give. */
    private static String imageId(String image) {
        return image.contains("@sha256:") ? image : repository(image) + "@sha256:" + sha256(image);
    }

    private static String repository(String image) {
        int tag = image.lastIndexOf(':');
        return tag > image.lastIndexOf('/') ? image.substring(0, tag) : image;
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
