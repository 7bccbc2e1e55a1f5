package dev.bluegreen.testkit.internal.api;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who may do what: everybody everything, but for what is denied. Thread-safe. */
public final class Access {

    private final Set<Denial> denied = ConcurrentHashMap.newKeySet();

    /** Everybody may do everything. */
    public Access() {}

    /**
     * Denies a client a verb on a resource from now on.
     *
     * @param resource plural name, with {@code /subresource} for a subresource
     */
    public void deny(String client, String verb, String resource) {
        denied.add(new Denial(client, verb, resource));
    }

    boolean allows(String client, String verb, String resource) {
        return !denied.contains(new Denial(client, verb, resource));
    }

    /** @throws ApiError 403 in the real server's words */
    void check(ApiCall call) {
        String resource = call.resource().plural() + (call.subresource().isEmpty() ? "" : "/" + call.subresource());
        if (!allows(call.client(), call.verb(), resource)) {
            String scope = call.namespace().isEmpty()
                    ? "at the cluster scope"
                    : "in the namespace \"" + call.namespace() + "\"";
            throw ApiError.forbidden(
                    call.resource(),
                    call.name(),
                    "User \"%s\" cannot %s resource \"%s\" in API group \"%s\" %s"
                            .formatted(
                                    call.client(),
                                    call.verb(),
                                    resource,
                                    call.resource().group(),
                                    scope));
        }
    }

    private record Denial(String client, String verb, String resource) {}
}
