package dev.bluegreen.testkit.internal.access;

/**
 * What an identity wants to do.
 *
 * @param group API group, empty for the core group
 * @param resource plural name, with {@code /subresource} for a subresource
 * @param namespace empty at the cluster scope
 * @param name empty for a collection
 */
public record Attempt(String identity, String verb, String group, String resource, String namespace, String name) {

    /** The refusal, in the words of the real server. */
    public String refusal() {
        String scope = namespace.isEmpty() ? "at the cluster scope" : "in the namespace \"" + namespace + "\"";
        return "User \"%s\" cannot %s resource \"%s\" in API group \"%s\" %s"
                .formatted(identity, verb, resource, group, scope);
    }
}
