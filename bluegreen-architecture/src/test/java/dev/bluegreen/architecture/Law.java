package dev.bluegreen.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A rule about class files, and the fixtures that break it.
 *
 * @param brokenBy names below the fixtures' root
 */
record Law(String sentence, Function<Layout, ArchRule> rule, List<String> brokenBy) {

    static Law of(String sentence, Function<Layout, ArchRule> rule, String... brokenBy) {
        return new Law(sentence, rule, List.of(brokenBy));
    }

    static Stream<Law> all() {
        return Stream.of(ModuleLaws.all(), PackageLaws.all(), RoomLaws.all(), TimeLaws.all(), ShapeLaws.all())
                .flatMap(List::stream);
    }

    ArchRule in(Layout layout) {
        return rule.apply(layout).allowEmptyShould(true).as(sentence);
    }

    @Override
    public String toString() {
        return sentence;
    }
}
