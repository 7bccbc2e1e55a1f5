package dev.bluegreen.fabric8.internal.rule;

/**
 * A ConfigMap or a Secret, by name.
 *
 * @param kind {@code ConfigMap} or {@code Secret}
 * @param name its name
 */
record ConfigObject(String kind, String name) {

    /** As RBAC names it. */
    String resource() {
        return kind.equals("Secret") ? "secrets" : "configmaps";
    }

    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
