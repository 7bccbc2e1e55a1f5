package dev.bluegreen.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * How the idle track is to differ from the active one.
 *
 * @param containers changes by container; the key {@link #ONLY} means the one container of a workload that has only one
 * @param annotations annotations to set on the pods
 */
public record StageChanges(Map<String, ContainerChanges> containers, Map<String, String> annotations) {

    /** Stands for the only container of a workload. */
    public static final String ONLY = "";

    /** Changes nothing. */
    public static final StageChanges NONE = new StageChanges(Map.of(), Map.of());

    private static final Pattern IMAGE = Pattern.compile("[^\\s]+");
    private static final Pattern ENV = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");
    private static final Pattern QUANTITY = Pattern.compile("[0-9]+(\\.[0-9]+)?([numkMGTPE]|[KMGTPE]i|[eE][0-9]+)?");

    /** Copies the maps. */
    public StageChanges {
        containers = Map.copyOf(containers);
        annotations = Map.copyOf(annotations);
    }

    /** The same with more changes in a container. */
    public StageChanges in(String container, UnaryOperator<ContainerChanges> change) {
        Map<String, ContainerChanges> changed = new TreeMap<>(containers);
        changed.put(container, change.apply(changed.getOrDefault(container, ContainerChanges.NONE)));
        return new StageChanges(changed, annotations);
    }

    /** The same with an annotation. */
    public StageChanges withAnnotation(String key, String value) {
        Map<String, String> changed = new TreeMap<>(annotations);
        changed.put(key, value);
        return new StageChanges(containers, changed);
    }

    /** What is wrong with them, one sentence each, naming field, value and remedy. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        new TreeMap<>(annotations)
                .keySet()
                .forEach(key -> collect(problems, () -> Names.requireLabelKey("annotation", key)));
        new TreeMap<>(containers).forEach((name, changes) -> {
            if (!name.equals(ONLY)) {
                collect(problems, () -> Names.requireDnsLabel("container", name));
            }
            changes.image().ifPresent(image -> require(problems, "image", image, IMAGE, "give registry/name:tag"));
            changes.env()
                    .keySet()
                    .forEach(key -> require(problems, "env", key, ENV, "use letters, digits, '-', '_', '.'"));
            changes.requests().forEach((resource, quantity) -> quantity(problems, "request." + resource, quantity));
            changes.limits().forEach((resource, quantity) -> quantity(problems, "limit." + resource, quantity));
        });
        return problems;
    }

    private static void quantity(List<String> problems, String field, String value) {
        require(problems, field, value, QUANTITY, "give a quantity such as 500m, 2 or 1Gi");
    }

    private static void require(List<String> problems, String field, String value, Pattern form, String remedy) {
        if (!form.matcher(value).matches()) {
            problems.add(field + ": '" + value + "' cannot be used; " + remedy);
        }
    }

    private static void collect(List<String> problems, Runnable check) {
        try {
            check.run();
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
        }
    }
}
