package dev.bluegreen.architecture;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The public signatures as they were last agreed on.
 *
 * @param lines as {@link Signatures} writes them
 */
record ApiBaseline(Set<String> lines) {

    static ApiBaseline parse(String text) {
        return new ApiBaseline(
                text.lines().filter(line -> !line.isBlank()).collect(Collectors.toCollection(TreeSet::new)));
    }

    String text() {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** What users could name and cannot any more, or not like this. */
    Set<String> gone(Set<String> now) {
        return without(lines, now);
    }

    Set<String> added(Set<String> now) {
        return without(now, lines);
    }

    /** What is gone, and is named in no row of the page: a member by {@code Type.member} or its type, a type by its name. */
    Set<String> unexplained(Set<String> now, String migration) {
        return gone(now).stream()
                .filter(Predicate.not(line -> isNamed(line, migration)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isNamed(String line, String migration) {
        return migration
                .lines()
                .filter(row -> row.startsWith("| `"))
                .map(row -> row.substring(0, row.indexOf('|', 1)))
                .anyMatch(old -> names(line).anyMatch(name -> name.matcher(old).find()));
    }

    /**
     * As a row of the page names it: {@code Release.plan} a member, {@code new Move} a constructor or another kind of type,
     * {@code Move} all of it.
     */
    private static Stream<Pattern> names(String line) {
        String head = line.replaceFirst("[(: ].*", "");
        boolean isType = line.matches("[\\w.$]+ is .*");
        String type = isType ? head : head.substring(0, head.lastIndexOf('.'));
        String simple = type.substring(type.lastIndexOf('.') + 1).replace('$', '.');
        String member = head.substring(head.lastIndexOf('.') + 1);
        Pattern whole = Pattern.compile("[`.]" + Pattern.quote(simple) + "`");
        return Stream.of(whole, named(simple, isType ? "<init>" : member));
    }

    private static Pattern named(String type, String member) {
        String name = member.equals("<init>") ? "new " + type : type + "." + member;
        return Pattern.compile("[`.]" + Pattern.quote(name) + "[`(]");
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        return some.stream().filter(line -> !others.contains(line)).collect(Collectors.toCollection(TreeSet::new));
    }
}
