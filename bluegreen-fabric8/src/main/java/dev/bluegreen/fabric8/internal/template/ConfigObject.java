package dev.bluegreen.fabric8.internal.template;

/**
 * A ConfigMap or a Secret, by name.
 *
 * @param kind {@code ConfigMap} or {@code Secret}
 */
public record ConfigObject(String kind, String name) {

    /** The resource name in RBAC rules. */
    public String resource() {
        return kind.equals("Secret") ? "secrets" : "configmaps";
    }

    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
