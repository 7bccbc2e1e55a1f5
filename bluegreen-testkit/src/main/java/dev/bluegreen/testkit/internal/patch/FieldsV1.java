package dev.bluegreen.testkit.internal.patch;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sets of field paths in the nested form that {@code managedFields} has. */
final class FieldsV1 {

    private static final String SELF = ".";

    private FieldsV1() {}

    static Map<String, Object> write(Collection<List<String>> paths) {
        Map<String, Object> root = new LinkedHashMap<>();
        for (List<String> path : paths) {
            Map<String, Object> place = Trees.child(root, path.toArray(new String[0]));
            if (path.get(path.size() - 1).startsWith("k:")) {
                place.put(SELF, new LinkedHashMap<String, Object>());
            }
        }
        return root;
    }

    static Set<List<String>> read(Map<String, Object> tree) {
        Set<List<String>> paths = new LinkedHashSet<>();
        collect(tree, List.of(), paths);
        return paths;
    }

    private static void collect(Map<String, Object> tree, List<String> path, Set<List<String>> paths) {
        if (tree.isEmpty() && !path.isEmpty()) {
            paths.add(path);
        }
        for (String element : tree.keySet()) {
            if (element.equals(SELF)) {
                paths.add(path);
            } else {
                collect(Trees.map(tree, element), Fields.append(path, element), paths);
            }
        }
    }

    /** {@code .spec.containers[name="web"].image}, as conflicts name a field. */
    static String readable(List<String> path) {
        StringBuilder text = new StringBuilder();
        for (String element : path) {
            String name = element.substring(2);
            text.append(element.startsWith("f:") ? "." + name : "[" + condition(name) + "]");
        }
        return text.toString();
    }

    private static String condition(String key) {
        List<String> parts = new ArrayList<>();
        for (String part : key.replaceAll("^\\{|}$", "").split(",", -1)) {
            parts.add(part.replaceFirst("^\"([^\"]+)\":", "$1="));
        }
        return String.join(",", parts);
    }
}
