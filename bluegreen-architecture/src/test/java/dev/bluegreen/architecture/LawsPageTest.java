package dev.bluegreen.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.laws.Law;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/laws.md} has each law, in the words of its check, with tests that exist. */
final class LawsPageTest {

    private static final int LAWS = 11;
    private static final Pattern SECTION = Pattern.compile("(?m)^## (\\d+)\\. (.*)$");
    private static final Pattern TEST_CLASS = Pattern.compile("`(\\w+Test)`");

    private static final Sources SOURCES = Sources.ofTheProject();

    private final String page = Sources.read(SOURCES.root().resolve("docs/laws.md"));

    @Test
    void allLawsAreThereInOrder() {
        assertThat(SECTION.matcher(page).results().map(section -> Integer.valueOf(section.group(1))))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, LAWS).boxed().toList());
    }

    @Test
    void eachLawThatIsCheckedIsWordedAsItsCheckWordsIt() {
        List<String> sentences = SECTION.matcher(page)
                .results()
                .map(section -> section.group(2))
                .map(sentence -> sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1))
                .toList();

        assertThat(sentences)
                .containsAll(Stream.of(Law.values()).map(Law::sentence).toList());
    }

    @Test
    void eachLawNamesTestClasses() {
        List<String> sections = Stream.of(page.split("(?m)^## "))
                .filter(section -> section.matches("(?s)\\d+\\. .*"))
                .toList();

        assertThat(sections)
                .hasSize(LAWS)
                .allSatisfy(section ->
                        assertThat(TEST_CLASS.matcher(section).results()).isNotEmpty());
    }

    @Test
    void everyTestClassThatIsNamedExists() {
        Set<String> classes = SOURCES.tests()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());

        assertThat(TEST_CLASS.matcher(page).results().map(MatchResult::group).map(name -> name.replace("`", "")))
                .allMatch(classes::contains);
    }
}
