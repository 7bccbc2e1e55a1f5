package dev.bluegreen.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README shows what compiles and what there is. */
class ReadmeTest {

    private static final Path CONSUMER_TEST =
            Path.of("examples/consumer/src/test/java/com/example/shop/ShopReleaseTest.java");

    @Test
    void showsTheTestOfTheConsumerProject() throws IOException {
        assertThat(readme()).contains("```java\n" + read(CONSUMER_TEST) + "```\n");
    }

    @Test
    void namesEveryFault() throws IOException {
        String readme = readme();

        assertThat(Stream.of(
                        Fault.status(500),
                        Fault.delay(Duration.ZERO),
                        Fault.hang(),
                        Fault.dropBefore(),
                        Fault.dropAfter(),
                        Fault.halfResponse(),
                        Fault.deliverLate(Duration.ZERO)))
                .allSatisfy(fault -> assertThat(readme).contains("`" + nameOf(fault) + "("));
    }

    private static String nameOf(Fault fault) {
        String name = fault.getClass().getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static String readme() throws IOException {
        return read(Path.of("bluegreen-testkit/README.md"));
    }

    /** Tests are started in the module or in the root. */
    private static String read(Path fromRoot) throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path root = here.endsWith("bluegreen-testkit") ? here.getParent() : here;
        return Files.readString(root.resolve(fromRoot));
    }
}
