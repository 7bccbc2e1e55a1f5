package dev.bluegreen.aws.route53;

import static dev.bluegreen.model.Finding.Severity.FATAL;
import static dev.bluegreen.model.Finding.Severity.INFO;
import static dev.bluegreen.model.Finding.Severity.WARNING;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.aws.IamPolicy;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
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
                .contains("TTLs of 1 min and 5 min (an");
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
                .contains("keeps answering with a track that is down");
        assertThat(finding(dns.cutover(), "dns-clients-cache", INFO).sentence())
                .contains("networkaddress.cache.ttl, 30 s by default");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api.example.com", "a-api.example.com", "aaaa-api.example.com", "cname-api.example.com"})
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
                .hasMessageContaining("is managed by ExternalDNS");
        assertThat(dns.cutover().observe(Dns.SHOP).routing()).isEqualTo("CNAME blue=100 green=0");

        assertThat(release().severity(OWNED, WARNING).build().switchTo(GREEN).outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @ParameterizedTest
    @CsvSource({
        "edns., '', edns.cname-api.example.com",
        "edns., '', edns.api.example.com",
        "'', -owner, cname-api-owner.example.com",
        "'', -owner, api-owner.example.com",
        "%{record_type}.own-, '', cname.own-api.example.com",
        "edns., '', cname-api.example.com",
    })
    void theRegistryIsFoundByTheNamesOfItsFlags(String prefix, String suffix, String registry) {
        dns.put(heritage(registry));

        assertThat(finding(dns.cutover().externalDnsNames(prefix, suffix, ""), OWNED, FATAL)
                        .sentence())
                .contains(registry);
    }

    @Test
    void theRegistryOfAWildcardIsFoundByItsReplacement() {
        dns.route53
                .weighted("*.example.com", "CNAME", "blue", 1, "blue.elb.example")
                .weighted("*.example.com", "CNAME", "green", 0, "green.elb.example");
        dns.put(heritage("cname-any.example.com"));
        Route53Cutover all = Route53Cutover.using(dns.aws(), dns.client())
                .hostedZone("Z1")
                .record("*.example.com")
                .weighted("blue", "green")
                .externalDnsNames("", "", "any");

        assertThat(finding(all, OWNED, FATAL).sentence()).contains("cname-any.example.com");
    }

    @Test
    void anEncryptedRegistryIsToldByItsNameAlone() {
        dns.put(text("cname-api.example.com", "\"o1Zk9vQ7\""));

        assertThat(finding(dns.cutover(), "dns-owner-unreadable", WARNING).sentence())
                .contains("cname-api.example.com", "cannot be read");
    }

    @Test
    void aWeightedTargetWhoseHealthCheckFailsIsRefused() {
        dns.checked();
        dns.route53.healthCheck("check-green", false);

        assertThat(finding(dns.cutover(), "dns-health-check-failing", FATAL).sentence())
                .isEqualTo("health check check-green of GREEN fails: its record would not answer at any weight,"
                        + " and traffic would stay with those that are healthy");
        assertThatThrownBy(() -> release().build().switchTo(GREEN)).hasMessageContaining("check-green of GREEN fails");
        assertThat(dns.cutover().observe(Dns.SHOP).routing()).isEqualTo("CNAME blue=100 green=0");
    }

    @Test
    void theHealthCheckOfTheOldTrackIsNoMatter() {
        dns.checked();
        dns.route53.healthCheck("check-blue", false);

        assertThat(release().build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void theRightToAskForHealthIsInThePolicyWhereThereAreChecks() {
        assertThat(IamPolicy.of(release().build().plan(GREEN)).json()).doesNotContain("GetHealthCheckStatus");
        dns.checked();
        assertThat(IamPolicy.of(release().build().plan(GREEN)).json()).contains("GetHealthCheckStatus");
    }

    @Test
    void theTtlOfRecordsThatCarryNoTrafficIsNoMatter() {
        dns.close();
        dns = Dns.aliases(false);
        dns.put(ResourceRecordSet.builder()
                .name(Dns.NAME)
                .type(RRType.NS)
                .ttl(172_800L)
                .resourceRecords(
                        ResourceRecord.builder().value("ns-1.awsdns-01.org").build())
                .build());
        dns.put(text(Dns.NAME, "\"v=spf1 -all\"").toBuilder().ttl(86_400L).build());
        Route53Cutover cutover = dns.cutover();

        assertThat(cutover.preflight(dns.toGreen(cutover)).findings())
                .extracting(Finding::id)
                .doesNotContain("dns-ttl-long");
        assertThat(cutover.observe(Dns.SHOP).settleBound()).contains(Duration.ofSeconds(60 + 60));
    }

    @Test
    void namesAreFollowedWithinTheZone() {
        dns.put(cname("green", "green.example.com").weight(0L).build());
        dns.put(plain("green.example.com", "CNAME", "inner.EXAMPLE.com."));
        dns.put(plain("inner.example.com", "CNAME", "Green.elb.example."));

        assertThat(findings()).extracting(Finding::id).doesNotContain("dns-target-mismatch", "dns-target-unchecked");
        assertThat(release().build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aNameThatLeadsToTheOtherTrackIsRefused() {
        dns.put(cname("green", "green.example.com").weight(0L).build());
        dns.put(plain("green.example.com", "CNAME", "blue.elb.example"));

        assertThat(finding(dns.cutover(), "dns-target-mismatch", FATAL).sentence())
                .contains("points to 'green.example.com'", "and that to [blue.elb.example], which leads to BLUE");
    }

    @Test
    void aNameOfTheZoneThatLeadsNobodyKnowsWhereIsNotChecked() {
        dns.put(cname("green", "green.example.com").weight(0L).build());
        dns.put(plain("green.example.com", "A", "192.0.2.7"));

        assertThat(finding(dns.cutover(), "dns-target-unchecked", WARNING).sentence())
                .contains("and that to [192.0.2.7]");
    }

    @Test
    void namesInACircleAreFollowedForAWhileOnly() {
        dns.put(cname("green", "green.example.com").weight(0L).build());
        dns.put(plain("green.example.com", "CNAME", "inner.example.com"));
        dns.put(plain("inner.example.com", "CNAME", "green.example.com"));

        assertThat(finding(dns.cutover(), "dns-target-unchecked", WARNING).sentence())
                .contains("points to 'green.example.com'");
    }

    @Test
    void prefixesCapitalsAndDotsAreNoMatter() {
        dns.platform.expose("shop-green", Dns.reachedBy("DualStack.Green.elb.example."));
        assertThat(findings()).extracting(Finding::id).doesNotContain("dns-target-mismatch");

        dns.close();
        dns = Dns.failover();
        Route53Cutover named = Route53Cutover.using(dns.aws(), dns.client())
                .hostedZone("Z1")
                .record("API.example.com.")
                .failover("dualstack.BLUE.elb.example.", "dualstack.green.elb.example");
        assertThat(named.observe(Dns.SHOP).split().only()).contains(BLUE);
    }

    @Test
    void whatARecordPointsToIsToldAsItIsThere() {
        dns.close();
        dns = Dns.aliases(false);
        dns.platform.expose("shop-green", Dns.reachedBy("another.elb.example"));

        assertThat(finding(dns.cutover(), "dns-target-mismatch", FATAL).sentence())
                .contains("points to 'dualstack.green.elb.example'");
    }

    @ParameterizedTest
    @CsvSource({
        "ENABLED, dns-accelerated-recovery, INFO, may have to be sent again",
        "DISABLED, dns-accelerated-recovery, INFO, while us-east-1 is impaired",
        "ENABLING_HOSTED_ZONE_LOCKED, dns-zone-locked, FATAL, no record can be changed",
        "DISABLING_HOSTED_ZONE_LOCKED, dns-zone-locked, FATAL, no record can be changed",
    })
    void acceleratedRecoveryIsReported(String status, String id, Severity severity, String words) {
        dns.route53.acceleratedRecovery("Z1", status);

        assertThat(finding(dns.cutover(), id, severity).sentence()).contains(words);
    }

    @Test
    void aZoneThatMayNotBeReadIsNoError() {
        dns.route53.faults().on("GetHostedZone").then(AwsFault.accessDenied());

        assertThat(findings()).extracting(Finding::id).doesNotContain("dns-accelerated-recovery");
    }

    @ParameterizedTest
    @CsvSource({"aws-cn-global, aws-cn", "aws-us-gov-global, aws-us-gov", "aws-global, aws", "cn-north-1, aws-cn"})
    void thePolicyIsOfThePartitionOfTheClient(String region, String partition) {
        Route53Cutover cutover = Route53Cutover.using(dns.aws(), dns.client(Region.of(region)))
                .hostedZone("Z1")
                .record(Dns.NAME)
                .failover("blue.elb.example", "green.elb.example");

        assertThat(cutover.permissions(ReleaseSpec.of("shop")))
                .extracting(Permission::resource)
                .allMatch(resource -> resource.startsWith("arn:" + partition + ":route53:::"));
    }

    private List<Finding> findings() {
        Route53Cutover cutover = dns.cutover();
        return cutover.preflight(dns.toGreen(cutover)).findings();
    }

    private static ResourceRecordSet plain(String name, String type, String value) {
        return ResourceRecordSet.builder()
                .name(name)
                .type(type)
                .ttl(60L)
                .resourceRecords(ResourceRecord.builder().value(value).build())
                .build();
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
    void aHealthCheckOfUnknownStateIsARiskNotAnError() {
        dns.close();
        dns = Dns.failover();
        dns.route53
                .faults()
                .on("GetHealthCheckStatus")
                .then(AwsFault.error(400, "InvalidInput", "a calculated health check"));

        assertThat(finding(dns.failoverCutover(), "dns-health-unknown", WARNING).sentence())
                .contains("check-green cannot be read", "traffic stays with BLUE");
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
        assertThat(new IamPolicy(all.permissions(ReleaseSpec.of("shop"))).json())
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
        return text(name, "\"heritage=external-dns,external-dns/owner=prod\"");
    }

    private static ResourceRecordSet text(String name, String value) {
        return ResourceRecordSet.builder()
                .name(name)
                .type(RRType.TXT)
                .ttl(300L)
                .resourceRecords(ResourceRecord.builder().value(value).build())
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
