package dev.bluegreen.internal.engine.lock;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.StoredRecord;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What others did while an operation waited for the lock is seen, and not written over. Found by random schedules. */
class WhileWaitingTest {

    private final Shop shop = new Shop();

    @Test
    void recoverLeavesACutoverAloneThatEndedByItself() {
        shop.release().switchTo(GREEN);
        Optional<StoredRecord> ended = shop.platform.record("shop");
        shop.crashAt("shift router/web", 1, Release::rollBack);
        shop.calls.clear();
        shop.time.after(
                Duration.ofSeconds(12),
                () -> rewrite(Optional.empty(), ended.orElseThrow().json()));

        CutoverReport report = shop.release().recover();

        assertThat(report.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(report.sentence()).contains("nothing was left unfinished").contains("traffic is on GREEN");
        assertThat(shop.calls).doesNotContain("shift router/web");
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void recoverFreesTheLockOfAnOperationThatFellSilentWithNothingUnfinished() {
        shop.release().switchTo(GREEN);
        shop.stealLock();

        CutoverReport report = shop.release().recover();

        assertThat(report.sentence()).contains("nothing was left unfinished, the lock is free");
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void rollBackDoesNotMoveTrafficToATrackThatWasRetiredMeanwhile() {
        shop.release().switchTo(GREEN);
        shop.stealLock();
        String json = shop.platform.record("shop").orElseThrow().json();
        shop.calls.clear();
        shop.time.after(Duration.ofSeconds(12), () -> {
            shop.platform.setReady("shop-blue", 0);
            rewrite(Optional.empty(), json);
        });

        assertThatThrownBy(() -> shop.release().rollBack()).hasMessageContaining("shop-blue has no ready pod");

        assertThat(shop.active()).isEqualTo(GREEN);
        assertThat(shop.calls).doesNotContain("shift router/web");
        assertThat(shop.lockIsFree()).isTrue();
    }

    private void rewrite(Optional<String> holder, String json) {
        Optional<StoredRecord> now = shop.platform.record("shop");
        StoredRecord old = now.orElseThrow();
        shop.platform
                .records()
                .compareAndSet(
                        "shop",
                        now,
                        StoredRecord.builder(old.acquired(), old.duration(), json)
                                .holder(holder)
                                .renewed(old.renewed())
                                .token(old.token())
                                .build());
    }
}
