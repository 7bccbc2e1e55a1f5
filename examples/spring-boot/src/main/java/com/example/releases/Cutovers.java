package com.example.releases;

import dev.bluegreen.Cutover;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The last cutovers that this process started. The record of the release has all of them, also those of other processes. */
@Component
class Cutovers {

    private static final int KEPT = 20;

    private final Map<String, Cutover> byId = new LinkedHashMap<>();

    synchronized Cutover add(Cutover cutover) {
        byId.put(cutover.id(), cutover);
        if (byId.size() > KEPT) {
            byId.remove(byId.keySet().iterator().next());
        }
        return cutover;
    }

    synchronized Optional<Cutover> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
