package dev.bluegreen.laws.killmatrix.scene;

import dev.bluegreen.testkit.internal.Given;

/**
 * One call of a process to an API, identified alike in every run.
 *
 * @param verb the API's verb, such as {@code patch}, or {@code ModifyRule} of AWS
 * @param resource the plural of the kind, such as {@code services}; of AWS the service
 * @param name the object; empty for a call on all of them
 * @param nth the number among the calls by this process with this verb, resource and name, from 1
 */
public record KillCall(String verb, String resource, String name, int nth) {

    /** Checks that all values are given, and that the number is 1 or more. */
    public KillCall {
        Given.line("verb", verb, 253);
        Given.line("resource", resource, 253);
        Given.any("name", name);
        Given.between("nth", nth, 1, Integer.MAX_VALUE);
    }

    @Override
    public String toString() {
        return verb + " " + resource + (name.isEmpty() ? "" : "/" + name) + (nth == 1 ? "" : " #" + nth);
    }
}
