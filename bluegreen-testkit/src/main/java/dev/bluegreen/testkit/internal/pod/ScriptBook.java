package dev.bluegreen.testkit.internal.pod;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Which pod plays which script: the rules in the order they were given, then the pod's own annotations. Thread-safe. */
public final class ScriptBook {

    private record Rule(LabelSelector pods, @Nullable String namespace, UnaryOperator<PodScript> change) {

        boolean covers(String of, Map<String, String> labels) {
            return (namespace == null || namespace.equals(of)) && pods.test(labels);
        }
    }

    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    /**
     * Adds a rule for pods there are and pods to come.
     *
     * @param namespace null for all
     */
    public void add(LabelSelector pods, @Nullable String namespace, UnaryOperator<PodScript> change) {
        rules.add(new Rule(pods, namespace, change));
    }

    /** The script of a pod, as of now. */
    public PodScript scriptOf(String namespace, Map<String, String> labels, Map<String, String> annotations) {
        PodScript script = PodScript.DEFAULT;
        for (Rule rule : rules) {
            if (rule.covers(namespace, labels)) {
                script = rule.change().apply(script);
            }
        }
        return ScriptAnnotations.apply(script, annotations);
    }
}
