package dev.bluegreen.micrometer;

import dev.bluegreen.event.CutoverEvent;
import io.micrometer.core.instrument.Tags;

/**
 * A release of all that a process has.
 *
 * @param namespace its namespace; empty where platforms have none
 * @param release its name
 */
record ReleaseKey(String namespace, String release) {

    static ReleaseKey of(CutoverEvent event) {
        return new ReleaseKey(event.source().namespace(), event.release());
    }

    /** An empty value is no value to some registries. */
    Tags tags() {
        return Tags.of("namespace", namespace.isEmpty() ? "none" : namespace, "release", release);
    }
}
