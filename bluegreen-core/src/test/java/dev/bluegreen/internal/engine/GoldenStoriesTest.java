package dev.bluegreen.internal.engine;

import static dev.bluegreen.cutover.Schedule.step;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.ChangeWindow;
import dev.bluegreen.check.Standby;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.Approval.Answer;
import dev.bluegreen.check.approval.Approval.Decision;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Reaction;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.Slo.Verdict;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.scene.Story;
import dev.bluegreen.spi.NamespaceNotices;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Each operation in full, compared with a text that was read line by line: {@link dev.bluegreen.scene.GoldenFile} has how. */
class GoldenStoriesTest {

    private final Shop shop = new Shop();
    private final Story story = new Story(shop);

    @Test
    void aSwitchAndItsWayBack() {
        story.tell("switch", shop.builder().requestedBy("ann", "OPS-1"), release -> release.switchTo(GREEN))
                .tell("the same again", shop.builder(), release -> release.switchTo(GREEN))
                .tell("roll back", shop.builder().requestedBy("bob", "OPS-2"), release -> release.rollBack())
                .tell("roll back again", shop.builder(), release -> release.rollBack())
                .isAsIn("switch-and-roll-back");
    }

    @Test
    void aStagedSwitchInSteps() {
        shop.platform.routeByShares("web", BLUE, Shop.SETTLE).routeByShares("api", BLUE, Shop.SETTLE);
        story.tell(
                        "stage",
                        both(),
                        release -> release.stage(GREEN).image("shop:3").apply().sentence())
                .tell(
                        "switch in steps",
                        both().schedule(Schedule.of(step(10, ofMinutes(2)), step(50, ofMinutes(3))))
                                .standby(Standby.lasting(ofHours(24)).scaledTo(1)),
                        release -> release.switchTo(GREEN))
                .isAsIn("staged-switch-in-steps");
    }

    @Test
    void aBakeThatIsGoodAndOneThatIsBreached() {
        story.tell("a good bake", baked(Verdict.GOOD), release -> release.switchTo(GREEN))
                .tell("a breached bake", baked(Verdict.BAD), release -> release.switchTo(BLUE))
                .tell("no data", baked(Verdict.NO_DATA), release -> release.switchTo(BLUE))
                .isAsIn("bakes");
    }

    @Test
    void aFrozenBakeAndAForeignWrite() {
        Bake freezing = Bake.lasting(ofMinutes(1)).watching(saying(Verdict.BAD)).onBreach(Reaction.FREEZE);
        story.tell("frozen", shop.builder().bake(freezing), release -> release.switchTo(GREEN))
                .tell("back by hand", shop.builder(), release -> release.rollBack());
        shop.time.after(ofSeconds(20), () -> shop.platform.foreignWrite("web", TrafficSplit.all(BLUE), "kubectl"));
        story.tell("a foreign write in the bake", baked(Verdict.GOOD), release -> release.switchTo(GREEN))
                .tell("recovered", shop.builder(), release -> release.recover())
                .isAsIn("frozen-and-foreign-write");
    }

    @Test
    void aStandbyAndItsRetirement() {
        story.tell("switch", shop.builder().standby(ofHours(2)), release -> release.switchTo(GREEN))
                .tell("too early", shop.builder(), release -> release.retire(BLUE))
                .tell("one hour more", shop.builder(), release -> release.extendStandby(ofHours(1)));
        shop.time.advance(ofHours(4));
        shop.after("scale workload/shop-blue", () -> shop.platform.deploy("shop-blue", "shop:1", 0));
        story.tell("retire", shop.builder(), release -> release.retire(BLUE))
                .tell("no way back", shop.builder(), release -> release.rollBack())
                .tell("not the active track", shop.builder(), release -> release.retire(GREEN))
                .isAsIn("standby-and-retirement");
    }

    @Test
    void aRequestThatIsCarriedOutByAJob() {
        AtomicBoolean approved = new AtomicBoolean();
        ReleaseBuilder release = shop.builder()
                .smokeTest(asked -> Evidence.confirmed("smoke", asked.idle().name(), "it answers"))
                .approval(Approval.callback(asked -> approved.get() ? Answer.approved("bob") : Answer.PENDING)
                        .within(ofHours(4)));
        story.tell(
                        "request",
                        release.requestedBy("ann", "OPS-12"),
                        it -> it.request(GREEN).waitsFor())
                .tell("not yet", release, ignored -> BlueGreen.resumeDue(shop.platform, name -> Optional.of(release)));
        approved.set(true);
        shop.time.advance(ofHours(1));
        story.tell("resume", release, it -> it.resume()).isAsIn("request-and-resume");
    }

