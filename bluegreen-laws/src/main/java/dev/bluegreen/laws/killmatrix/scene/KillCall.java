package dev.bluegreen.laws.killmatrix.scene;

import dev.bluegreen.testkit.internal.Given;

/**
 * One call among those that a process makes of an API, told apart in a way that is the same in every run.
 *
 * @param verb as the API names it, such as {@code patch}, or {@code ModifyRule} of AWS
 * @param resource what kind of thing it is about, such as {@code services}; of AWS the service
 * @param name which one; empty for a call on all of them
 * @param nth of the calls by this process with this verb, resource and name, from 1
 */
public record KillCall(String verb, String resource, String name, int nth) {

    /** Checks that nothing is missing, and that calls are counted from 1. */
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
