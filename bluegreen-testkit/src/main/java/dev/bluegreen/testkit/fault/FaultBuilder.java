package dev.bluegreen.testkit.fault;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Says which requests a fault happens to: all that fit, unless {@link #nth} or {@link #first} says fewer. Immutable. */
public final class FaultBuilder {

    private final FaultTarget target;
    private final Predicate<String> isResource;
    private final Consumer<FaultRule> add;

    FaultBuilder(FaultTarget target, Predicate<String> isResource, Consumer<FaultRule> add) {
        this.target = target;
        this.isResource = isResource;
        this.add = add;
    }

    /**
     * Only requests for this resource.
     *
     * @param plural such as {@code services}
     * @throws IllegalArgumentException if the cluster serves no such resource
     */
    public FaultBuilder resource(String plural) {
        if (!isResource.test(plural)) {
            throw new IllegalArgumentException("fault for unknown resource \"" + plural
                    + "\": name a resource that the cluster serves by its plural, such as \"services\"");
        }
        return with(new FaultTarget(target.verb(), plural, target.name(), target.client(), target.calls()));
    }

    /** Only requests for the object of this name. */
    public FaultBuilder name(String name) {
        return with(new FaultTarget(target.verb(), target.resource(), name, target.client(), target.calls()));
    }

    /** Only requests of this identity. */
    public FaultBuilder client(String client) {
        return with(new FaultTarget(target.verb(), target.resource(), target.name(), client, target.calls()));
    }

    /**
     * Only the n-th of the requests that fit.
     *
     * @param n from 1
     * @throws IllegalArgumentException if n is below 1
     */
    public FaultBuilder nth(int n) {
        return calls(n, n);
    }

    /**
     * Only the first n of the requests that fit.
     *
     * @throws IllegalArgumentException if n is below 1
     */
    public FaultBuilder first(int n) {
        return calls(1, n);
    }

    /**
     * Puts the rule in force.
     *
     * @throws IllegalArgumentException if the fault can only happen to other verbs, or to another resource
     */
    public FaultRule then(Fault fault) {
        if (fault instanceof Fault.StaleRead) {
            requireVerb(fault, Set.of("get", "list"));
        } else if (fault instanceof Fault.OfWatch) {
            requireVerb(fault, Set.of("watch"));
        } else if (fault instanceof Fault.StolenLease && !target.resource().equals("leases")) {
            throw new IllegalArgumentException(fault + ": only a Lease can be stolen; say resource(\"leases\")");
        }
        FaultRule rule = new FaultRule(target, fault);
        add.accept(rule);
        return rule;
    }

    private void requireVerb(Fault fault, Set<String> possible) {
        if (!possible.contains(target.verb())) {
            throw new IllegalArgumentException(fault + ": happens only on(...) " + new TreeSet<>(possible));
        }
    }

    private FaultBuilder calls(int from, int to) {
        if (to < 1) {
            throw new IllegalArgumentException("call " + to + " of a fault: calls are counted from 1");
        }
        List<Integer> calls = IntStream.rangeClosed(from, to).boxed().toList();
        return with(new FaultTarget(target.verb(), target.resource(), target.name(), target.client(), calls));
    }

    private FaultBuilder with(FaultTarget other) {
        return new FaultBuilder(other, isResource, add);
    }
}
