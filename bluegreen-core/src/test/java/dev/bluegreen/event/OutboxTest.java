package dev.bluegreen.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.testkit.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events on their way to another system: in order, confirmed only when sent. */
class OutboxTest {

    private static final int MOST = 10_000;

    private final VirtualTime time = VirtualTime.create().manual();
    private final List<Integer> sent = new CopyOnWriteArrayList<>();
    private final List<String> confirmed = new CopyOnWriteArrayList<>();

    @Test
    void tenThousandEventsAtOnceAreSentInOrder() {
        Outbox outbox = new Outbox(time, "them", event -> sent.add(event.number()));

        IntStream.rangeClosed(1, MOST).forEach(number -> outbox.put(event(number)));
        time.settle();

        assertThat(sent).isEqualTo(IntStream.rangeClosed(1, MOST).boxed().toList());
        assertThat(outbox.pending()).isZero();
    }

    @Test
    void whatComesBeforeAnEventThatTheQueueHasNoRoomForIsConfirmedAndNothingWithIt() {
        boolean[] down = {true};
        Outbox outbox = new Outbox(time, "them", event -> {
            if (down[0]) {
                throw new IllegalStateException("down");
            }
            sent.add(event.number());
        });
        outbox.put(event(1));
        time.settle();
        outbox.put(event(2));
        outbox.whenSent(() -> confirmed.add("the first two"));
        IntStream.rangeClosed(3, MOST + 10).forEach(number -> outbox.put(event(number)));
        outbox.whenSent(() -> confirmed.add("all"));
        down[0] = false;

        time.advance(Duration.ofMinutes(1));

        assertThat(sent).hasSizeBetween(MOST - 10, MOST + 5).startsWith(1, 2, 3);
        assertThat(confirmed).containsExactly("the first two");
        outbox.put(event(99_999));
        outbox.whenSent(() -> confirmed.add("a later one"));
        time.settle();
        assertThat(confirmed).containsExactly("the first two", "a later one");
    }

    @Test
    void aSenderThatThrowsAnErrorIsAskedAgain() {
        AtomicInteger attempts = new AtomicInteger();
        Outbox outbox = new Outbox(time, "them", event -> {
            if (attempts.incrementAndGet() < 3) {
                throw new StackOverflowError();
            }
        });
        outbox.put(event(1));
        outbox.whenSent(() -> confirmed.add("it"));

        time.advance(Duration.ofSeconds(10));

        assertThat(attempts).hasValue(3);
        assertThat(confirmed).containsExactly("it");
    }

    @Test
    void theProblemIsThatOfTheLastAttemptAndGoneAfterOneThatWorks() {
        RuntimeException[] next = {
            new PlatformException(PlatformException.Kind.TRANSIENT, "it answered 503\n\u001b[31m")
        };
        Outbox outbox = new Outbox(time, "them", event -> {
            if (next[0] != null) {
                throw next[0];
            }
        });
        outbox.put(event(1));
        time.settle();
        assertThat(outbox.problem())
                .hasValueSatisfying(
                        text -> assertThat(text).startsWith("it answered 503").doesNotContain("\n", "\u001b"));

        next[0] = new IllegalArgumentException("https://hooks.example/secret");
        time.advance(Duration.ofSeconds(2));
        assertThat(outbox.problem()).hasValueSatisfying(text -> assertThat(text).doesNotContain("hooks"));

        next[0] = null;
        time.advance(Duration.ofSeconds(5));
        assertThat(outbox.problem()).isEmpty();
    }

    @Test
    void closingTwiceOrPuttingAfterwardsLosesNothing() {
        Outbox outbox = new Outbox(time, "them", event -> sent.add(event.number()));
        outbox.put(event(1));
        outbox.close();
        outbox.close();
        outbox.put(event(2));
        outbox.close();

        assertThat(sent).containsExactly(1, 2);
    }

    private static CutoverEvent event(int number) {
        return CutoverEvent.builder("shop", "c1", number, Instant.EPOCH)
                .phase(Phase.DONE)
                .kind(Kind.WRITE)
                .build();
    }
}
