package dev.bluegreen.testkit.internal.api.admission;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is denied, whatever Roles say. Thread-safe. */
public final class Access {

    private final Set<Denial> denied = ConcurrentHashMap.newKeySet();

    /** Nothing is denied. */
    public Access() {}

    /**
     * Denies a client a verb on a resource from now on.
     *
     * @param resource plural name, with {@code /subresource} for a subresource
     */
    public void deny(String client, String verb, String resource) {
        denied.add(new Denial(client, verb, resource));
    }

    boolean denies(String client, String verb, String resource) {
        return denied.contains(new Denial(client, verb, resource));
    }

    private record Denial(String client, String verb, String resource) {}
}
