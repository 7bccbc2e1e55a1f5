package dev.bluegreen.aws.route53;

import static dev.bluegreen.model.Finding.Severity.FATAL;
import static dev.bluegreen.model.Finding.Severity.INFO;
import static dev.bluegreen.model.Finding.Severity.WARNING;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.aws.IamPolicy;
import dev.bluegreen.model.CutoverException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Outcome;
import dev.bluegreen.testkit.fault.AwsFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/** What a plan says of records that are risky, or not fit, to move. */
class RisksTest {

    private static final String OWNED = "dns-owned-by-external-dns";

    private Dns dns = Dns.weighted();

    @AfterEach
    void close() {
        dns.close();
    }

    @Test
    void anAliasBesideAnAddressWithAnotherTtlSharesOtherwiseThanAsked() {
        dns.close();
        dns = Dns.aliases(false);
        dns.put(Dns.alias(RRType.A, "green", 0, false).toBuilder()
                .aliasTarget((AliasTarget) null)
                .ttl(300L)
                .resourceRecords(ResourceRecord.builder().value("192.0.2.7").build())
                .build());

        assertThat(finding(dns.cutover(), "dns-ttl-unequal", WARNING).sentence())
                .contains("TTLs of [60, 300] s");
    }

    @Test
    void aTargetThatIsNotWhatTheTrackIsReachedByIsRefused() {
        dns.put(cname("green", "elsewhere.example").weight(0L).build());

        assertThat(finding(dns.cutover(), "dns-target-mismatch", FATAL).sentence())
                .contains("'green' of GREEN points to 'elsewhere.example'", "reached by [green.elb.example]");
    }

    @Test
    void saysWhatNoHealthCheckMeansAndThatJvmsCache() {
        assertThat(finding(dns.cutover(), "dns-health-check-missing", INFO).sentence())
                .contains("goes on answering with a track that is down");
        assertThat(finding(dns.cutover(), "dns-clients-cache", INFO).sentence())
                .contains("networkaddress.cache.ttl", "30 by default");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api.example.com", "a-api.example.com", "aaaa-api.example.com"})
    void theRecordOfExternalDnsIsFoundByEachNameThatItGoesBy(String registry) {
        dns.close();
        dns = Dns.aliases(false);
        dns.put(heritage(registry));

        assertThat(finding(dns.cutover(), OWNED, FATAL).sentence()).contains(registry);
    }

    @Test
    void aRecordThatExternalDnsKeepsMovesOnlyWhenThatIsForced() {
        dns.put(heritage("cname-api.example.com"));

        assertThatThrownBy(() -> release().build().switchTo(GREEN))
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("is kept by ExternalDNS");
        assertThat(dns.cutover().observe(Dns.SHOP).routing()).isEqualTo("CNAME blue=100 green=0");

        assertThat(release().severity(OWNED, WARNING).build().switchTo(GREEN).outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aSecondaryWithoutHealthCheckCannotBecomePrimary() {
        dns.close();
        dns = Dns.failover();
        dns.put(cname("second", "green.elb.example")
                .failover(ResourceRecordSetFailover.SECONDARY)
                .build());

        assertThat(finding(dns.failoverCutover(), "dns-primary-unchecked", FATAL)
                        .sentence())
                .contains("GREEN has no health check");
    }

    @Test
    void aHealthCheckWhoseStateIsNotToldIsARiskAndNoError() {
        dns.close();
        dns = Dns.failover();
        dns.route53
                .faults()
                .on("GetHealthCheckStatus")
                .then(AwsFault.error(400, "InvalidInput", "a calculated health check"));

        assertThat(finding(dns.failoverCutover(), "dns-health-unknown", WARNING).sentence())
                .contains("check-green cannot be asked", "traffic stays with BLUE");
    }

    @Test
    void theHealthOfATargetThatRoute53EvaluatesIsARisk() {
        dns.close();
        dns = Dns.aliases(true);
        for (String id : new String[] {"blue", "green"}) {
            dns.put(Dns.alias(RRType.A, id, 0, true).toBuilder()
                    .name("pair.example.com")
                    .weight(null)
                    .failover(id.equals("blue") ? "PRIMARY" : "SECONDARY")
                    .build());
        }
        Route53Cutover pair = Route53Cutover.using(dns.aws(), dns.client())
                .hostedZone("Z1")
                .record("pair.example.com")
                .failover("blue.elb.example", "green.elb.example");

        assertThat(finding(pair, "dns-health-unknown", WARNING).sentence()).contains("green.elb.example");
        assertThat(finding(pair, "dns-evaluates-target-health", WARNING).remedy())
                .doesNotContain("EvaluateTargetHealth to false");
    }

    @Test
    void aWildcardMovesAndIsSpelledInThePolicyAsAwsReadsIt() {
        dns.route53
                .weighted("*.example.com", "CNAME", "blue", 1, "blue.elb.example")
                .weighted("*.example.com", "CNAME", "green", 0, "green.elb.example");
        Route53Cutover all = Route53Cutover.using(dns.aws(), dns.client())
                .hostedZone("Z1")
                .record("*.example.com")
                .weighted("blue", "green");

        assertThat(all.shift(dns.toGreen(all)).routing()).isEqualTo("CNAME blue=0 green=100");
        assertThat(new IamPolicy(all.permissions()).json())
                .contains("\"\\\\052.example.com\"", "\"_bluegreen.\\\\052.example.com\"");
    }

    private ReleaseBuilder release() {
        return BlueGreen.release("shop").on(dns.platform).cutover(dns.cutover());
    }

    private Finding finding(Route53Cutover cutover, String id, Severity severity) {
        Finding found = cutover.preflight(dns.toGreen(cutover)).findings().stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no finding " + id));
        assertThat(found.severity()).isEqualTo(severity);
        return found;
    }

    private static ResourceRecordSet heritage(String name) {
        return ResourceRecordSet.builder()
                .name(name)
                .type(RRType.TXT)
                .ttl(300L)
                .resourceRecords(ResourceRecord.builder()
                        .value("\"heritage=external-dns,external-dns/owner=prod\"")
                        .build())
                .build();
    }

    private static ResourceRecordSet.Builder cname(String id, String target) {
        return ResourceRecordSet.builder()
                .name(Dns.NAME)
                .type(RRType.CNAME)
                .setIdentifier(id)
                .ttl(60L)
                .resourceRecords(ResourceRecord.builder().value(target).build());
    }
}
