package dev.bluegreen.testkit.internal.controller.loop;

import dev.bluegreen.testkit.internal.dataplane.PodIdentity;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads from a pod object what the process in it says about itself. */
public final class PodIdentities {

    private volatile String trackLabel = "track";

    /** From now on pods tell the value of this label as their track. */
    public void trackLabel(String key) {
        trackLabel = key;
    }

    public PodIdentity of(Map<String, Object> pod, List<String> ips) {
        Map<String, String> labels = Trees.strings(pod, "metadata", "labels");
        return new PodIdentity(
                Trees.text(pod, "metadata", "namespace"),
                Trees.text(pod, "metadata", "name"),
                ips,
                labels.getOrDefault("app", ""),
                labels.getOrDefault(trackLabel, ""),
                labels.getOrDefault("version", imageTag(pod)),
                environment(pod),
                ports(pod));
    }

    private static String imageTag(Map<String, Object> pod) {
        return Trees.maps(pod, "spec", "containers").stream()
                .findFirst()
                .map(container -> Trees.text(container, "image"))
                .map(image -> image.substring(image.lastIndexOf('/') + 1))
                .filter(image -> image.contains(":"))
                .map(image -> image.substring(image.lastIndexOf(':') + 1))
                .orElse("latest");
    }

    private static Map<String, String> environment(Map<String, Object> pod) {
        Map<String, String> environment = new LinkedHashMap<>();
        Trees.maps(pod, "spec", "containers").stream()
                .limit(1)
                .flatMap(container -> Trees.maps(container, "env").stream())
                .forEach(variable -> environment.put(Trees.text(variable, "name"), Trees.text(variable, "value")));
        return environment;
    }

    private static Set<PodIdentity.Port> ports(Map<String, Object> pod) {
        return ContainerPorts.of(pod).stream()
                .map(port -> new PodIdentity.Port(
                        Math.toIntExact(Trees.integer(port, "containerPort").orElseThrow()),
                        ContainerPorts.protocol(port)))
                .collect(Collectors.toSet());
    }
}
