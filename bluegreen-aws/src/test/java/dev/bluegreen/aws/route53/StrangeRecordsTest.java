package dev.bluegreen.aws.route53;

import static dev.bluegreen.model.Finding.Severity.FATAL;
import static dev.bluegreen.model.Finding.Severity.WARNING;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.aws.IamPolicy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Records and health checks as some accounts have them: what is said of them is what Route 53 does with them. */
class StrangeRecordsTest {

    private Dns dns = Dns.weighted();

    @AfterEach
    void close() {
        dns.close();
    }

    @ParameterizedTest
    @CsvSource({
        "true, true, false, false",
        "false, true, false, true",
        "false, false, true, true",
        "true, true, true, false"
    })
    void aHealthCheckThatIsInvertedOrDisabledIsTakenForWhatItCountsAs(
            boolean answers, boolean inverted, boolean disabled, boolean passes) {
        dns.checked();
        dns.route53.healthCheck("check-green", answers).configureHealthCheck("check-green", inverted, disabled);

        assertThat(failing()).hasSize(passes ? 0 : 1);
        if (passes) {
            assertThat(release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
            dns.time.advance(Duration.ofMinutes(5));
            assertThat(dns.route53.dnsClient().address(Dns.NAME)).isEqualTo("127.0.1.2");
        }
    }

    @Test
    void aCheckThatIsInvertedMeanwhileIsSeenInTheProof() {
        dns.checked();
        Route53Cutover cutover = dns.cutover();
        Move move = dns.toGreen(cutover);
        try (Subscription watch = cutover.watch(Dns.SHOP, () -> {})) {
            cutover.shift(move);
            dns.route53.configureHealthCheck("check-green", true, false);
            dns.time.advance(Duration.ofMinutes(1));

            assertThat(cutover.verify(move, dns.time.now()))
                    .filteredOn(seen -> seen.kind().equals("route53-health"))
                    .extracting(Evidence::sentence)
                    .containsExactly("health check check-green fails: Route 53 does not answer with its record");
        }
    }

    @Test
    void whereAHealthCheckMayNotBeReadItsStateIsNotKnown() {
        dns.checked();
        dns.route53.faults().on("GetHealthCheck").then(AwsFault.accessDenied());

        assertThat(findings())
                .filteredOn(finding -> finding.id().equals("dns-health-unknown"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(WARNING);
                    assertThat(finding.sentence()).contains("route53:GetHealthCheck is not allowed");
                });
        assertThat(IamPolicy.of(release().plan(GREEN)).json()).contains("\"route53:GetHealthCheck\"");
    }

    @Test
    void anAliasToARecordOfTheZoneIsKeptAsLongAsThatRecord() {
        toRecordsOfTheZone(3_600);
        Route53Cutover cutover = dns.cutover();

        assertThat(findings())
                .filteredOn(finding -> finding.id().equals("dns-ttl-long"))
                .extracting(Finding::sentence)
                .singleElement()
                .asString()
                .contains("a TTL of 1 h");
        assertThat(cutover.observe(Dns.SHOP).settleBound())
                .contains(Duration.ofHours(1).plusSeconds(60));
    }

    @Test
    void theOldTrackIsKeptAsLongAsClientsOfSuchAnAliasMayAskIt() {
        toRecordsOfTheZone(3_600);
        release().switchTo(GREEN);
        dns.time.advance(Duration.ofMinutes(30));

        assertThatThrownBy(() -> release().retire(BLUE)).hasMessageContaining("BLUE was not retired");
        assertThat(dns.platform.ready("shop-blue")).isEqualTo(Dns.PODS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "d111111abcdef8.cloudfront.net",
                "a1234567890abcdef.awsglobalaccelerator.com",
                "d-abc123.execute-api.eu-central-1.amazonaws.com",
                "d-abc123.execute-api.cn-north-1.amazonaws.com.cn",
                "vpce-0ab.vpce-svc-0cd.eu-central-1.vpce.amazonaws.com"
            })
    void aServiceInFrontOfTheTrackIsNotCheckedAndNotRefused(String front) {
        dns.close();
        dns = Dns.aliases(false);
        dns.put(Dns.alias(RRType.A, "green", 0, false).toBuilder()
                .aliasTarget(target ->
                        target.hostedZoneId("Z2FRONT").dnsName(front + ".").evaluateTargetHealth(false))
                .build());

        assertThat(findings())
                .filteredOn(finding -> finding.sentence().contains(front))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.id()).isEqualTo("dns-target-unchecked");
                    assertThat(finding.severity()).isEqualTo(WARNING);
                });
    }

    @Test
    void theLoadBalancerOfAnotherOwnerIsRefused() {
        dns.close();
        dns = Dns.aliases(false);
        dns.put(Dns.alias(RRType.A, "green", 0, false).toBuilder()
                .aliasTarget(target -> target.hostedZoneId("Z2ELB")
                        .dnsName("other-1.eu-central-1.elb.amazonaws.com.")
                        .evaluateTargetHealth(false))
                .build());

        assertThat(findings()).extracting(Finding::id).contains("dns-target-mismatch");
    }

    private void toRecordsOfTheZone(long ttl) {
        dns.close();
        dns = Dns.aliases(false);
        for (String track : List.of("blue", "green")) {
            dns.put(ResourceRecordSet.builder()
                    .name(track + ".example.com")
                    .type(RRType.A)
                    .ttl(ttl)
                    .resourceRecords(ResourceRecord.builder().value("192.0.2.7").build())
                    .build());
            dns.put(Dns.alias(RRType.A, track, track.equals("blue") ? 100 : 0, false).toBuilder()
                    .aliasTarget(target -> target.hostedZoneId("Z1")
                            .dnsName(track + ".example.com.")
                            .evaluateTargetHealth(false))
                    .build());
        }
    }

    private List<Finding> failing() {
        return findings().stream()
                .filter(finding -> finding.id().equals("dns-health-check-failing") && finding.severity() == FATAL)
                .toList();
    }

    private List<Finding> findings() {
        Route53Cutover cutover = dns.cutover();
        return cutover.preflight(dns.toGreen(cutover)).findings();
    }

    private Release release() {
        return BlueGreen.release("shop").on(dns.platform).cutover(dns.cutover()).build();
    }
}
