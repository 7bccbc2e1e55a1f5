package dev.bluegreen;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.check.Approval;
import dev.bluegreen.model.CutoverException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person reads names no class, whatever was thrown; {@code EveryCallTest} looks at all that operations say. */
class SentencesTest {

    private final Shop shop = new Shop();

    static Stream<Throwable> whatSaysNothingOfItself() {
        return Stream.of(
                new IllegalStateException(),
                new IllegalStateException(" "),
                new StackOverflowError(),
                new AssertionError(),
                new CompletionException(null),
                new NoClassDefFoundError("com/acme/Tickets"),
                new ExceptionInInitializerError());
    }

    @ParameterizedTest
    @MethodSource("whatSaysNothingOfItself")
    void ofAGate(Throwable thrown) {
        assertReadable(shop.builder().gate(asked -> {
            throw sneaky(thrown);
        }));
    }

    @ParameterizedTest
    @MethodSource("whatSaysNothingOfItself")
    void ofAnApprovalAndOfAQuorum(Throwable thrown) {
        Approval broken = Approval.callback(request -> {
            throw sneaky(thrown);
        });

        assertReadable(shop.builder().approval(broken.within(Duration.ofMinutes(4))));
        assertReadable(shop.builder().approval(Approval.quorum(1, broken).within(Duration.ofMinutes(4))));
    }

    @Test
    void ofAWebhookThatIsNotThereAndNamesNoPathThatMayBeASecret() {
        Approval nobody = Approval.webhook(URI.create("http://localhost:1/s3cr3t"));

        assertThat(assertReadable(shop.builder().approval(nobody.within(Duration.ofMinutes(4)))))
                .contains("cannot be reached")
                .doesNotContain("s3cr3t");
    }

    @Test
    void theScanSeesWhatItIsFor() {
        assertThat(Sentences.wrong(List.of(
                        "failed (ConnectException: refused)",
                        "waits for PT4H",
                        "after 600 s",
                        "asking failed: null",
                        "was not written: ",
                        "was not written: .",
                        "it ended.. Traffic",
                        "it ended; ; traffic")
                        .stream()))
                .hasSize(8);
        assertThat(Sentences.wrong("router/web is 0/100, seen so for 90 s; 3 pods ready. Traffic is on GREEN."))
                .isEmpty();
    }

    private String assertReadable(ReleaseBuilder release) {
        CutoverException refused = catchThrowableOfType(
                CutoverException.class,
                () -> release.listener(event -> shop.told.add(event.sentence()))
                        .build()
                        .switchTo(GREEN));
        shop.told.add(refused.getMessage());
        assertThat(Sentences.wrong(shop.told.stream())).isEmpty();
        return String.join("\n", shop.told);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
