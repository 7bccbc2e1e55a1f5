package dev.bluegreen.testkit.internal;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What a person must not read in a sentence, whatever it tells. */
public final class Sentences {

    private static final List<Rule> RULES = List.of(
            rule(
                    "names a Java class",
                    "\\b(?!InternalError\\b)[A-Z][A-Za-z]+(Exception|Error)\\b|\\b(java|javax|io\\.fabric8)\\.\\w+\\.|\\$\\$|@[0-9a-f]{6,}",
                    "Exception",
                    "Error",
                    "java",
                    "io.fabric8.",
                    "$$",
                    "@"),
            rule("has a duration as machines write it", "\\bPT-?[0-9]", "PT"),
            rule(
                    "counts seconds that are minutes",
                    "\\b(1[2-9][0-9]|[2-9][0-9]{2}|[0-9]{4,}) s\\b",
                    IntStream.range(0, 10).mapToObj(digit -> digit + " s").toArray(String[]::new)),
            rule("says null", "\\bnull\\b", "null"),
            rule("ends in nothing", "[:;,]\\s*[.)]?\\s*$|(?<!\\w)\\(\\s*[.)]?\\s*$|^\\s*$", ""),
            rule("has nothing between", "\\s\\(\\s*\\)|[:;,]\\s*[;,]|[:;,]\\s+:|[:;,]\\s*\\.(\\s|$)", ""),
            rule("has a full stop too many", "(?<![.])[.][.](?![.])|[.];|[.] [;,]", "..", ".;", ". ;", ". ,"));

    private Sentences() {}

    /** What is wrong with it, with the sentence; empty when nothing is. */
    public static Optional<String> wrong(String sentence) {
        return RULES.stream()
                .filter(rule -> rule.isBrokenBy(sentence))
                .map(rule -> rule.says() + ": " + sentence)
                .findFirst();
    }

    private static Rule rule(String says, String regex, String... marks) {
        return new Rule(says, Pattern.compile(regex), List.of(marks));
    }

    /** @param marks every match contains one of them: most sentences have none, which is faster seen than matched */
    private record Rule(String says, Pattern pattern, List<String> marks) {

        boolean isBrokenBy(String sentence) {
            return marks.stream().anyMatch(sentence::contains)
                    && pattern.matcher(sentence).find();
        }
    }
}
