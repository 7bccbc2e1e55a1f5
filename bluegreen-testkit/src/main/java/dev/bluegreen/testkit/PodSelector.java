package dev.bluegreen.testkit;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.internal.Given;
import dev.bluegreen.testkit.internal.pod.LabelSelector;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names pods by their labels: {@code pods("app=shop,track=green")}. Immutable.
 *
 * @param labels terms {@code key=value}, {@code key!=value} or {@code key}, separated by commas; all must hold
 * @param namespace null for all namespaces
 */
public record PodSelector(String labels, @Nullable String namespace) {

    private static final Pattern PRINTABLE = Pattern.compile("[ -~]{1,2000}");

    /**
     * Checks the labels.
     *
     * @throws ConfigurationException if a term cannot be read
     */
    public PodSelector {
        Given.text("pods", labels, PRINTABLE, "write key=value, key!=value or key, separated by commas");
        LabelSelector.parse(labels);
    }

    /**
     * Pods of all namespaces.
     *
     * @throws ConfigurationException if a term cannot be read
     */
    public static PodSelector pods(String labels) {
        return new PodSelector(labels, null);
    }

    /** Of these only those in the namespace. */
    public PodSelector inNamespace(String name) {
        return new PodSelector(labels, Given.name("inNamespace", name));
    }

    LabelSelector selector() {
        return LabelSelector.parse(labels);
    }
}
