package dev.bluegreen.file.spi;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Permission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** One pass over a document: its problems, and the permissions that its secrets need. */
final class Reading {

    private static final int MOST_PROBLEMS = 50;
    private static final Pattern FIELD = Pattern.compile("^[A-Za-z][A-Za-z0-9.]*: ");

    private final String file;
    private final Surroundings surroundings;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final List<Permission> permissions = new ArrayList<>();
    private final Map<String, Object> shared = new HashMap<>();

    Reading(String file, Surroundings surroundings) {
        this.file = file;
        this.surroundings = surroundings;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** Notes a problem, and is always empty. */
    <T> Optional<T> problem(Node at, String path, String sentence) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Problem(
                    at.getStartMark().map(Mark::getIndex).orElse(0),
                    Document.at(file, at.getStartMark()) + (path.isEmpty() ? "" : path + ": ") + sentence));
        }
        return Optional.empty();
    }

    /** A sentence of core without the field it begins with: the key says it here. */
    static String withoutField(String sentence) {
        return FIELD.matcher(sentence).replaceFirst("");
    }

    int count() {
        return problems.size();
    }

    void needs(Permission permission) {
        permissions.add(permission);
    }

    Map<String, Object> shared() {
        return shared;
    }

    List<Permission> permissions() {
        return List.copyOf(permissions);
    }

    /** Throws all problems, in the order of the file. */
    void requireNoProblem() {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems.stream()
                    .sorted(Comparator.comparingInt(Problem::index))
                    .map(Problem::sentence)
                    .toList());
        }
    }

    /** A problem, and where it is in the text. */
    private record Problem(int index, String sentence) {}
}
