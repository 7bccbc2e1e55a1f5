package dev.bluegreen.testkit.fault;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.internal.Given;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The faults of one cluster. The first rule that strikes a request wins. Thread-safe. */
public final class Faults {

    /** The verbs of Kubernetes, as requests and Roles have them. */
    public static final Set<String> VERBS =
            Set.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

    private final Predicate<String> isResource;
    private final Consumer<String> onStrike;
    private final List<FaultRule> rules = new CopyOnWriteArrayList<>();

    /**
     * No rules.
     *
     * @param isResource true for the plural names that the cluster serves
     * @param onStrike called with a sentence for each fault that happens
     */
    public Faults(Predicate<String> isResource, Consumer<String> onStrike) {
        this.isResource = Given.any("isResource", isResource);
        this.onStrike = Given.any("onStrike", onStrike);
    }

    /**
     * Begins a rule for one verb.
     *
     * @throws ConfigurationException if it is not a Kubernetes verb
     */
    public FaultBuilder on(String verb) {
        return builder(Given.oneOf("verb", verb, VERBS));
    }

    /** Begins a rule for all verbs. */
    public FaultBuilder onAny() {
        return builder("");
    }

    /** The rules that no request has matched so far: a test that leaves one has not tested its subject. */
    public List<FaultRule> unused() {
        return rules.stream().filter(rule -> rule.fired() == 0).toList();
    }

    /** Takes all rules out of force. */
    public void clear() {
        rules.clear();
    }

    /** The fault that happens to this request, if any; counts it. */
    public Optional<Fault> strike(String verb, String resource, String name, String client) {
        Optional<Fault> fault = rules.stream()
                .filter(rule -> rule.strikes(verb, resource, name, client))
                .findFirst()
                .map(FaultRule::fault);
        fault.ifPresent(
                strikes -> onStrike.accept(strikes + " at " + verb + " " + resource + " " + name + " by " + client));
        return fault;
    }

    private FaultBuilder builder(String verb) {
        return new FaultBuilder(new FaultTarget(verb, "", "", "", 1, Integer.MAX_VALUE), isResource, rules::add);
    }
}
