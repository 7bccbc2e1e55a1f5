package dev.bluegreen.internal.engine;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.Gate;
import dev.bluegreen.check.GateContext;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.scene.TracedLog;
import dev.bluegreen.testkit.internal.Sentences;
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
        assertReadable(shop.builder().gate(context -> {
            throw sneaky(thrown);
        }));
    }

    /** What the JVM and exceptions that wrap others say of themselves. */
    static Stream<Throwable> whatNamesClasses() {
        Object text = "text";
        List<Runnable> mistakes =
                List.of(() -> (new Shop[1])[0].release(), () -> System.out.println(((Integer) text).intValue()));
        Stream<Throwable> thrown = mistakes.stream().map(SentencesTest::thrownBy);
        return Stream.concat(
                thrown,
                Stream.of(
                        new RuntimeException(new IllegalStateException("the ticket system is down")),
                        new IllegalStateException("The ticket system is down."),
                        new CompletionException(new IllegalStateException())));
    }

    @ParameterizedTest
    @MethodSource("whatNamesClasses")
    void ofAGateWithAMistake(Throwable thrown) {
        String told = assertReadable(shop.builder().gate(context -> {
            throw sneaky(thrown);
        }));

        assertThat(told).contains("the gate failed: ").doesNotContain("bluegreen.Shop", "java.lang");
    }

    @Test
    void ofOneGateOfSeveralByItsNameOrItsPlace() {
        Gate passes = context -> GateResult.pass("always", "it is open");
        Gate nameless = context -> {
            throw new IllegalStateException("the calendar is down");
        };
        Gate named = new Gate() {
            @Override
            public GateResult check(GateContext context) {
                return nameless.check(context);
            }

            @Override
            public String name() {
                return "change freeze";
            }
        };

        assertThat(assertReadable(shop.builder().gate(passes).gate(nameless)))
                .contains("the gate 2 of 2 failed: the calendar is down");
        assertThat(assertReadable(shop.builder().gate(passes).gate(named)))
                .contains("the gate change freeze failed: the calendar is down");
    }

    @Test
    void theLogCallsAListenerByItsNameOrItsPlace() {
        CutoverListener named = new CutoverListener() {
            @Override
            public void on(CutoverEvent event) {
                throw new IllegalStateException("is closed");
            }

            @Override
            public String name() {
                return "deployment channel";
            }
        };
        try (TracedLog log = TracedLog.of(BlueGreen.class)) {
            shop.builder()
                    .withoutAudit()
                    .listener(event -> {})
                    .listener(event -> {
                        throw new IllegalStateException("broken");
                    })
                    .listener(named)
                    .build()
                    .switchTo(GREEN);

            assertThat(log.text())
                    .contains("listener 2 of 3 failed on event 1: ", "listener deployment channel failed on event 1: ")
                    .doesNotContain("SentencesTest$");
        }
    }

    @ParameterizedTest
    @MethodSource({"whatSaysNothingOfItself", "whatNamesClasses"})
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
        List<String> wrong = List.of(
                "failed (ConnectException: refused)",
                "waits for PT4H",
                "after 600 s",
                "the check failed: null",
                "was not written: ",
                "was not written: .",
                "it ended.. Traffic",
                "it ended; ; traffic");
        assertThat(wrong).allMatch(said -> Sentences.wrong(said).isPresent());
        assertThat(Sentences.wrong("it is unfinished; call recover()")).isEmpty();
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
        assertThat(shop.told.stream().flatMap(said -> Sentences.wrong(said).stream()))
                .isEmpty();
        return String.join("\n", shop.told);
    }

    private static Throwable thrownBy(Runnable mistake) {
        try {
            mistake.run();
            throw new AssertionError("it has to throw");
        } catch (RuntimeException e) {
            return e;
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
