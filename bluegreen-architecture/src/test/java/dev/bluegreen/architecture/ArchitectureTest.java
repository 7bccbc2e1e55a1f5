package dev.bluegreen.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each law holds for the project, and is seen to be broken by its fixtures. */
final class ArchitectureTest {

    private static final JavaClasses PROJECT = Layout.project();
    private static final JavaClasses FIXTURES = Layout.fixtures();

    static Stream<Law> laws() {
        return Law.all();
    }

    @ParameterizedTest
    @MethodSource("laws")
    void holdsForTheProject(Law law) {
        law.in(Layout.PROJECT).check(PROJECT);
    }

    @ParameterizedTest
    @MethodSource("laws")
    void isBrokenByItsFixturesAndByNothingElse(Law law) {
        EvaluationResult result = law.in(Layout.FIXTURES).evaluate(FIXTURES);

        List<String> details = result.getFailureReport().getDetails();
        assertThat(law.brokenBy())
                .isNotEmpty()
                .allSatisfy(culprit -> assertThat(details).anyMatch(detail -> names(detail, culprit)));
        assertThat(details).allMatch(detail -> law.brokenBy().stream().anyMatch(culprit -> names(detail, culprit)));
    }

    @Test
    void looksAtTheModulesThatThereAre() {
        assertThat(PROJECT.contain("dev.bluegreen.spi.Time")).isTrue();
        assertThat(PROJECT.contain(ArchitectureTest.class)).isFalse();
    }

    private static boolean names(String detail, String culprit) {
        return detail.matches("(?s).*\\b" + Layout.FIXTURES.name(culprit).replace(".", "\\.") + "\\b.*");
    }
}
