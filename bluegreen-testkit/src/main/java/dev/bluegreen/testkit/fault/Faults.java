package dev.bluegreen.testkit.fault;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The faults of one cluster. The first rule that strikes a request wins. Thread-safe. */
public final class Faults {

    private static final Set<String> VERBS =
            Set.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

    private final Predicate<String> isResource;
    private final List<FaultRule> rules = new CopyOnWriteArrayList<>();

    /**
     * No faults yet.
     *
     * @param isResource tells the plural names that the cluster serves
     */
    public Faults(Predicate<String> isResource) {
        this.isResource = isResource;
    }

    /**
     * Begins a rule for one verb.
     *
     * @throws IllegalArgumentException if it is no Kubernetes verb
     */
    public FaultBuilder on(String verb) {
        if (!VERBS.contains(verb)) {
            throw new IllegalArgumentException("fault on unknown verb \"" + verb + "\": use one of " + VERBS);
        }
        return builder(verb);
    }

    /** Begins a rule for all verbs. */
    public FaultBuilder onAny() {
        return builder("");
    }

    /** The rules that no request has met so far: a test that leaves one has not tested what it says. */
    public List<FaultRule> unused() {
        return rules.stream().filter(rule -> rule.fired() == 0).toList();
    }

    /** Takes all rules out of force. */
    public void clear() {
        rules.clear();
    }

    /** The fault that happens to this request, if any; counts it. */
    public Optional<Fault> strike(String verb, String resource, String name, String client) {
        return rules.stream()
                .filter(rule -> rule.strikes(verb, resource, name, client))
                .findFirst()
                .map(FaultRule::fault);
    }

    private FaultBuilder builder(String verb) {
        return new FaultBuilder(new FaultTarget(verb, "", "", "", List.of()), isResource, rules::add);
    }
}
