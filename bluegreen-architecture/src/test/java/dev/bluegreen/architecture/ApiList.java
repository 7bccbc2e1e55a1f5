package dev.bluegreen.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A list of the public types, one line each: a dash, the full name in backticks, a colon, a sentence.
 *
 * @param types the listed types
 */
record ApiList(Set<String> types) {

    private static final Pattern LINE = Pattern.compile("(?m)^- `([\\w.]+)`: \\S.*$");

    static ApiList parse(String markdown) {
        return new ApiList(LINE.matcher(markdown)
                .results()
                .map(line -> line.group(1))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The public top-level types outside internal packages. */
    static Set<String> publicTypes(JavaClasses classes) {
        return classes.stream()
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !Layout.isInternal(type))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The lines to add, ready to paste, with the first sentence of each type's Javadoc; and those to delete. */
    List<String> corrections(Set<String> publicTypes, Javadocs javadocs) {
        Stream<String> absent = publicTypes.stream()
                .filter(type -> !types.contains(type))
                .map(type -> "- `" + type + "`: " + javadocs.summaryOf(type));
        Stream<String> stale = types.stream()
                .filter(type -> !publicTypes.contains(type))
                .map(type -> "delete `" + type + "`: there is no such public type");
        return Stream.concat(absent, stale).toList();
    }
}
