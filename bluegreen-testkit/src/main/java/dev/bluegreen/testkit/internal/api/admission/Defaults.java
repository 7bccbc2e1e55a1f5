package dev.bluegreen.testkit.internal.api.admission;

import dev.bluegreen.testkit.internal.api.call.Resource;
import dev.bluegreen.testkit.internal.store.Trees;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The values a real server fills in, for the kinds a release touches. Thread-safe; one per cluster. */
public final class Defaults {

    private final AtomicInteger clusterIps = new AtomicInteger();

    /** Completes a mutable tree in place. */
    public void apply(Resource resource, Map<String, Object> tree) {
        switch (resource.qualified()) {
            case "deployments.apps" -> deployment(tree);
            case "replicasets.apps" -> workload(tree);
            case "services" -> service(tree);
            case "pods" -> pod(tree);
            case "namespaces" -> namespace(tree);
            case "secrets" -> secret(tree);
            case "jobs.batch" -> job(tree);
            case "horizontalpodautoscalers.autoscaling" -> autoscaler(tree);
            case "customresourcedefinitions.apiextensions.k8s.io" -> definition(tree);
            case "rolebindings.rbac.authorization.k8s.io", "clusterrolebindings.rbac.authorization.k8s.io" ->
                binding(tree);
            default -> {}
        }
        if (resource.hasStatus() && !resource.custom()) {
            tree.putIfAbsent("status", new LinkedHashMap<String, Object>());
        }
    }

    private static void deployment(Map<String, Object> tree) {
        workload(tree);
        Map<String, Object> spec = Trees.child(tree, "spec");
        spec.putIfAbsent("revisionHistoryLimit", 10L);
        spec.putIfAbsent("progressDeadlineSeconds", 600L);
        Map<String, Object> strategy = Trees.child(spec, "strategy");
        strategy.putIfAbsent("type", "RollingUpdate");
        if ("RollingUpdate".equals(strategy.get("type"))) {
            Map<String, Object> rolling = Trees.child(strategy, "rollingUpdate");
            rolling.putIfAbsent("maxSurge", "25%");
            rolling.putIfAbsent("maxUnavailable", "25%");
        }
    }

    private static void workload(Map<String, Object> tree) {
        Map<String, Object> spec = Trees.child(tree, "spec");
        spec.putIfAbsent("replicas", 1L);
        podSpec(Trees.child(spec, "template", "spec"));
    }

    private static void job(Map<String, Object> tree) {
        Map<String, Object> spec = Trees.child(tree, "spec");
        spec.putIfAbsent("parallelism", 1L);
        spec.putIfAbsent("completions", 1L);
        spec.putIfAbsent("backoffLimit", 6L);
        spec.putIfAbsent("suspend", false);
        spec.putIfAbsent("completionMode", "NonIndexed");
        spec.putIfAbsent("podReplacementPolicy", "TerminatingOrFailed");
        podSpec(Trees.child(spec, "template", "spec"));
    }

    private static void autoscaler(Map<String, Object> tree) {
        Map<String, Object> spec = Trees.child(tree, "spec");
        spec.putIfAbsent("minReplicas", 1L);
        Map<String, Object> cpu = Map.of("type", "Utilization", "averageUtilization", 80L);
        Map<String, Object> metric = Map.of("type", "Resource", "resource", Map.of("name", "cpu", "target", cpu));
        spec.putIfAbsent("metrics", List.of(metric));
    }

    /** What its controller finds out a moment later. */
    private static void definition(Map<String, Object> tree) {
        Map<String, Object> status = Trees.child(tree, "status");
        status.putIfAbsent("acceptedNames", Trees.map(tree, "spec", "names"));
        status.putIfAbsent(
                "conditions",
                List.of(
                        Map.of("type", "NamesAccepted", "status", "True", "reason", "NoConflicts"),
                        Map.of("type", "Established", "status", "True", "reason", "InitialNamesAccepted")));
    }

    private static void binding(Map<String, Object> tree) {
        for (Map<String, Object> subject : Trees.maps(tree, "subjects")) {
            if (!"ServiceAccount".equals(subject.get("kind"))) {
                subject.putIfAbsent("apiGroup", "rbac.authorization.k8s.io");
            }
        }
    }

    private static void pod(Map<String, Object> tree) {
        podSpec(Trees.child(tree, "spec"));
        Trees.child(tree, "status").putIfAbsent("phase", "Pending");
    }

    private static void podSpec(Map<String, Object> spec) {
        spec.putIfAbsent("restartPolicy", "Always");
        spec.putIfAbsent("terminationGracePeriodSeconds", 30L);
        spec.putIfAbsent("dnsPolicy", "ClusterFirst");
        spec.putIfAbsent("schedulerName", "default-scheduler");
        spec.putIfAbsent("securityContext", new LinkedHashMap<String, Object>());
        Trees.maps(spec, "initContainers").forEach(Defaults::container);
        Trees.maps(spec, "containers").forEach(Defaults::container);
    }

