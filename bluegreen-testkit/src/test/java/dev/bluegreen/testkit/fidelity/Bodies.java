package dev.bluegreen.testkit.fidelity;

/** Objects as a client would send them. */
final class Bodies {

    private Bodies() {}

    static String configMap(String name) {
        return configMap(name, "");
    }

    /** @param metadata what else the metadata says, beginning with a comma */
    static String configMap(String name, String metadata) {
        return """
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "%s" %s}, "data": {"a": "1"}}""".formatted(name, metadata);
    }

    static String service(String name) {
        return """
                {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "%s"},
                 "spec": {"selector": {"app": "%s", "track": "blue"}, "ports": [{"port": 80}]}}""".formatted(name, name);
    }

    /** A Deployment named {@code name} of pods labelled {@code app=name}, of one container {@code web}. */
    static String deployment(String name, int replicas) {
        return """
                {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "%s"},
                 "spec": {"replicas": %d, "selector": {"matchLabels": {"app": "%s"}},
                  "template": {"metadata": {"labels": {"app": "%s"}},
                   "spec": {"containers": [{"name": "web", "image": "web:1"}]}}},
                 "status": {"replicas": 99}}""".formatted(name, replicas, name, name);
    }

    static String replicaSet(String name, int replicas) {
        return deployment(name, replicas).replace("\"Deployment\"", "\"ReplicaSet\"");
    }

    /** A pod that a scheduler may put on a node. */
    static String pod(String name, String label, String value) {
        return """
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "%s", "labels": {"%s": "%s"}},
                 "spec": {"containers": [{"name": "web", "image": "web:1"}]}}""".formatted(name, label, value);
    }

    /** A pod that no scheduler knows, so that it stays as it was made. */
    static String waitingPod(String name) {
        return pod(name, "app", name).replace("\"spec\": {", "\"spec\": {\"schedulerName\": \"nobody\",");
    }

    /** A pod on a node that is not there, so that nobody confirms its end. */
    static String boundPod(String name) {
        return pod(name, "app", name).replace("\"spec\": {", "\"spec\": {\"nodeName\": \"nowhere\",");
    }

    static String job(String name) {
        return """
                {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "%s"},
                 "spec": {"suspend": true, "template": {"spec": {"restartPolicy": "Never",
                  "containers": [{"name": "run", "image": "run:1"}]}}}}""".formatted(name);
    }

    static String budget(String name, String spec) {
        return """
                {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": {"name": "%s"},
                 "spec": {%s, "selector": {"matchLabels": {"app": "%s"}}}}""".formatted(name, spec, name);
    }

    static String autoscaler(String name, int least, int most) {
        return """
                {"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": {"name": "%s"},
                 "spec": {"minReplicas": %d, "maxReplicas": %d,
                  "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "%s"}}}""".formatted(name, least, most, name);
    }

    static String ingress(String name, String pathType) {
        return """
                {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "%s"},
                 "spec": {"rules": [{"http": {"paths": [{"path": "/", %s
                  "backend": {"service": {"name": "s", "port": {"number": 80}}}}]}}]}}""".formatted(name, pathType);
    }

    static String lease(String name, int seconds) {
        return """
                {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "metadata": {"name": "%s"},
                 "spec": {"holderIdentity": "me", "leaseDurationSeconds": %d, "leaseTransitions": 1,
                  "renewTime": "2026-01-01T00:00:00.000000Z"}}""".formatted(name, seconds);
    }

    static String event(String name, String namespace) {
        return """
                {"apiVersion": "v1", "kind": "Event", "metadata": {"name": "%s"}, "message": "hello", "reason": "Said",
                 "type": "Normal", "involvedObject": {"kind": "Service", "name": "of-%s", "namespace": "%s"}}""".formatted(name, name, namespace);
    }

    /** Of a kind that has a spec with a generation; an Ingress unless another is asked for. */
    static String of(String plural, String name) {
        return switch (plural) {
            case "replicasets" -> replicaSet(name, 0);
            case "deployments" -> deployment(name, 0);
            case "jobs" -> job(name);
            default -> ingress(name, "\"pathType\": \"Prefix\",");
        };
    }
}
