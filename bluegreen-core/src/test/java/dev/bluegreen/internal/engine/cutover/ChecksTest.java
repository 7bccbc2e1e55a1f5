package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.Approval.Answer;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Smoke tests, approvals, gates and SLOs. */
class ChecksTest {

    private final Shop shop = new Shop();

    @Test
    void aFailedSmokeTestRefuses() {
        Release release = shop.builder()
                .smokeTest(asked -> Evidence.contradicted("smoke", asked.idle().name(), "status 500"))
                .build();

        assertThatThrownBy(() -> release.switchTo(GREEN))
                .hasMessageContaining("smoke test of shop-green failed: status 500");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void waitsForAnApprovalAndRefusesWithoutOne() {
        Release release =
                shop.builder().approval(decision(Approval.Decision.PENDING)).build();

        assertThatThrownBy(() -> release.switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        refused -> assertThat(refused.report().took()).isEqualTo(Duration.ofHours(4)))
                .hasMessageContaining("was not approved within");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aRejectionRefuses() {
        Release release =
                shop.builder().approval(decision(Approval.Decision.REJECTED)).build();

        assertThatThrownBy(() -> release.switchTo(GREEN)).hasMessageContaining("rejected");
    }

    @Test
    void thePlanPrintsTheLongestThatEachPartMayTake() {
        assertThat(shop.builder()
                        .approval(Approval.callback(request -> Answer.PENDING))
                        .bake(Duration.ofMinutes(10))
                        .build()
                        .plan(GREEN)
                        .toString())
                .endsWith("at most: preflight 30 s, approval 4 h 0 min, verify 1 min, bake 10 min, roll back 1 min");
        assertThat(shop.builder()
                        .namespaceWindows()
                        .waitForWindow(Duration.ofHours(72))
                        .stoppable()
                        .build()
                        .plan(GREEN)
                        .toString())
                .endsWith(
                        "at most: preflight 30 s, window 72 h 0 min, each stop 4 h 0 min, verify 1 min, roll back 1 min");
        assertThat(shop.release().plan(GREEN).toString())
                .endsWith("at most: preflight 30 s, verify 1 min, roll back 1 min");
    }

    @Test
    void aStandbyShorterThanTheRouterTakesToSettleIsAFinding() {
        CutoverPlan plan = shop.builder().standby(Duration.ofSeconds(5)).build().plan(GREEN);

        assertThat(plan.findings())
                .filteredOn(finding -> finding.id().equals("standby-too-short"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("5 s", "30 s"));
        assertThat(shop.builder()
                        .standby(Duration.ofMinutes(5))
                        .build()
                        .plan(GREEN)
                        .findings())
                .isEmpty();
    }

    @Test
    void aBreachedSloSendsTrafficBack() {
        List<Integer> checks = new ArrayList<>();
        Slo worsening = asked -> {
            checks.add(1);
            return new Slo.Result(
                    checks.size() < 4 ? Slo.Verdict.GOOD : Slo.Verdict.BAD, "error rate in check " + checks.size());
        };
        Release release = shop.builder().bake(Duration.ofMinutes(10), worsening).build();

        assertThatThrownBy(() -> release.switchTo(GREEN))
                .hasMessageContaining("error rate in check 4")
                .hasMessageContaining("Traffic is on BLUE.");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aBakeThatHoldsEndsDone() {
        Release release = shop.builder()
                .bake(Duration.ofMinutes(10), asked -> new Slo.Result(Slo.Verdict.GOOD, "fine"))
                .build();

        assertThat(release.switchTo(GREEN).took()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void podsThatDieInTheBakeSendTrafficBack() {
        shop.time.after(Duration.ofMinutes(5), () -> shop.platform.setReady("shop-green", 0));
        Release release = shop.builder().bake(Duration.ofMinutes(10)).build();

        assertThatThrownBy(() -> release.switchTo(GREEN)).hasMessageContaining("the proof no longer holds");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aGateOfTheUserRefuses() {
        Release release = shop.builder()
                .gate(asked -> GateResult.fail("freeze", "no releases on Fridays; wait for Monday"))
                .build();

        assertThatThrownBy(() -> release.switchTo(GREEN)).hasMessageContaining("no releases on Fridays");
        assertThat(shop.writes()).isEmpty();
    }

    private static Approval decision(Approval.Decision decision) {
        return Approval.callback(request -> new Approval.Answer(decision, "", ""));
    }
}