    @Test
    void aRequestThatIsCancelled() {
        shop.release().request(GREEN);
        story.tell("cancel", shop.builder().requestedBy("eve", "INC-7"), release -> release.cancel("op-1"))
                .tell("cancel again", shop.builder(), release -> release.cancel("op-1"))
                .isAsIn("cancel");
    }

    @Test
    void recoveriesOfAMoveThatWasMade() {
        shop.crashAfter("shift router/web");
        story.tell("finish", shop.builder(), release -> release.recover(Recovery.AUTO));
        shop.crashAt("save record/shop", 2, release -> release.switchTo(BLUE));
        story.tell("go back", shop.builder(), release -> release.recover(Recovery.ROLL_BACK))
                .tell("nothing to recover", shop.builder(), release -> release.recover())
                .isAsIn("recover-after-the-move");
    }

    @Test
    void recoveriesOfAMoveThatWasNotMade() {
        shop.crashAt("shift router/web", 1);
        story.tell("undo", shop.builder(), release -> release.recover(Recovery.AUTO));
        shop.crashAt("shift router/web", 1);
        story.tell("closed by the next switch", shop.builder(), release -> release.switchTo(GREEN))
                .isAsIn("recover-before-the-move");
    }

    @Test
    void aWayBackThatIsClosed() {
        shop.release().switchTo(GREEN);
        story.tell("close", shop.builder().requestedBy("ann", ""), release -> release.closeWayBack("columns dropped"))
                .tell("roll back", shop.builder(), release -> release.rollBack())
                .tell("switch", shop.builder(), release -> release.switchTo(BLUE))
                .isAsIn("way-back-closed");
    }

    @Test
    void refusalsBeforeTheLock() {
        ReleaseBuilder waiting = shop.builder().window(ChangeWindow.parse("allow Mon-Fri 08:00-17:00 Europe/Berlin"));
        shop.time.advance(Duration.between(shop.time.now(), Instant.parse("2026-01-03T10:00:00Z")));
        story.tell("window", waiting, release -> release.switchTo(GREEN))
                .tell(
                        "gate",
                        shop.builder().gate(asked -> GateResult.fail("own", "no release today")),
                        release -> release.switchTo(GREEN));
        shop.platform.post(NamespaceNotices.STOP, Map.of("stopped", "true", "by", "ann", "reason", "INC-1"));
        story.tell("stop", shop.builder().stoppable(), release -> release.switchTo(GREEN));
        shop.platform.setReady("shop-green", 2);
        story.tell("pods", shop.builder(), release -> release.switchTo(GREEN)).isAsIn("refusals-before-the-lock");
    }

    @Test
    void refusalsUnderTheLock() {
        story.tell(
                        "smoke test",
                        shop.builder()
                                .smokeTest(asked -> Evidence.contradicted(
                                        "smoke", asked.idle().name(), "500")),
                        release -> release.switchTo(GREEN))
                .tell(
                        "approval",
                        shop.builder()
                                .approval(Approval.callback(
                                        asked -> new Answer(Decision.REJECTED, "bob", "not on a Friday"))),
                        release -> release.switchTo(GREEN))
                .tell(
                        "approval too late",
                        shop.builder()
                                .approval(Approval.callback(asked -> Answer.PENDING)
                                        .within(ofMinutes(5))),
                        release -> release.switchTo(GREEN))
                .tell(
                        "last gate",
                        shop.builder().beforeShift(asked -> GateResult.fail("schema", "no column v2")),
                        release -> release.switchTo(GREEN))
                .isAsIn("refusals-under-the-lock");
    }

    private ReleaseBuilder both() {
        return shop.builder().cutover(shop.platform.router("web")).cutover(shop.platform.router("api"));
    }

    private ReleaseBuilder baked(Verdict verdict) {
        return shop.builder().bake(Bake.lasting(ofMinutes(1)).watching(saying(verdict)));
    }

    private static Slo saying(Verdict verdict) {
        Slo function = context -> new Slo.Result(verdict, "the error rate is " + verdict);
        return function.named("error rate");
    }
}
