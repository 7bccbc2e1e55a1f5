package dev.bluegreen.internal.engine.lock;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.event.Outbox;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.result.ReleaseStatus.Delivery;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Each listener that delivers later confirms for itself, and gets again only what it has not confirmed. */
class SinkBySinkTest {

    private static final String SECRET = "https://hooks.example/T000/secret";

    private final Shop shop = new Shop();
    private final Sink chat = new Sink("chat");
    private final Sink topic = new Sink("topic");

    @Test
    void aSinkThatFailsDoesNotHaveEventsSentAgainToOneThatDoesNot() {
        chat.fails = new PlatformException(PlatformException.Kind.TRANSIENT, "it answered 503");
        with(chat, topic).switchTo(GREEN);
        settle();
        List<CutoverEvent> unsent = shop.release().status().undelivered();

        with(chat.again(), topic.again()).rollBack();
        settle();

        assertThat(topic.sent).isNotEmpty().noneMatch(CutoverEvent::replayed);
        assertThat(chat.sent.stream().filter(CutoverEvent::replayed))
                .isEqualTo(unsent.stream().map(CutoverEvent::again).toList())
                .extracting(CutoverEvent::kind)
                .contains(Kind.INTENT, Kind.WRITE, Kind.ENDED);
        assertThat(shop.release().status().undelivered()).isEmpty();
    }

    @Test
    void theStatusHasTheDeliveryOfEachSink() {
        chat.fails = new PlatformException(PlatformException.Kind.TRANSIENT, "it answered 503");
        Release release = with(chat, topic);
        release.switchTo(GREEN);
        settle();

        List<CutoverEvent> unsent = shop.release().status().undelivered();
        assertThat(release.status().deliveries()).hasSize(2);
        Delivery failing = release.status().deliveries().get(0);
        assertThat(failing.sink()).isEqualTo("chat");
        assertThat(failing.pending()).isEqualTo(unsent.size()).isPositive();
        assertThat(failing.confirmed()).isEmpty();
        assertThat(failing.problem()).contains("it answered 503");
        Delivery fine = release.status().deliveries().get(1);
        assertThat(fine.sink()).isEqualTo("topic");
        assertThat(fine.pending()).isZero();
        assertThat(fine.confirmed().orElseThrow().number())
                .isEqualTo(unsent.get(unsent.size() - 1).number());
        assertThat(fine.problem()).isEmpty();
        assertThat(shop.release().status().deliveries())
                .as("of another process")
                .extracting(Delivery::pending)
                .containsExactly(unsent.size(), 0);
        assertThat(release.status().toString()).contains("events are not delivered to chat: it answered 503");
    }

    @Test
    void anErrorThatMayNameASecretIsNotShown() {
        chat.fails = new IllegalStateException("no answer from " + SECRET);
        Release release = with(chat);
        release.switchTo(GREEN);
        settle();

        assertThat(release.status().deliveries().get(0).problem()).isPresent();
        assertThat(release.status().toString()).doesNotContain("T000");
        assertThat(record()).doesNotContain("T000");
    }

    @Test
    void whatWasConfirmedBeforeItsProcessDiedIsNotSentAgain() {
        chat.fails = new IllegalStateException("down");
        shop.crashAt(
                "save record/shop",
                4,
                ignored ->
                        builder(chat, topic).bake(Duration.ofMinutes(2)).build().switchTo(GREEN));
        List<CutoverEvent> lost = shop.release().status().undelivered();
        shop.time.advance(Duration.ofMinutes(1));

        with(chat.again(), topic.again()).recover();
        settle();

        assertThat(lost).extracting(CutoverEvent::kind).contains(Kind.INTENT);
        assertThat(chat.sent.stream().filter(CutoverEvent::replayed)).isEqualTo(replayed(lost));
        assertThat(topic.sent).noneMatch(CutoverEvent::replayed);
    }

    @Test
    void onlyTheSinkThatWasNotConfirmedGetsEventsAgainAfterAKillBetweenSendAndConfirmation() {
        with(topic).switchTo(GREEN);
        settle();
        shop.before("save record/shop", () -> {
            if (!chat.sent.isEmpty() && chat.sent.get(chat.sent.size() - 1).kind() == Kind.ENDED) {
                throw new PlatformException(PlatformException.Kind.TRANSIENT, "its process is dead");
            }
        });
        chat.slow = true;
        with(chat, topic).rollBack();
        settle();
        shop.stopIntercepting();
        int before = topic.sent.size();
        List<CutoverEvent> first = List.copyOf(chat.sent);

        with(chat, topic).switchTo(GREEN);
        settle();

        List<CutoverEvent> again =
                chat.sent.stream().filter(CutoverEvent::replayed).toList();
        assertThat(again).isNotEmpty().isSubsetOf(replayed(first));
        assertThat(again).last().extracting(CutoverEvent::kind).isEqualTo(Kind.ENDED);
        assertThat(topic.sent.subList(before, topic.sent.size())).noneMatch(CutoverEvent::replayed);
    }

