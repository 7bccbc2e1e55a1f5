package dev.bluegreen.testkit.memory;

import dev.bluegreen.spi.NamespaceNotices;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Notices in a map. */
final class InMemoryNotices implements NamespaceNotices {

    private final Bus bus;
    private final Map<String, Map<String, String>> posted = new ConcurrentHashMap<>();

    InMemoryNotices(Bus bus) {
        this.bus = bus;
    }

    void post(String name, Map<String, String> entries) {
        posted.put(name, Map.copyOf(entries));
    }

    void unpost(String name) {
        posted.remove(name);
    }

    @Override
    public String describe(String name) {
        return "notice/" + name;
    }

    @Override
    public Optional<Map<String, String>> read(String name) {
        return bus.call("read " + describe(name), () -> Optional.ofNullable(posted.get(name)));
    }
}
