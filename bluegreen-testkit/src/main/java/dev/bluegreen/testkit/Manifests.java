package dev.bluegreen.testkit;

import dev.bluegreen.model.Track;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The objects of the usual scene, as plain Kubernetes manifests. */
final class Manifests {

    private static final int SERVICE_PORT = 80;

    private Manifests() {}

    static Map<String, Object> deployment(FakeApp.Scene scene, Track track) {
        Map<String, Object> labels = labels(scene, track);
        return object(
                "apps/v1",
                "Deployment",
                Map.of("namespace", scene.namespace(), "name", scene.app() + "-" + label(track)),
                Map.of(
                        "replicas", scene.replicas().get(track),
                        "selector", Map.of("matchLabels", labels),
                        "template",
                                Map.of(
                                        "metadata", Map.of("labels", labels),
                                        "spec", Map.of("containers", List.of(container(scene, track))))));
    }

    static Map<String, Object> service(FakeApp.Scene scene, Track selected) {
        return object(
                "v1",
                "Service",
                Map.of("namespace", scene.namespace(), "name", scene.service()),
                Map.of(
                        "selector", labels(scene, selected),
                        "ports",
                                List.of(Map.of(
                                        "name",
                                        "http",
                                        "protocol",
                                        "TCP",
                                        "port",
                                        SERVICE_PORT,
                                        "targetPort",
                                        scene.port()))));
    }

    static Map<String, Object> node(int number) {
        String name = "fake-node-" + number;
        Map<String, Object> node =
                object("v1", "Node", Map.of("name", name, "labels", Map.of("kubernetes.io/hostname", name)), Map.of());
        node.put(
                "status",
                Map.of(
                        "addresses", List.of(Map.of("type", "InternalIP", "address", "192.168.0." + number)),
                        "conditions", List.of(Map.of("type", "Ready", "status", "True", "reason", "KubeletReady"))));
        return node;
    }

    private static Map<String, Object> container(FakeApp.Scene scene, Track track) {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("name", "app");
        container.put("image", scene.app() + ":" + scene.versions().get(track));
        container.put("ports", List.of(Map.of("name", "http", "containerPort", scene.port())));
        container.put("resources", Map.of("requests", Map.of("cpu", "100m", "memory", "64Mi")));
        if (scene.probes()) {
            Map<String, Object> probe = Map.of("httpGet", Map.of("path", "/healthz", "port", scene.port()));
            container.put("readinessProbe", probe);
            container.put("livenessProbe", probe);
        }
        return container;
    }

    private static Map<String, Object> labels(FakeApp.Scene scene, Track track) {
        return Map.of("app", scene.app(), "track", label(track));
    }

    private static String label(Track track) {
        return track.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> object(
            String apiVersion, String kind, Map<String, Object> metadata, Map<String, Object> spec) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", apiVersion);
        object.put("kind", kind);
        object.put("metadata", metadata);
        object.put("spec", spec);
        return object;
    }
}