    @Test
    void anEventThatASinkDidNotTakeIsNotConfirmed() {
        chat.refuses = new StackOverflowError();
        with(chat, topic).switchTo(GREEN);
        settle();
        assertThat(shop.release().status().deliveries())
                .extracting(Delivery::pending)
                .satisfiesExactly(
                        pending -> assertThat(pending).isPositive(),
                        pending -> assertThat(pending).isZero());

        with(chat.again(), topic.again()).rollBack();
        settle();

        assertThat(chat.sent)
                .filteredOn(CutoverEvent::replayed)
                .extracting(CutoverEvent::kind)
                .contains(Kind.ENDED);
    }

    @Test
    void aNewSinkGetsWhatHappensFromThenOn() {
        chat.fails = new IllegalStateException("down");
        with(chat).switchTo(GREEN);
        settle();

        with(topic).rollBack();
        settle();

        assertThat(topic.sent).isNotEmpty().noneMatch(CutoverEvent::replayed);
        assertThat(shop.release().status().deliveries().get(0).pending())
                .as("the chat still lacks both")
                .isPositive();
    }

    @Test
    void aSinkThatNoOperationHasAnyMoreIsForgotten() {
        chat.fails = new IllegalStateException("down");
        with(chat).switchTo(GREEN);
        for (int i = 0; i < 10; i++) {
            with(topic).rollBack();
            with(topic).switchTo(GREEN);
        }
        settle();

        assertThat(shop.release().status().deliveries())
                .extracting(Delivery::sink)
                .containsExactly("topic");
        assertThat(record()).doesNotContain("\"told\"", "\"owed\"");
    }

    @Test
    void sinksOfOneNameAreToldApart() {
        Sink second = new Sink("chat");
        second.fails = new IllegalStateException("down");
        with(chat, second).switchTo(GREEN);
        settle();

        assertThat(shop.release().status().deliveries())
                .extracting(Delivery::sink, delivery -> delivery.pending() > 0)
                .containsExactly(tuple("chat", false), tuple("chat 2", true));
    }

    @Test
    void eventsOwedByAnOlderRecordGoToEachSink() {
        chat.fails = new IllegalStateException("down");
        with(chat).switchTo(GREEN);
        settle();
        shop.rewriteRecord(json -> json.replaceAll("\"sinks\":\\[[^]]*\\]", "\"audit\":[]"));

        with(chat.again(), topic).rollBack();
        settle();

        assertThat(chat.sent).anyMatch(CutoverEvent::replayed);
        assertThat(topic.sent).anyMatch(CutoverEvent::replayed);
        assertThat(record()).doesNotContain("\"told\"", "\"owed\"");
    }

    @Test
    void fieldsOfASinkThatThisVersionDoesNotKnowAreKept() {
        chat.fails = new IllegalStateException("down");
        with(chat).switchTo(GREEN);
        settle();
        shop.rewriteRecord(json -> json.replace("{\"name\":\"chat\"", "{\"name\":\"chat\",\"later\":1"));

        with(topic).rollBack();
        settle();

        assertThat(record()).contains("\"later\":1");
    }

    private Release with(Sink... sinks) {
        return builder(sinks).build();
    }

    private ReleaseBuilder builder(Sink... sinks) {
        ReleaseBuilder builder = shop.builder();
        for (Sink sink : sinks) {
            builder = builder.listener(sink);
        }
        return builder;
    }

    private void settle() {
        shop.time.advance(Duration.ofHours(1));
    }

    private String record() {
        return shop.platform.record("shop").orElseThrow().json();
    }

    private static List<CutoverEvent> replayed(List<CutoverEvent> events) {
        return events.stream().map(CutoverEvent::again).toList();
    }

    /** Sends to a list, or fails. */
    private final class Sink implements CutoverListener {

        private final String name;
        private final List<CutoverEvent> sent;
        private final Outbox outbox;
        private volatile RuntimeException fails;
        private volatile Error refuses;
        private volatile boolean slow;

        Sink(String name) {
            this(name, new CopyOnWriteArrayList<>());
        }

        private Sink(String name, List<CutoverEvent> sent) {
            this.name = name;
            this.sent = sent;
            this.outbox = new Outbox(shop.time, name, this::send);
        }

        /** The sink of another process, which works. */
        Sink again() {
            return new Sink(name, sent);
        }

        private void send(CutoverEvent event) {
            if (fails != null) {
                throw fails;
            }
            if (slow) {
                shop.pass(Duration.ofSeconds(5));
            }
            sent.add(event);
        }

        @Override
        public void on(CutoverEvent event) {
            if (refuses != null) {
                throw refuses;
            }
            outbox.put(event);
        }

        @Override
        public Optional<Outbox> outbox() {
            return Optional.of(outbox);
        }

        @Override
        public String name() {
            return name;
        }
    }
}
