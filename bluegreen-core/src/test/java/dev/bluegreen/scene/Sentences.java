package dev.bluegreen.scene;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a person must not read in a sentence, whatever it tells. */
public final class Sentences {

    private static final List<Rule> RULES = List.of(
            rule(
                    "names a Java class",
                    "\\b(?!InternalError\\b)[A-Z][A-Za-z]+(Exception|Error)\\b|\\b(java|javax|io\\.fabric8)\\.\\w+\\.|\\$\\$|@[0-9a-f]{6,}"),
            rule("has a duration as machines write it", "\\bPT-?[0-9]"),
            rule("counts seconds that are minutes", "\\b(1[2-9][0-9]|[2-9][0-9]{2}|[0-9]{4,}) s\\b"),
            rule("says null", "\\bnull\\b"),
            rule("ends in nothing", "[:;,]\\s*[.)]?\\s*$|(?<!\\w)\\(\\s*[.)]?\\s*$|^\\s*$"),
            rule("has nothing between", "\\s\\(\\s*\\)|[:;,]\\s*[;,]|[:;,]\\s+:|[:;,]\\s*\\.(\\s|$)"),
            rule("has a full stop too many", "(?<![.])[.][.](?![.])|[.];|[.] [;,]"));

    private Sentences() {}

    /** What is wrong with it, with the sentence; empty when nothing is. */
    public static Optional<String> wrong(String sentence) {
        return RULES.stream()
                .filter(rule -> rule.pattern().matcher(sentence).find())
                .map(rule -> rule.says() + ": " + sentence)
                .findFirst();
    }

    /** The same of many. */
    public static List<String> wrong(Stream<String> sentences) {
        return sentences
                .distinct()
                .flatMap(sentence -> wrong(sentence).stream())
                .toList();
    }

    private static Rule rule(String says, String regex) {
        return new Rule(says, Pattern.compile(regex));
    }

    private record Rule(String says, Pattern pattern) {}
}
