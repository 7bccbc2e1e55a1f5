package dev.bluegreen.testkit.internal.pod;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Wording;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A label selector in its short form: {@code app=shop,track!=blue,canary}. */
public final class LabelSelector implements Predicate<Map<String, String>> {

    private final String text;
    private final List<Predicate<Map<String, String>>> terms;

    private LabelSelector(String text, List<Predicate<Map<String, String>>> terms) {
        this.text = text;
        this.terms = terms;
    }

    /**
     * Reads a selector.
     *
     * @throws ConfigurationException if a term is empty or uses a set expression
     */
    public static LabelSelector parse(String text) {
        return new LabelSelector(
                text,
                Arrays.stream(text.split(",", -1))
                        .map(term -> term(text, term.trim()))
                        .toList());
    }

    /** A selector of exact labels, as in a Service's {@code spec.selector}. */
    public static LabelSelector of(Map<String, String> labels) {
        return new LabelSelector(
                labels.toString(),
                labels.entrySet().stream()
                        .map(label -> equal(label.getKey(), label.getValue()))
                        .toList());
    }

    /**
     * A selector as objects have it, with {@code matchLabels} and {@code matchExpressions}; an empty one selects all.
     *
     * @throws ConfigurationException if an expression has an operator that Kubernetes does not know
     */
    public static LabelSelector ofObject(Map<String, Object> selector) {
        List<Predicate<Map<String, String>>> terms = new ArrayList<>();
        Trees.strings(selector, "matchLabels").forEach((key, value) -> terms.add(equal(key, value)));
        Trees.maps(selector, "matchExpressions").forEach(expression -> terms.add(expression(expression)));
        return new LabelSelector(selector.toString(), List.copyOf(terms));
    }

    @Override
    public boolean test(Map<String, String> labels) {
        return terms.stream().allMatch(term -> term.test(labels));
    }

    /** True for an object with such labels. */
    public boolean selects(Map<String, Object> object) {
        return test(Trees.labels(object));
    }

    /** True for an object with each of these labels; makes no selector, for those who have many to try. */
    public static boolean selects(Map<String, Object> labels, Map<String, Object> object) {
        Map<String, String> own = Trees.labels(object);
        return labels.entrySet().stream().allMatch(label -> label.getValue().equals(own.get(label.getKey())));
    }

    @Override
    public String toString() {
        return text;
    }

    private static Predicate<Map<String, String>> term(String selector, String term) {
        if (term.isEmpty() || term.startsWith("=") || term.contains(" ") || term.contains("(")) {
            throw new ConfigurationException("label selector: " + Wording.quoted(selector) + ": cannot read the term "
                    + Wording.quoted(term) + "; write key=value, key!=value or key, separated by commas");
        }
        int equals = term.indexOf('=');
        if (equals < 0) {
            return labels -> labels.containsKey(term);
        }
        String value = term.substring(term.lastIndexOf('=') + 1);
        return term.charAt(equals - 1) == '!'
                ? equal(term.substring(0, equals - 1), value).negate()
                : equal(term.substring(0, equals), value);
    }

    private static Predicate<Map<String, String>> expression(Map<String, Object> expression) {
        String key = Trees.text(expression, "key");
        List<Object> values = Trees.list(expression, "values");
        return switch (Trees.text(expression, "operator")) {
            case "In" -> labels -> labels.containsKey(key) && values.contains(labels.get(key));
            case "NotIn" -> labels -> !labels.containsKey(key) || !values.contains(labels.get(key));
            case "Exists" -> labels -> labels.containsKey(key);
            case "DoesNotExist" -> labels -> !labels.containsKey(key);
            default ->
                throw new ConfigurationException("selector on label '" + key + "': operator '"
                        + Trees.text(expression, "operator") + "'; use one of In, NotIn, Exists, DoesNotExist");
        };
    }

    private static Predicate<Map<String, String>> equal(String key, String value) {
        return labels -> value.equals(labels.get(key));
    }
}
