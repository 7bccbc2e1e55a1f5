package dev.bluegreen.internal.engine.event;

import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.Cutover;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.result.Underway;
import dev.bluegreen.scene.Shop;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Listeners to one cutover that come when it is under way, or over. */
class FollowerTest {

    private final Shop shop = new Shop();
    private final List<CutoverEvent> early = new CopyOnWriteArrayList<>();
    private final List<CutoverEvent> late = new CopyOnWriteArrayList<>();

    @Test
    void whoComesInTheBakeHearsEverythingOnceInOrder() {
        shop.time.manual();
        Cutover cutover = baking();
        Subscription unused = cutover.events(late::add);
        shop.time.settle();
        assertThat(late).isNotEmpty();

        CutoverReport report = end(cutover);
        shop.time.advance(ofSeconds(1));

        assertThat(late).containsExactlyElementsOf(report.history());
        assertThat(late).extracting(CutoverEvent::number).isSorted().doesNotHaveDuplicates();
        assertThat(late).last().extracting(CutoverEvent::kind).isEqualTo(Kind.ENDED);
    }

    @Test
    void whoComesAfterTheEndHearsItToo() {
        Cutover cutover = shop.release().start(GREEN);
        CutoverReport report = end(cutover);

        Subscription unused = cutover.events(late::add);
        shop.time.advance(ofSeconds(1));

        assertThat(late).containsExactlyElementsOf(report.history());
    }

    @Test
    void whoHasLeftHearsNoMore() {
        shop.time.manual();
        Cutover cutover = baking();
        Subscription one = cutover.events(early::add);
        Subscription unused = cutover.events(late::add);
        shop.time.settle();
        int before = early.size();

        one.close();
        one.close();
        end(cutover);
        shop.time.advance(ofSeconds(1));

        assertThat(early).hasSize(before);
        assertThat(late).hasSizeGreaterThan(before);
    }

    @Test
    void oneThatThrowsHearsTheRestAndHurtsNobody() {
        shop.time.manual();
        Cutover cutover = baking();
        Subscription unused = cutover.events(event -> {
            late.add(event);
            throw new AssertionError("a bug");
        });

        CutoverReport report = end(cutover);
        shop.time.advance(ofSeconds(1));

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(late).hasSameSizeAs(report.history());
    }

    @Test
    void oneThatNeverComesBackKeepsNobodyWaiting() {
        shop.time.manual();
        Cutover cutover = baking();
        Subscription unused = cutover.events(event -> {
            late.add(event);
            try {
                shop.time.signal().await(ofMinutes(600));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        CutoverReport report = end(cutover);

        assertThat(report.took()).isLessThan(ofMinutes(11));
    }

    @Test
    void theStatusOfAnotherProcessShowsWhatTheOwnerShows() {
        shop.time.manual();
        Cutover cutover = baking();
        shop.time.advance(ofSeconds(11));

        ReleaseStatus status = shop.release().status();

        Underway seen = status.underway().orElseThrow();
        CutoverEvent last = cutover.status().orElseThrow();
        assertThat(seen.id()).isEqualTo(last.cutoverId()).isEqualTo(cutover.id());
        assertThat(seen.phase()).isEqualTo(last.phase());
        assertThat(seen.lastEvent()).contains(last.sentence());
        assertThat(status.toString()).contains(last.sentence());
        end(cutover);
    }

    private Cutover baking() {
        Cutover cutover = shop.builder().bake(ofMinutes(10)).build().start(GREEN);
        shop.awaitCall("shift router/web");
        shop.time.settle();
        return cutover;
    }

    private CutoverReport end(Cutover cutover) {
        shop.time.automatic();
        return cutover.completion().toCompletableFuture().join();
    }
}