    private static void container(Map<String, Object> container) {
        String image = Trees.text(container, "image");
        boolean latest = image.endsWith(":latest")
                || !image.substring(image.lastIndexOf('/') + 1).contains(":");
        container.putIfAbsent("imagePullPolicy", latest ? "Always" : "IfNotPresent");
        container.putIfAbsent("terminationMessagePath", "/dev/termination-log");
        container.putIfAbsent("terminationMessagePolicy", "File");
        container.putIfAbsent("resources", new LinkedHashMap<String, Object>());
        Trees.maps(container, "ports").forEach(port -> port.putIfAbsent("protocol", "TCP"));
        for (String probe : List.of("readinessProbe", "livenessProbe", "startupProbe")) {
            if (container.get(probe) instanceof Map) {
                probe(Trees.map(container, probe));
            }
        }
    }

    private static void probe(Map<String, Object> probe) {
        probe.putIfAbsent("timeoutSeconds", 1L);
        probe.putIfAbsent("periodSeconds", 10L);
        probe.putIfAbsent("successThreshold", 1L);
        probe.putIfAbsent("failureThreshold", 3L);
        if (probe.get("httpGet") instanceof Map) {
            Trees.map(probe, "httpGet").putIfAbsent("scheme", "HTTP");
        }
    }

    private void service(Map<String, Object> tree) {
        Map<String, Object> spec = Trees.child(tree, "spec");
        spec.putIfAbsent("type", "ClusterIP");
        spec.putIfAbsent("sessionAffinity", "None");
        for (Map<String, Object> port : Trees.maps(spec, "ports")) {
            port.putIfAbsent("protocol", "TCP");
            if (port.get("port") != null) {
                port.putIfAbsent("targetPort", port.get("port"));
            }
        }
        Trees.child(tree, "status", "loadBalancer");
        if (!"ExternalName".equals(spec.get("type"))) {
            address(spec);
        }
    }

    private void address(Map<String, Object> spec) {
        spec.putIfAbsent("internalTrafficPolicy", "Cluster");
        families(spec);
        List<Object> families = Trees.list(spec, "ipFamilies");
        if (Trees.text(spec, "clusterIP").equals("None")) {
            spec.put("clusterIPs", new ArrayList<Object>(List.of("None")));
            return;
        }
        List<Object> addresses = new ArrayList<>(Trees.list(spec, "clusterIPs"));
        String first = Trees.text(spec, "clusterIP");
        if (!first.isEmpty() && !addresses.contains(first)) {
            addresses.clear();
            addresses.add(first);
        }
        while (addresses.size() < families.size()) {
            addresses.add(nextAddress(String.valueOf(families.get(addresses.size()))));
        }
        spec.put("clusterIP", addresses.get(0));
        spec.put("clusterIPs", new ArrayList<>(addresses.subList(0, families.size())));
    }

    /** As in a cluster that has both families, IPv4 first. */
    private static void families(Map<String, Object> spec) {
        List<Object> families = new ArrayList<>(Trees.list(spec, "ipFamilies"));
        spec.putIfAbsent("ipFamilyPolicy", families.size() > 1 ? "RequireDualStack" : "SingleStack");
        if (families.isEmpty()) {
            families.add("IPv4");
        }
        if (!"SingleStack".equals(spec.get("ipFamilyPolicy")) && families.size() == 1) {
            families.add("IPv4".equals(families.get(0)) ? "IPv6" : "IPv4");
        }
        spec.put("ipFamilies", families);
    }

    private String nextAddress(String family) {
        int next = clusterIps.incrementAndGet();
        return family.equals("IPv6")
                ? "fd00:10:96::" + Integer.toHexString(next)
                : "10.96." + next / 250 + "." + (next % 250 + 1);
    }

    private static void namespace(Map<String, Object> tree) {
        if (Trees.at(tree, "metadata", "deletionTimestamp") == null) {
            Trees.child(tree, "spec").putIfAbsent("finalizers", new ArrayList<Object>(List.of("kubernetes")));
        }
        Trees.child(tree, "status").putIfAbsent("phase", "Active");
        Trees.child(tree, "metadata", "labels")
                .put("kubernetes.io/metadata.name", Trees.text(tree, "metadata", "name"));
    }

    private static void secret(Map<String, Object> tree) {
        tree.putIfAbsent("type", "Opaque");
        Object plain = tree.remove("stringData");
        if (plain instanceof Map<?, ?> texts) {
            Map<String, Object> data = Trees.child(tree, "data");
            texts.forEach((key, value) -> data.put((String) key, base64(String.valueOf(value))));
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
