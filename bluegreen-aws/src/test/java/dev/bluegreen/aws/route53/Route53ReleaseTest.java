package dev.bluegreen.aws.route53;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.aws.Aws;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Milestone;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.aws.request.AwsRequest;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole releases through the fake, at the pace that AWS wants. */
class Route53ReleaseTest {

    private final Dns dns = Dns.weighted();

    @AfterEach
    void close() {
        dns.close();
    }

    @Test
    void switchesInOneBatchAndProvesItAtAllServers() {
        CutoverReport report = release().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.milestone()).contains(Milestone.CONFIG_VERIFIED);
        assertThat(dns.writes()).hasSize(1);
        assertThat(report.evidence())
                .allMatch(seen -> seen.verdict() == Evidence.Verdict.CONFIRMED)
                .extracting(Evidence::kind)
                .containsExactly("route53-records", "route53-change", "pods");
        assertThat(dns.route53.dnsClient().address(Dns.NAME)).isEqualTo("127.0.1.2");
    }

    @Test
    void isProvenNoSoonerThanAllServersHaveIt() {
        Instant applied = release().switchTo(GREEN).times().applied().orElseThrow();

        Instant verified = release().status().history().get(0).at();
        assertThat(verified).isAfterOrEqualTo(applied.plusSeconds(10));
    }

    @Test
    void clientsAreGivenTheOldTtlAndSomeSlack() {
        CutoverReport.Times times = release().switchTo(GREEN).times();

        assertThat(times.trafficVerified())
                .contains(times.verified().orElseThrow().plusSeconds(60 + 60));
    }

    @Test
    void keepsItsDistanceFromTheLimitOfTheAccount() {
        release().switchTo(GREEN);

        assertThat(dns.route53.requests()).hasSizeGreaterThan(5);
        for (int i = 1; i < dns.route53.requests().size(); i++) {
            AwsRequest request = dns.route53.requests().get(i);
            assertThat(Duration.between(dns.route53.requests().get(i - 1).at(), request.at()))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void goesBackByOneWriteThatNeedsNothingOfTheNewTrack() {
        release().switchTo(GREEN);
        dns.platform.setReady("shop-green", 0);

        CutoverReport report = release().rollBack();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(dns.writes()).hasSize(2);
        assertThat(dns.cutover().observe(Dns.SHOP).routing()).isEqualTo("CNAME blue=100 green=0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after", "late", "busy", "throttled", "failed"})
    void aWriteThatGoesWrongIsSettledAndNeverRepeatedBlindly(String how) {
        dns.route53.faults().on("ChangeResourceRecordSets").nth(1).then(Dns.fault(how));

        CutoverReport report = release().switchTo(GREEN);
        dns.time.advance(Duration.ofMinutes(10));

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(dns.cutover().observe(Dns.SHOP).cutoverId()).contains(report.id());
        assertThat(release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void aWriteThatArrivesAfterTheWayBackIsRefused() {
        dns.route53.faults().on("ChangeResourceRecordSets").nth(1).then(AwsFault.deliverLate(Duration.ofMinutes(30)));
        dns.route53.faults().on("ChangeResourceRecordSets").nth(2).then(AwsFault.accessDenied());

        assertThatThrownBy(() -> release().switchTo(GREEN)).isInstanceOf(CutoverException.class);
        dns.time.advance(Duration.ofHours(1));

        assertThat(dns.cutover().observe(Dns.SHOP).routing()).isEqualTo("CNAME blue=100 green=0");
    }

    @Test
    void aBurstOfThrottlingDelaysAndDoesNotFail() {
        dns.route53.faults().onAny().first(6).then(AwsFault.throttled());

        assertThat(release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aZoneThatIsBusyWithAnotherChangeIsWaitedFor() {
        dns.route53.busyAfterChange(Duration.ofSeconds(20));
        release().switchTo(GREEN);

        assertThat(release().switchTo(BLUE).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aForeignWriteIsReportedAndNotFought() {
        Release release = BlueGreen.release("shop")
                .on(dns.platform)
                .cutover(cutover())
                .bake(Duration.ofMinutes(10))
                .build();
        dns.time.after(Duration.ofMinutes(3), () -> dns.moveAsAnotherWriter(BLUE));

        CutoverReport report = catchThrowableOfType(CutoverException.class, () -> release.switchTo(GREEN))
                .report();

        assertThat(report.sentence()).contains("CNAME blue=255 green=0");
        assertThat(dns.cutover().observe(Dns.SHOP).routing()).isEqualTo("CNAME blue=255 green=0");
    }

    @Test
    void aChangeThatIsNotInSyncInTimeStaysAndIsFoundLater() {
        dns.route53.inSyncAfter(Duration.ofMinutes(15));

        CutoverReport report = catchThrowableOfType(
                        CutoverException.class, () -> release().switchTo(GREEN))
                .report();

        assertThat(report.outcome()).isEqualTo(Outcome.NEEDS_ATTENTION);
        assertThat(report.sentence()).contains("PENDING", "recover()");
        assertThat(dns.writes()).hasSize(1);
        dns.time.advance(Duration.ofMinutes(10));
        assertThat(release().recover().outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void theRightToSeeThatAllServersHaveItIsNamedWhenItIsMissing() {
        dns.route53.faults().on("GetChange").then(AwsFault.accessDenied());

        CutoverReport report = catchThrowableOfType(
                        CutoverException.class, () -> release().switchTo(GREEN))
                .report();

        assertThat(report.outcome()).isEqualTo(Outcome.NEEDS_ATTENTION);
        assertThat(report.sentence()).contains("allow route53:GetChange on arn:aws:route53:::change/C");
    }

    @Test
    void whatARecordMayFailOpenToIsNotRetired() {
        dns.checked();
        release().switchTo(GREEN);
        dns.time.advance(Duration.ofHours(1));

        assertThatThrownBy(() -> release().retire(BLUE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("answers with BLUE when the health check of GREEN fails");
        assertThat(dns.platform.ready("shop-blue")).isEqualTo(Dns.PODS);
    }

    @Test
    void anOldTrackThatNothingLeadsToIsRetired() {
        release().switchTo(GREEN);
        assertThatThrownBy(() -> release().retire(BLUE)).isInstanceOf(RefusedException.class);
        dns.time.advance(Duration.ofMinutes(3));

        release().retire(BLUE);

        assertThat(dns.platform.ready("shop-blue")).isZero();
    }

    @Test
    void anotherProcessRecoversWhatOneLeftInTheMiddle() {
        dns.route53
                .faults()
                .on("ChangeResourceRecordSets")
                .client("key")
                .first(1)
                .then(AwsFault.dropAfter());
        dns.route53.faults().on("ListResourceRecordSets").fromNth(6).then(AwsFault.accessDenied());
        assertThatThrownBy(() -> release().switchTo(GREEN))
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("could not be settled");
        dns.route53.faults().clear();
        dns.time.advance(Duration.ofMinutes(2));

        CutoverReport report = release().recover();

        assertThat(report.outcome()).isIn(Outcome.SWITCHED, Outcome.ROLLED_BACK);
        assertThat(dns.cutover().observe(Dns.SHOP).split().only()).isEqualTo(report.active());
    }

    @Test
    void thePlanNamesTheWriteItsTimeAndItsRights() {
        var plan = release().plan(GREEN);

        assertThat(plan.writes())
                .anySatisfy(write -> assertThat(write.toString())
                        .contains("ChangeResourceRecordSets", "blue=100 green=0 -> CNAME blue=0 green=100", "TXT"));
        assertThat(plan.deadlines().verify()).isEqualTo(Duration.ofMinutes(10));
        assertThat(plan.permissions().toString()).contains("ChangeResourceRecordSets", "hostedzone/Z1", "GetChange");
        assertThat(dns.writes()).isEmpty();
    }

    private Release release() {
        return BlueGreen.release("shop").on(dns.platform).cutover(cutover()).build();
    }

    private Route53Cutover cutover() {
        InMemoryPlatform platform = dns.platform;
        return Route53Cutover.using(Aws.on(platform), dns.client())
                .hostedZone("Z1")
                .record(Dns.NAME)
                .weighted("blue", "green");
    }
}
