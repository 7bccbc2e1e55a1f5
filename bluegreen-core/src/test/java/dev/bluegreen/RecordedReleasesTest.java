package dev.bluegreen;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RecordedReleases;
import dev.bluegreen.result.Unfinished.State;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is seen of all releases without a description of any. */
class RecordedReleasesTest {

    private final Shop shop = new Shop();

    @Test
    void eachReleaseIsListedByItsRecordAlone() {
        shop.release().switchTo(GREEN);
        shop.calls.clear();

        RecordedReleases all = BlueGreen.releases(shop.platform);

        assertThat(all.notSeen()).isEmpty();
        assertThat(all.releases()).singleElement().satisfies(one -> {
            assertThat(one.name()).isEqualTo("shop");
            assertThat(one.namespace()).isEqualTo("memory");
            assertThat(one.active()).contains(GREEN);
            assertThat(one.unfinished()).isEmpty();
            assertThat(one.history())
                    .singleElement()
                    .satisfies(past -> assertThat(past.outcome()).isEqualTo(Outcome.SWITCHED));
        });
        assertThat(all.toString())
                .startsWith("memory/shop: traffic on GREEN; last cutover BLUE -> GREEN SWITCHED at 2026-01-01T00:00:");
        assertThat(shop.calls).containsExactly("list records", "load record/shop");
    }

    @Test
    void thereIsNoneBeforeTheFirstCutover() {
        assertThat(BlueGreen.releases(shop.platform).releases()).isEmpty();
        assertThat(BlueGreen.history(shop.platform)).isEmpty();
    }

    @Test
    void aProcessThatDiedShowsOnceItWasSeenSilentForALease() {
        shop.crashAfter("shift router/web");
        RecordedReleases.Entry first =
                BlueGreen.releases(shop.platform).releases().get(0);
        shop.time.advance(Duration.ofSeconds(31));

        RecordedReleases.Entry then =
                BlueGreen.releases(shop.platform).releases().get(0);

        assertThat(first.unfinished().orElseThrow().state()).isEqualTo(State.RUNNING);
        assertThat(then.unfinished().orElseThrow().state()).isEqualTo(State.DEAD);
        assertThat(then.unfinished().orElseThrow().phase()).isEqualTo(Phase.SHIFT);
        assertThat(then.toString()).contains("DEAD in SHIFT, which may have moved it to GREEN: see status()");
    }

    @Test
    void theHistoryIsNewestFirst() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Duration.ofMinutes(5));
        shop.release().switchTo(BLUE);

        assertThat(BlueGreen.history(shop.platform))
                .extracting(past -> past.cutover().to())
                .containsExactly(BLUE, GREEN);
        assertThat(BlueGreen.history(shop.platform).get(0).toString()).startsWith("memory/shop: cutover GREEN -> BLUE");
    }

    @Test
    void aRecordThatCannotBeReadIsNamedAndHidesNoOther() {
        shop.release().switchTo(GREEN);
        shop.rewriteRecord(json -> "no JSON");

        RecordedReleases all = BlueGreen.releases(shop.platform);

        assertThat(all.releases()).isEmpty();
        assertThat(all.notSeen()).singleElement().asString().contains("memory/shop", "cannot be read");
    }

    @Test
    void aClosedPlatformListsNothing() {
        shop.platform.close();

        assertThatThrownBy(() -> BlueGreen.history(shop.platform)).hasMessageContaining("closed");
    }
}
