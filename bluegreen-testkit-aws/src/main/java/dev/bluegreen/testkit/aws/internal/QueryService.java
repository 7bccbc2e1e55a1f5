package dev.bluegreen.testkit.aws.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** A service that speaks the query protocol: its actions, and how their results are wrapped. */
public final class QueryService implements AwsService {

    private final String signingName;
    private final String namespace;
    private final String region;
    private final Object lock;
    private final Map<String, Function<Form, List<Xml>>> actions = new TreeMap<>();

    /**
     * A service without actions.
     *
     * @param lock held while a call is carried out
     */
    public QueryService(String signingName, String namespace, String region, Object lock) {
        this.signingName = signingName;
        this.namespace = namespace;
        this.region = region;
        this.lock = lock;
    }

    /** Adds an action with several elements in its result. */
    public QueryService all(String name, Function<Form, List<Xml>> action) {
        actions.put(name, action);
        return this;
    }

    /** Adds an action with one element in its result. */
    public QueryService one(String name, Function<Form, Xml> action) {
        return all(name, form -> List.of(action.apply(form)));
    }

    /** Adds an action with nothing in its result. */
    public QueryService none(String name, Consumer<Form> action) {
        return all(name, form -> {
            action.accept(form);
            return List.of();
        });
    }

    @Override
    public String signingName() {
        return signingName;
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public Set<String> regions() {
        return Set.of(region);
    }

    @Override
    public Set<String> actions() {
        return actions.keySet();
    }

    @Override
    public String action(String method, String path, String body) {
        return Form.parse(body).find("Action").orElse("");
    }

    @Override
    public AwsReply answer(AwsCall call) {
        Function<Form, List<Xml>> action = actions.get(call.action());
        if (action == null) {
            throw AwsError.sender(400, "InvalidAction", "Could not find operation " + call.action());
        }
        synchronized (lock) {
            return AwsReply.query(call, namespace, action.apply(call.form()).toArray(Xml[]::new));
        }
    }
}
