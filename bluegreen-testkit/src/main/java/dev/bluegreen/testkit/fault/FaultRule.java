package dev.bluegreen.testkit.fault;

import java.util.concurrent.atomic.AtomicInteger;

/** One fault and the requests it happens to. Thread-safe. */
public final class FaultRule {

    private final FaultTarget target;
    private final Fault fault;
    private final AtomicInteger matched = new AtomicInteger();
    private final AtomicInteger fired = new AtomicInteger();

    FaultRule(FaultTarget target, Fault fault) {
        this.target = target;
        this.fault = fault;
    }

    /** How often the fault has happened. */
    public int fired() {
        return fired.get();
    }

    /** The fault. */
    public Fault fault() {
        return fault;
    }

    /** Counts the request if it is a target; true if the fault happens to it. */
    boolean strikes(String verb, String resource, String name, String client) {
        if (!target.covers(verb, resource, name, client)) {
            return false;
        }
        boolean strikes = target.isDue(matched.incrementAndGet());
        if (strikes) {
            fired.incrementAndGet();
        }
        return strikes;
    }

    @Override
    public String toString() {
        return target + " -> " + fault + ", fired " + fired + " times";
    }
}
