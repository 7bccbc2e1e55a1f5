package dev.bluegreen.testkit.aws.fault;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.internal.Given;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The faults of one fake of AWS: {@code faults.on("ModifyRule").first(3).then(AwsFault.throttled())}. The first rule that
 * strikes a call wins. Thread-safe.
 */
public final class AwsFaults {

    private final Set<String> actions;
    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    /** No rules, for a fake that knows these actions. */
    public AwsFaults(Set<String> actions) {
        this.actions = Set.copyOf(Given.some("actions", actions));
    }

    /**
     * Begins a rule for one action.
     *
     * @throws ConfigurationException if the fake has no such action
     */
    public Builder on(String action) {
        return new Builder(this, Given.oneOf("action", action, actions), "", 1, Integer.MAX_VALUE);
    }

    /** Begins a rule for all actions. */
    public Builder onAny() {
        return new Builder(this, "", "", 1, Integer.MAX_VALUE);
    }

    /** Descriptions of the rules that no call has met yet: a test that leaves one has not tested it. */
    public List<String> unused() {
        return rules.stream()
                .filter(rule -> rule.fired.get() == 0)
                .map(Rule::toString)
                .toList();
    }

    /** Takes all rules out of force. */
    public void clear() {
        rules.clear();
    }

    /** The fault that happens to this call, if any; counts it. */
    public Optional<AwsFault> strike(String action, String accessKeyId) {
        return rules.stream()
                .filter(rule -> rule.strikes(action, accessKeyId))
                .findFirst()
                .map(rule -> rule.fault);
    }

    /** Says which calls a fault happens to: all that fit, unless {@link #nth} or {@link #first} says fewer. Immutable. */
    public static final class Builder {

        private final AwsFaults faults;
        private final String action;
        private final String client;
        private final int from;
        private final int to;

        private Builder(AwsFaults faults, String action, String client, int from, int to) {
            this.faults = faults;
            this.action = action;
            this.client = client;
            this.from = from;
            this.to = to;
        }

        /** Only calls signed with this access key id. */
        public Builder client(String accessKeyId) {
            return new Builder(faults, action, Given.word("client", accessKeyId), from, to);
        }

        /** Only the n-th of the calls that fit, from 1. */
        public Builder nth(int n) {
            return new Builder(faults, action, client, requirePositive("nth", n), n);
        }

        /** Only the first n of the calls that fit. */
        public Builder first(int n) {
            return new Builder(faults, action, client, 1, requirePositive("first", n));
        }

        /** Only the n-th of the calls that fit, and all after it. */
        public Builder fromNth(int n) {
            return new Builder(faults, action, client, requirePositive("fromNth", n), Integer.MAX_VALUE);
        }

        /** Puts the rule in force. */
        public void then(AwsFault fault) {
            faults.rules.add(new Rule(this, Given.any("fault", fault)));
        }

        private boolean fits(String calledAction, String accessKeyId) {
            return (action.isEmpty() || action.equals(calledAction))
                    && (client.isEmpty() || client.equals(accessKeyId));
        }

        private static int requirePositive(String what, int n) {
            return Given.between(what, n, 1, Integer.MAX_VALUE);
        }
    }

    private static final class Rule {

        private final Builder target;
        private final AwsFault fault;
        private final AtomicInteger matched = new AtomicInteger();
        private final AtomicInteger fired = new AtomicInteger();

        private Rule(Builder target, AwsFault fault) {
            this.target = target;
            this.fault = fault;
        }

        private boolean strikes(String action, String accessKeyId) {
            if (!target.fits(action, accessKeyId)) {
                return false;
            }
            int call = matched.incrementAndGet();
            boolean strikes = call >= target.from && call <= target.to;
            if (strikes) {
                fired.incrementAndGet();
            }
            return strikes;
        }

        @Override
        public String toString() {
            return (target.action.isEmpty() ? "any action" : target.action) + " -> " + fault;
        }
    }
}
