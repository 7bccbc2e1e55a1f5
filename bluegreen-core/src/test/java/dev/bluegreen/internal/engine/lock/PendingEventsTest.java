package dev.bluegreen.internal.engine.lock;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.Release;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.event.Outbox;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.testkit.memory.CallInterceptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What a listener that sends later had not sent when its process ended, the next one sends, whatever it does. */
class PendingEventsTest {

    private final Shop shop = new Shop();
    private final List<CutoverEvent> sent = new CopyOnWriteArrayList<>();

    @Test
    void whatWasNotSentWhenItsProcessEndedIsSentByTheNextOperation() {
        release(mute()).switchTo(GREEN);

        release(sending()).rollBack();
        shop.time.advance(Duration.ofSeconds(1));

        assertThat(again())
                .extracting(CutoverEvent::kind)
                .contains(Kind.INTENT, Kind.WRITE, Kind.MILESTONE, Kind.ENDED);
        assertThat(again())
                .last()
                .satisfies(end -> assertThat(end.sentence()).contains("was switched from BLUE to GREEN"));
        assertThat(sent).last().satisfies(end -> assertThat(end.sentence()).contains("was rolled back"));
    }

    @Test
    void theStatusHasWhatWasNotSentUntilItIs() {
        release(mute()).switchTo(GREEN);
        assertThat(shop.release().status().undelivered())
                .last()
                .satisfies(end -> assertThat(end.outcome()).contains("SWITCHED"));

        release(sending()).rollBack();
        shop.time.advance(Duration.ofSeconds(1));

        assertThat(shop.release().status().undelivered()).isEmpty();
    }

    @Test
    void whatWasSentIsNotSentAgain() {
        release(sending()).switchTo(GREEN);
        shop.time.advance(Duration.ofSeconds(1));

        release(sending()).rollBack();
        shop.time.advance(Duration.ofSeconds(1));

        assertThat(again()).isEmpty();
    }

    @Test
    void anOperationWithoutSuchAListenerLeavesItForOneThatHasIt() {
        release(mute()).switchTo(GREEN);
        shop.release().rollBack();
        shop.release().switchTo(GREEN);

        release(sending()).rollBack();
        shop.time.advance(Duration.ofSeconds(1));

        assertThat(again().get(0).sentence()).isEqualTo("took the lock, token 1");
        assertThat(again())
                .filteredOn(event -> event.kind() == Kind.ENDED)
                .first()
                .satisfies(end -> assertThat(end.sentence()).contains("was switched from BLUE to GREEN"));
    }

    @Test
    void whatOneThatTookOverCouldNotSendEitherIsSentByTheThird() {
        release(mute()).switchTo(GREEN);
        release(mute()).rollBack();

        release(sending()).switchTo(GREEN);
        shop.time.advance(Duration.ofSeconds(1));

        assertThat(again())
                .filteredOn(event -> event.kind() == Kind.ENDED)
                .extracting(CutoverEvent::sentence)
                .hasSize(2)
                .anyMatch(sentence -> sentence.contains("was switched"))
                .anyMatch(sentence -> sentence.contains("was rolled back"));
    }

    @Test
    void whatWasGivenUpIsSentByTheNextOperationToo() {
        Outbox[] failing = new Outbox[1];
        boolean[] down = {true};
        failing[0] = new Outbox(shop.time, "there", event -> {
            if (down[0]) {
                throw new IllegalStateException("down");
            }
            sent.add(event);
        });
        Release release = release(through(failing[0]));
        release.switchTo(GREEN);
        shop.time.advance(Duration.ofHours(12));
        down[0] = false;
        assertThat(sent).isEmpty();

        release.rollBack();
        shop.time.advance(Duration.ofSeconds(1));

        assertThat(again()).extracting(CutoverEvent::kind).contains(Kind.ENDED);
    }

    @Test
    void whenAllIsSentTheRecordKeepsNothingOfIt() {
        release(sending()).switchTo(GREEN);
        shop.time.advance(Duration.ofSeconds(1));

        assertThat(shop.platform.record("shop").orElseThrow().json()).doesNotContain("\"told\"", "\"owed\"");
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void aReceiptThatCannotBeEnteredIsNoFailure() {
        Release release = release(sending());
        release.switchTo(GREEN);
        shop.platform.intercept(new CallInterceptor() {
            @Override
            public void before(String call) {
                throw new PlatformException(PlatformException.Kind.TRANSIENT, "down");
            }
        });
        shop.time.advance(Duration.ofSeconds(1));
        shop.stopIntercepting();

        assertThat(release.status().history().get(0).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    private Release release(CutoverListener listener) {
        return shop.builder().listener(listener).build();
    }

    private List<CutoverEvent> again() {
        return sent.stream().filter(CutoverEvent::replayed).toList();
    }

    private CutoverListener sending() {
        return through(new Outbox(shop.time, "there", sent::add));
    }

    /** Of a process that dies before anything is sent. */
    private CutoverListener mute() {
        return through(new Outbox(shop.time, "nobody", event -> {
            throw new IllegalStateException("unreachable");
        }));
    }

    private static CutoverListener through(Outbox outbox) {
        return new CutoverListener() {
            @Override
            public void on(CutoverEvent event) {
                outbox.put(event);
            }

            @Override
            public Optional<Outbox> outbox() {
                return Optional.of(outbox);
            }
        };
    }
}
