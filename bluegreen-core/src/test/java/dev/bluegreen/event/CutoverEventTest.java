package dev.bluegreen.event;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Change;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverEvent.Severity;
import dev.bluegreen.event.CutoverEvent.Source;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.result.UnresolvedException;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Who, where, why and what: in each event, and in the ones that are told again after its process has died. */
class CutoverEventTest {

    private final Shop shop = new Shop();
    private final List<CutoverEvent> events = new CopyOnWriteArrayList<>();

    @Test
    void hasWhoAskedWhyAndWhatIsChanged() {
        asked().build().switchTo(GREEN);

        assertThat(events)
                .allSatisfy(event -> assertThat(event.source().requester()).startsWith("ann (claimed by "))
                .allSatisfy(event -> assertThat(event.source().reason()).isEqualTo("REL-7"))
                .allSatisfy(event -> assertThat(event.change().to()).contains(GREEN));
        assertThat(last().change())
                .isEqualTo(new Change(
                        Optional.of(BLUE),
                        Optional.of(GREEN),
                        Map.of(BLUE, List.of("shop:1"), GREEN, List.of("shop:2")),
                        Map.of(BLUE, "shop-blue", GREEN, "shop-green"),
                        List.of("router/web")));
        assertThat(last().outcome()).contains("SWITCHED");
        assertThat(last().severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void namesTheProcessWhereNobodyIsNamed() {
        shop.builder().listener(events::add).build().switchTo(GREEN);

        assertThat(last().source().requester()).isEqualTo(shop.platform.identity());
    }

    @Test
    void aRefusalIsAWarning() {
        assertThatThrownBy(() -> asked().minReadyPods(9).build().switchTo(GREEN))
                .isInstanceOf(RefusedException.class);

        assertThat(last().severity()).isEqualTo(Severity.WARNING);
        assertThat(last().outcome()).contains("REFUSED");
        assertThat(last().change().to()).contains(GREEN);
    }

    @Test
    void aRollbackIsNamedInItsOwnWay() {
        shop.release().switchTo(GREEN);
        asked().build().rollBack();

        assertThat(last().severity()).isEqualTo(Severity.WARNING);
        assertThat(last().outcome()).contains("ROLLED_BACK");
        assertThat(last().change().from()).contains(GREEN);
    }

    @Test
    void needsAttentionIsAnError() {
        shop.after(
                "shift router/web",
                Shop.once(() -> shop.platform.foreignWrite("web", TrafficSplit.all(BLUE), "kubectl")));

        assertThatThrownBy(() -> asked().build().switchTo(GREEN)).isInstanceOf(UnresolvedException.class);

        assertThat(last().severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void aRedeliveredEventHasTheRequesterOfItsOwnOperation() {
        shop.crashAt("shift router/web", 1, dying -> asked().build().switchTo(GREEN));
        events.clear();
        shop.time.advance(Duration.ofMinutes(1));

        shop.builder().requestedBy("bob").listener(events::add).build().recover();

        assertThat(events).filteredOn(CutoverEvent::replayed).isNotEmpty().allSatisfy(event -> {
            assertThat(event.source().requester()).startsWith("ann (claimed by ");
            assertThat(event.source().reason()).isEqualTo("REL-7");
            assertThat(event.change().images()).containsEntry(GREEN, List.of("shop:2"));
        });
    }

    @Test
    void textIsOneLineOfLimitedLength() {
        Source source = new Source("c\n", "n".repeat(9_000), "\u001b[31mann", "");

        assertThat(source.cluster()).isEqualTo("c\\n");
        assertThat(source.namespace()).hasSizeLessThan(600);
        assertThat(source.requester()).doesNotContain("\u001b");
        Change change = new Change(
                Optional.empty(),
                Optional.empty(),
                Map.of(BLUE, Collections.nCopies(100, "i\n".repeat(9_000))),
                Map.of(),
                List.of());
        assertThat(change.images().get(BLUE))
                .hasSize(5)
                .allSatisfy(image -> assertThat(image).hasSizeLessThan(600).doesNotContain("\n"));
        CutoverEvent event = CutoverEvent.builder("shop", "c1", 1, Instant.EPOCH)
                .phase(Phase.DONE)
                .kind(Kind.ENDED)
                .outcome(Optional.of("SWITCHED\n"))
                .sentence("x".repeat(9_000))
                .build();
        assertThat(event.sentence()).hasSizeLessThan(2_100);
        assertThat(event.outcome()).contains("SWITCHED\\n");
    }

    @Test
    void nullIsNamed() {
        assertThatThrownBy(() -> new Source("", "", null, ""))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("event.source.requester");
        assertThatThrownBy(() -> new Change(Optional.empty(), null, Map.of(), Map.of(), List.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("event.change.to");
    }

    private ReleaseBuilder asked() {
        return shop.builder().requestedBy("ann", "REL-7").listener(events::add);
    }

    private CutoverEvent last() {
        return events.get(events.size() - 1);
    }
}
