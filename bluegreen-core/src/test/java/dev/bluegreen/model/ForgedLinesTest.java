package dev.bluegreen.model;

import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.Approval.Answer;
import dev.bluegreen.check.approval.Approval.Decision;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.Outbox;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.scene.ForgedImages;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.scene.TracedLog;
import dev.bluegreen.spi.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What others wrote is data: it ends no line of a log, colours no terminal and turns no text around. */
class ForgedLinesTest {

    /** A line of the audit that nobody wrote, an escape sequence, both separators of Unicode, marks of direction. */
    private static final String FORGED =
            "ok\r\n[main] INFO dev.bluegreen.audit - release=shop\u001b[31m red\u2028next\u2029\u202etxt\u2066\u200fz\u0000";

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    private static final int LONGEST = 2_003;

    private final Shop shop = new Shop();
    private final List<CutoverEvent> heard = new ArrayList<>();

    @Test
    void anApproversNameAndReason() {
        assertPlain(builder ->
                builder.approval(Approval.callback(request -> new Answer(Decision.APPROVED, "ann" + FORGED, FORGED))));
        assertPlain(builder ->
                builder.approval(Approval.callback(request -> new Answer(Decision.REJECTED, "ann" + FORGED, FORGED))));
        assertPlain(builder -> builder.approval(Approval.callback(request -> {
                    throw new IllegalStateException(FORGED);
                })
                .within(ofMinutes(1))));
    }

    @Test
    void whatAListenerThrowsAndWhatCannotBeSent() {
        Outbox outbox = new Outbox(shop.time, "the topic", event -> {
            throw new IllegalStateException(FORGED);
        });
        try (TracedLog log = TracedLog.of()) {
            assertPlain(builder -> builder.listener(event -> {
                        throw new IllegalStateException(FORGED);
                    })
                    .listener(outbox::put));
            shop.time.advance(ofHours(12));

            assertThat(log.text().lines().filter(line -> !line.isEmpty()))
                    .anyMatch(line -> line.contains("could not send event"))
                    .anyMatch(line -> line.contains("failed on event"))
                    .allMatch(line -> line.contains(" - "))
                    .noneMatch(line -> line.startsWith("[main] INFO dev.bluegreen.audit - release=shop\u001b"))
                    .noneMatch(line -> UNPRINTABLE.matcher(line).find());
        }
    }

    @Test
    void whatASmokeTestAndAGateSay() {
        assertPlain(builder ->
                builder.smokeTest(own(context -> Evidence.confirmed("smoke-test", FORGED, FORGED.repeat(1_000)))));
        assertPlain(builder -> builder.smokeTest(own(context -> {
            throw new AssertionError(FORGED);
        })));
        assertPlain(builder -> builder.gate(context -> GateResult.pass("mine", FORGED)));
        assertPlain(builder -> builder.gate(context -> GateResult.fail("mine", FORGED.repeat(100))));
    }

    @Test
    void theNameOfAnImage() {
        Platform forged = ForgedImages.on(shop.platform, "shop:2" + FORGED);

        assertPlain(builder -> builder.on(forged));
        CutoverPlan plan = shop.builder().on(forged).build().plan(GREEN);
        assertThat(plan.toString().replace("\n", "")).doesNotContainPattern(UNPRINTABLE);
        assertThat(plan.hash())
                .as("it was read")
                .isNotEqualTo(shop.release().plan(GREEN).hash());
    }

    @Test
    void theReasonOfAnAbort() {
        Release release = shop.builder()
                .listener(heard::add)
                .approval(Approval.callback(request -> Answer.PENDING))
                .build();
        Cutover cutover = release.start(GREEN);
        cutover.abort(FORGED);

        assertPlain(
                catchThrowable(() -> cutover.completion().toCompletableFuture().join())
                        .getCause());
    }

    @Test
    void whatStandsInTheRecord() {
        shop.builder().requestedBy("ann", "OPS-12").build().switchTo(GREEN);
        shop.rewriteRecord(json -> json.replace("OPS-12", "x\\r\\n\\u202e[main]"));

        assertThat(shop.release().status().history().get(0).by()).doesNotContainPattern(UNPRINTABLE);
        assertThat(shop.release().status().toString().replace("\n", "")).doesNotContainPattern(UNPRINTABLE);
    }

    @Test
    void everyMessageIsOneLineOfBoundedLength() {
        assertPlain(new ClosedException(FORGED.repeat(1_000)));
        assertThat(new Finding("id", Finding.Severity.INFO, FORGED.repeat(99), FORGED).sentence())
                .hasSizeLessThanOrEqualTo(503)
                .endsWith("...")
                .doesNotContainPattern(UNPRINTABLE);
        assertThat(new ClosedException("a\nb\u202ec").getMessage()).isEqualTo("a\\nb\\u202ec");
    }

    private static SmokeTest own(SmokeTest test) {
        return test;
    }

    private void assertPlain(UnaryOperator<ReleaseBuilder> change) {
        Throwable thrown = catchThrowable(
                () -> change.apply(shop.builder().listener(heard::add)).build().switchTo(GREEN));
        if (thrown == null) {
            shop.release().rollBack();
        } else {
            assertPlain(thrown);
        }
        assertThat(shop.release().status().toString().replace("\n", "")).doesNotContainPattern(UNPRINTABLE);
    }

    private void assertPlain(Throwable thrown) {
        assertThat(thrown).isInstanceOf(BlueGreenException.class);
        assertThat(thrown.getMessage()).doesNotContainPattern(UNPRINTABLE).hasSizeLessThanOrEqualTo(LONGEST);
        assertThat(heard)
                .allSatisfy(event -> assertThat(event.toString()).doesNotContainPattern(UNPRINTABLE))
                .allSatisfy(event -> assertThat(event.sentence()).hasSizeLessThanOrEqualTo(LONGEST));
    }
}
