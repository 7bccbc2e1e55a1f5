package dev.bluegreen.fabric8.internal.rule;

/**
 * A ConfigMap or a Secret, by name.
 *
 * @param kind {@code ConfigMap} or {@code Secret}
 * @param name its name
 */
record ConfigObject(String kind, String name) {

    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
