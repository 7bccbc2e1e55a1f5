package dev.bluegreen.testkit.internal.link;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The clients whose processes have crashed: nothing leaves them any more. Thread-safe. */
public final class Crashes {

    private final Set<String> clients = ConcurrentHashMap.newKeySet();

    /** Notes that the process of a client has crashed. */
    public void add(String client) {
        clients.add(client);
    }

    /** True if the process of a client has crashed. */
    public boolean has(String client) {
        return clients.contains(client);
    }
}
