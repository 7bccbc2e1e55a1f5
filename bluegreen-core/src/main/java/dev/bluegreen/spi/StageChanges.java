package dev.bluegreen.spi;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Names;
import dev.bluegreen.model.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Changes of the idle track relative to the active one.
 *
 * @param containers changes by container; the key {@link #ONLY} means the one container of a workload that has only one
 * @param annotations annotations to set on the pods
 */
public record StageChanges(Map<String, ContainerChanges> containers, Map<String, String> annotations) {

    /** Stands for the only container of a workload. */
    public static final String ONLY = "";

    /** No changes. */
    public static final StageChanges NONE = new StageChanges(Map.of(), Map.of());

    private static final Pattern ENV = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");
    /** The total size of annotations, in bytes, that an API server accepts. */
    private static final int ROOM = 256 * 1024;

    /** Copies the maps. */
    public StageChanges {
        Input.given("container", containers, "give a map, empty for none");
        Input.given("annotation", annotations, "give a map, empty for none");
        containers = Map.copyOf(containers);
        annotations = Map.copyOf(annotations);
    }

    /**
     * A copy with more changes to a container.
     *
     * @throws ConfigurationException if an argument is null
     */
    public StageChanges in(String container, UnaryOperator<ContainerChanges> change) {
        Input.given("container", container, "give its name");
        Input.given("container", change, "give the changes");
        Map<String, ContainerChanges> changed = new TreeMap<>(containers);
        ContainerChanges before = changed.getOrDefault(container, ContainerChanges.NONE);
        changed.put(container, Input.given("container", change.apply(before), "let the function return the changes"));
        return new StageChanges(changed, annotations);
    }

    /**
     * A copy with an annotation.
     *
     * @throws ConfigurationException if an argument is null
     */
    public StageChanges withAnnotation(String key, String value) {
        Input.given("annotation", key, "give its key");
        Input.given("annotation." + key, value, "give its value");
        Map<String, String> changed = new TreeMap<>(annotations);
        changed.put(key, value);
        return new StageChanges(containers, changed);
    }

    /** Problems, one sentence each with field, value and remedy. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        new TreeMap<>(annotations)
                .keySet()
                .forEach(key -> collect(problems, () -> Names.requireLabelKey("annotation", key)));
        if (annotations.values().stream().mapToLong(String::length).sum() > ROOM) {
            problems.add("annotation: all together are longer than 256 KiB; shorten them");
        }
        new TreeMap<>(containers).forEach((name, changes) -> {
            if (!name.equals(ONLY)) {
                collect(problems, () -> Names.requireDnsLabel("container", name));
            }
            changes.image().flatMap(ImageName::problem).ifPresent(problems::add);
            changes.env().keySet().stream()
                    .filter(key -> !ENV.matcher(key).matches())
                    .map(key -> "env: " + Wording.quoted(key)
                            + " cannot be used; use letters, digits, '-', '_', '.', and no digit first")
                    .forEach(problems::add);
            problems.addAll(Quantity.problems(changes));
        });
        return problems;
    }

    private static void collect(List<String> problems, Runnable check) {
        try {
            check.run();
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
        }
    }
}
