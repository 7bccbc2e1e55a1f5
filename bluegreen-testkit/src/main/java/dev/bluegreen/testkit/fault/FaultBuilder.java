package dev.bluegreen.testkit.fault;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.internal.Given;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Selects the requests that a fault happens to: all that match, unless {@link #nth} or {@link #first} limits them. Immutable.
 */
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
     * @throws ConfigurationException if the cluster serves no such resource
     */
    public FaultBuilder resource(String plural) {
        if (!isResource.test(Given.any("resource", plural))) {
            throw Given.refused("resource", plural, "name one that the cluster serves by its plural, such as services");
        }
        return with(new FaultTarget(target.verb(), plural, target.name(), target.client(), target.from(), target.to()));
    }

    /** Only requests for the object of this name. */
    public FaultBuilder name(String name) {
        return with(new FaultTarget(
                target.verb(),
                target.resource(),
                Given.word("name", name),
                target.client(),
                target.from(),
                target.to()));
    }

    /** Only requests of this identity. */
    public FaultBuilder client(String client) {
        return with(new FaultTarget(
                target.verb(),
                target.resource(),
                target.name(),
                Given.word("client", client),
                target.from(),
                target.to()));
    }

    /**
     * Only the n-th of the matching requests.
     *
     * @param n from 1
     * @throws ConfigurationException if n is below 1
     */
    public FaultBuilder nth(int n) {
        return calls("nth", n, n);
    }

    /**
     * Only the first n of the matching requests.
     *
     * @throws ConfigurationException if n is below 1
     */
    public FaultBuilder first(int n) {
        return calls("first", 1, n);
    }

    /**
     * Puts the rule in force.
     *
     * @throws ConfigurationException if the fault can only happen to other verbs, or to another resource
     */
    public FaultRule then(Fault fault) {
        Given.any("fault", fault);
        if (fault instanceof Fault.StaleRead) {
            requireVerb(fault, Set.of("get", "list"));
        } else if (fault instanceof Fault.OfWatch) {
            requireVerb(fault, Set.of("watch"));
        } else if (fault instanceof Fault.StolenLease && !target.resource().equals("leases")) {
            throw Given.refused("fault", fault, "only a Lease can be stolen: say resource(\"leases\")");
        }
        FaultRule rule = new FaultRule(target, fault);
        add.accept(rule);
        return rule;
    }

    private void requireVerb(Fault fault, Set<String> possible) {
        if (!possible.contains(target.verb())) {
            throw Given.refused("fault", fault, "it happens only on(...) " + new TreeSet<>(possible));
        }
    }

    private FaultBuilder calls(String what, int from, int to) {
        Given.between(what, to, 1, Integer.MAX_VALUE);
        return with(new FaultTarget(target.verb(), target.resource(), target.name(), target.client(), from, to));
    }

    private FaultBuilder with(FaultTarget other) {
        return new FaultBuilder(other, isResource, add);
    }
}
