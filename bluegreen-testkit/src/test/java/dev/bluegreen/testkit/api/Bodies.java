package dev.bluegreen.testkit.api;

/** Objects as a client would send them. */
final class Bodies {

    static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
    static final String SERVICES = "/api/v1/namespaces/default/services";
    static final String PODS = "/api/v1/namespaces/default/pods";
    static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
    static final String REPLICA_SETS = "/apis/apps/v1/namespaces/default/replicasets";

    private Bodies() {}

    static String configMap(String name, String metadata) {
        return """
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "%s" %s}, "data": {"a": "1"}}""".formatted(name, metadata);
    }

    static String configMap(String name) {
        return configMap(name, "");
    }

    static String service(String name) {
        return """
                {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "%s"},
                 "spec": {"selector": {"app": "shop", "track": "blue"}, "ports": [{"port": 80}]}}""".formatted(name);
    }

    static String deployment(String name, int replicas) {
        return """
                {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "%s"},
                 "spec": {"replicas": %d, "selector": {"matchLabels": {"app": "%s"}},
                  "template": {"metadata": {"labels": {"app": "%s"}},
                   "spec": {"containers": [{"name": "web", "image": "web:1"}]}}},
                 "status": {"replicas": 99}}""".formatted(name, replicas, name, name);
    }

    static String pod(String name, String node, String owner) {
        return """
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "%s" %s},
                 "spec": {%s "containers": [{"name": "web", "image": "web:1"}]}}""".formatted(name, owner, node.isEmpty() ? "" : "\"nodeName\": \"" + node + "\",");
    }
}
