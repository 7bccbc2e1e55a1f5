package dev.bluegreen.fabric8.weights;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.fabric8.ExternalDns;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.KubernetesRbac;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Milestone;
import dev.bluegreen.result.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExternalDnsTest {

    private final DnsShop dns = DnsShop.weighted();

    @AfterEach
    void close() {
        dns.close();
    }

    @Test
    void movesThereAndBackOnceExternalDnsHasReadIt() {
        Release release = release(dns.shop.platform, dns.strategy());

        CutoverReport there = release.switchTo(GREEN);

        assertThat(there.milestone()).contains(Milestone.CONFIG_APPLIED);
        assertThat(there.evidence())
                .anyMatch(evidence -> evidence.sentence().equals("ExternalDNS has read its generation 2"));
        assertThat(split()).isEqualTo(TrafficSplit.all(GREEN));
        release.rollBack();
        assertThat(split()).isEqualTo(TrafficSplit.all(BLUE));
    }

    @Test
    void isNotProvenBeforeExternalDnsHasReadIt() {
        Move move = move(dns.strategy(), TrafficSplit.all(GREEN));
        try (var watch = dns.strategy().watch(Shop.CHECKOUT, () -> {})) {
            dns.strategy().shift(move);
            dns.shop.cluster.clock().advance(Duration.ofSeconds(59));
            assertThat(dns.strategy().verify(move, dns.shop.cluster.time().now()))
                    .anyMatch(evidence -> evidence.verdict() == Evidence.Verdict.MISSING
                            && evidence.sentence().startsWith("ExternalDNS has read generation 1 of it, not 2"));
            dns.shop.cluster.clock().advance(Duration.ofSeconds(1));
            assertThat(dns.strategy().verify(move, dns.shop.cluster.time().now()))
                    .allMatch(evidence -> evidence.verdict() == Evidence.Verdict.CONFIRMED);
        }
    }

    @Test
    void allTypesOfANameMoveInOneWriteByASchedule() {
        dns.endpoint(
                DnsShop.NAME,
                alias("A", "blue", 255)
                        + alias("A", "green", 0)
                        + alias("AAAA", "green", 0)
                        + alias("AAAA", "blue", 255));
        CutoverReport report = BlueGreen.release(Shop.CHECKOUT.name())
                .on(dns.shop.platform)
                .cutover(dns.strategy())
                .schedule(Schedule.canary(10, Duration.ofMinutes(5)))
                .build()
                .switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(dns.strategy().observe(Shop.CHECKOUT).routing())
                .isEqualTo("api.example.com {A 'blue' 0, AAAA 'blue' 0, A 'green' 100, AAAA 'green' 100}");
        assertThat(dns.shop.requests()).filteredOn("patch dnsendpoints"::equals).hasSize(2);
    }

    private static String alias(String type, String track, int weight) {
        return DnsShop.record(
                type,
                60,
                track,
                track,
                "{name: aws/weight, value: \"" + weight + "\"}, {name: alias, value: \"true\"}");
    }

    /** source/crd.go: "has an illegal target", CNAMEs until 0.21; endpoint.go, CheckEndpoint. It notes the generation all the same. */
    @Test
    void aRecordThatExternalDnsIgnoresIsFoundBeforeTheMove() {
        String hosts =
                DnsShop.weighted("A", 60, "blue", "blue", "1") + DnsShop.weighted("A", 60, "green", "green", "0");
        dns.endpoint(DnsShop.NAME, hosts);
        assertThat(fatal())
                .contains(
                        "DNSEndpoint/api.example.com: A 'green' of GREEN points to [green.elb.example]: ExternalDNS makes no"
                                + " record of type A without addresses of that type");
        dns.endpoint(
                DnsShop.NAME, hosts.replace("blue.elb.example", "10.0.0.1").replace("green.elb.example", "10.0.0.2"));
        assertThat(fatal()).isEmpty();
        dns.endpoint(DnsShop.NAME, DnsShop.weights(1, 0).replace("green.elb.example", "green.elb.example."));
        assertThat(fatal()).isEmpty();
        assertThat(new Moves(dns.shop, dns.strategy()).findings())
                .anyMatch(finding -> finding.id().equals("dns-record-ignored")
                        && finding.sentence().endsWith("ExternalDNS before version 0.21 makes no record of it"));
    }

    /** provider/aws/aws.go: adjustCNAMERecordAndNewAaaaIfNeeded. */
    @Test
    void thePropertyAliasDecidesBeforeTheTarget() {
        assertThat(bound("CNAME", "x.us-east-1.elb.amazonaws.com", "true")).isEqualTo(Duration.ofMinutes(3));
        assertThat(bound("CNAME", "x.us-east-1.elb.amazonaws.com", "false")).isEqualTo(Duration.ofMinutes(12));
        assertThat(bound("CNAME", "x.us-east-1.elb.amazonaws.com", "other")).isEqualTo(Duration.ofMinutes(3));
        assertThat(bound("CNAME", "blue.elb.example", "AAAA")).isEqualTo(Duration.ofMinutes(3));
        assertThat(bound("CNAME", "blue.elb.example", "other")).isEqualTo(Duration.ofMinutes(12));
        assertThat(bound("A", "10.0.0.1", "AAAA")).isEqualTo(Duration.ofMinutes(12));
        assertThat(bound("CNAME", "a1b2.awsglobalaccelerator.com", "other")).isEqualTo(Duration.ofMinutes(3));
        assertThat(dns.strategy().mayFailOpen(Shop.CHECKOUT, GREEN)).isPresent();
    }

    private Duration bound(String type, String target, String alias) {
        String records = Stream.of("blue", "green")
                .map(track -> DnsShop.record(
                        type,
                        600,
                        track,
                        track,
                        "{name: aws/weight, value: \"" + (track.equals("blue") ? 1 : 0) + "\"}, {name: alias, value: \""
                                + alias + "\"}"))
                .collect(Collectors.joining());
        dns.endpoint(DnsShop.NAME, records.replace("blue.elb.example", target).replace("green.elb.example", target));
        return dns.strategy().observe(Shop.CHECKOUT).settleBound().orElseThrow();
    }

    private List<String> fatal() {
        return new Moves(dns.shop, dns.strategy()).fatal();
    }

    @Test
    void movesAWildcard() {
        dns.endpoint("example.com", DnsShop.weights(1, 0).replace("api.example.com", "\"*.example.com\""));
        Release release = release(dns.shop.platform, dns.shop.platform.externalDns("*.example.com"));

        assertThat(release.switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThatThrownBy(() -> dns.shop.platform.externalDns("*")).hasMessageContaining("cutover.externalDns");
    }

    @Test
    void aFailoverPairSwapsItsTargetsAndKeepsItsRoles() {
        try (DnsShop pair = DnsShop.failover()) {
            ExternalDns strategy = pair.strategy().failover("Blue.elb.example", "green.elb.example");
            release(pair.shop.platform, strategy).switchTo(GREEN);

            assertThat(strategy.observe(Shop.CHECKOUT).routing())
                    .isEqualTo("api.example.com {PRIMARY green.elb.example, SECONDARY blue.elb.example}");
            assertThat(pair.text())
                    .contains("[{\"name\":\"aws/failover\",\"value\":\"PRIMARY\"},"
                            + "{\"name\":\"aws/health-check-id\",\"value\":\"check-green\"}]")
                    .contains("[{\"name\":\"aws/failover\",\"value\":\"SECONDARY\"},"
                            + "{\"name\":\"aws/health-check-id\",\"value\":\"check-blue\"}]");
            assertThat(strategy.supports(new TrafficSplit(90, 10))).isFalse();
            assertThatThrownBy(() -> strategy.shift(
                            Move.builder(pair.shop.world(), strategy.observe(Shop.CHECKOUT), new TrafficSplit(90, 10))
                                    .cutoverId("c2")
                                    .token(9)
                                    .requestedBy("ann@laptop")
                                    .build()))
                    .hasMessageContaining(
                            "split 90/10 cannot be written: a failover pair sends everything to one track");
            assertThat(strategy.mayFailOpen(Shop.CHECKOUT, BLUE))
                    .hasValueSatisfying(why -> assertThat(why).contains("answers with BLUE, the SECONDARY"));
            assertThatThrownBy(() -> pair.strategy().observe(Shop.CHECKOUT))
                    .hasMessageContaining("each type needs one");
            assertThatThrownBy(() -> dns.strategy().failover("a", "b").observe(Shop.CHECKOUT))
                    .hasMessageContaining("make it one with aws/failover PRIMARY and one with SECONDARY");
        }
    }

    /** Route 53 guide: "Health check" of failover records, required for a PRIMARY that is no alias. */
    @Test
    void refusesAFailoverToARecordWithoutAHealthCheckWhichRoute53WouldNotTake() {
        try (DnsShop pair = DnsShop.failover()) {
            ExternalDns strategy = pair.strategy().failover("blue.elb.example", "green.elb.example");
            pair.endpoint(
                    DnsShop.NAME,
                    DnsShop.pair("blue", "green").replace(", {name: aws/health-check-id, value: check-green}", ""));
            assertThatThrownBy(() -> release(pair.shop.platform, strategy).switchTo(GREEN))
                    .hasMessageContaining("CNAME 'two' of GREEN would become PRIMARY without a health check")
                    .hasMessageContaining("Nothing was moved");
            assertThat(pair.shop.requests()).doesNotContain("patch dnsendpoints");
        }
    }

    @Test
    void doesNotGoBackToATrackThatNoRecordPointsToAnyMore() {
        try (DnsShop pair = DnsShop.failover()) {
            ExternalDns strategy = pair.strategy().failover("blue.elb.example", "green.elb.example");
            Release release = release(pair.shop.platform, strategy);
            release.switchTo(GREEN);
            pair.endpoint(DnsShop.NAME, DnsShop.pair("green", "green"));

            assertThatThrownBy(release::rollBack)
                    .hasMessageContaining("does not name the Service of BLUE (it is api.example.com {PRIMARY"
                            + " green.elb.example, SECONDARY green.elb.example})")
                    .hasMessageContaining("traffic is on GREEN");
            assertThat(strategy.observe(Shop.CHECKOUT).split()).isEqualTo(TrafficSplit.all(GREEN));
        }
    }

    /** As is advised before the old track is retired. */
    @Test
    void doesNotGoBackByARecordThatLeadsToTheNewTrackByNow() {
        Release release = release(dns.shop.platform, dns.strategy());
        release.switchTo(GREEN);
        dns.endpoint(
                DnsShop.NAME,
                DnsShop.weighted("CNAME", 60, "blue", "green", "0")
                        + DnsShop.weighted("CNAME", 60, "green", "green", "100"));

        assertThatThrownBy(release::rollBack)
                .hasMessageContaining("CNAME 'blue' of BLUE points to [green.elb.example], which leads to GREEN")
                .hasMessageContaining("traffic is on GREEN");
        assertThat(split()).isEqualTo(TrafficSplit.all(GREEN));
    }

    @Test
    void refusesADnsEndpointThatIsNotThereAndAKindThatIsNotServed() {
        assertThatThrownBy(
                        () -> dns.shop.platform.externalDns("shop.example.com").observe(Shop.CHECKOUT))
                .hasMessageContaining("DNSEndpoint 'shop.example.com' does not exist in namespace default; there are:"
                        + " api.example.com");
        assertThatThrownBy(() -> dns.shop
                        .platform
                        .externalDns("x.example.com")
                        .endpoint(DnsShop.NAME)
                        .observe(Shop.CHECKOUT))
                .hasMessageContaining("spec.endpoints has no record of x.example.com; there are: [api.example.com]");
        try (Shop bare = Shop.open()) {
            assertThatThrownBy(() -> release(bare.platform, bare.platform.externalDns("api.example.com"))
                            .switchTo(GREEN))
                    .hasMessageContaining(
                            "the cluster serves no DNSEndpoint of externaldns.k8s.io/v1alpha1; install the"
                                    + " CRD of ExternalDNS (dnsendpoints.externaldns.k8s.io), and run it with --source=crd")
                    .hasMessageContaining("Nothing was moved");
        }
    }

    @Test
    void refusesRecordsThatCannotBeDividedBetweenTheTracks() {
        dns.endpoint(DnsShop.NAME, DnsShop.weighted("CNAME", 60, "blue", "blue", "1"));
        assertRefused("each type needs one with set identifier 'blue' for BLUE and one with 'green' for GREEN");
        dns.endpoint(DnsShop.NAME, DnsShop.weights(1, 0) + DnsShop.weighted("A", 60, "blue", "blue", "1"));
        assertRefused("each type needs one");
        dns.endpoint(DnsShop.NAME, DnsShop.weights(1, 0) + DnsShop.weighted("CNAME", 60, "red", "red", "5"));
        assertRefused("CNAME 'red' of api.example.com gets a share of 5 beside the tracks");
        dns.endpoint(
                DnsShop.NAME,
                DnsShop.weighted("CNAME", 60, "blue", "blue", "ten")
                        + DnsShop.weighted("CNAME", 60, "green", "green", "0"));
        assertRefused("for aws/weight the value 'ten', which ExternalDNS takes for no weight or for 0");
        dns.weigh(256, 0);
        assertRefused("set a whole number of 0 to 255");
        dns.weigh(0, 0);
        assertRefused("both have weight 0, for which Route 53 answers with each alike");
        dns.weigh(100, 0);
        assertThat(dns.strategy()
                        .identifiers("green", "blue")
                        .observe(Shop.CHECKOUT)
                        .split())
                .isEqualTo(TrafficSplit.all(GREEN));
    }

    @Test
    void longAndUnequalTtlsAreReportedAndTheLongestIsPartOfTheSettleBound() {
        assertThat(findings(dns.strategy())).extracting(Finding::id).doesNotContain("dns-ttl-long", "dns-ttl-unequal");
        assertThat(dns.strategy().observe(Shop.CHECKOUT).settleBound()).contains(Duration.ofMinutes(3));
        dns.endpoint(
                DnsShop.NAME,
                DnsShop.weighted("CNAME", 0, "blue", "blue", "100")
                        + DnsShop.weighted("CNAME", 60, "green", "green", "0"));

        assertThat(findings(dns.strategy()))
                .extracting(Finding::sentence)
                .anyMatch(sentence -> sentence.contains("have a TTL of 5 min"))
                .anyMatch(sentence -> sentence.contains("have TTLs of 1 min and 5 min"));
        assertThat(dns.strategy().observe(Shop.CHECKOUT).settleBound()).contains(Duration.ofMinutes(7));
    }

    @Test
    void recordsThatLeadToTheOtherTrackAreRefusedAndUnknownOnesReported() {
        dns.endpoint(
                DnsShop.NAME,
                DnsShop.weighted("CNAME", 60, "blue", "green", "100")
                        + DnsShop.weighted("CNAME", 60, "green", "cdn", "0"));

        assertThat(findings(dns.strategy()))
                .anyMatch(finding -> finding.id().equals("dns-target-mismatch")
                        && finding.sentence()
                                .contains("CNAME 'blue' of BLUE points to [green.elb.example], which leads to GREEN"))
                .anyMatch(finding -> finding.id().equals("dns-target-unchecked")
                        && finding.sentence().contains("CNAME 'green' of GREEN points to [cdn.elb.example]"));
    }

    @Test
    void anotherObjectThatAsksForTheNameIsRefusedByThePrefixThatExternalDnsHas() {
        annotate("dns.example.com/hostname");
        assertThat(fatal(dns.strategy())).isEmpty();
        assertThat(fatal(dns.strategy().annotationPrefix("dns.example.com/")))
                .singleElement()
                .asString()
                .startsWith("Service/checkout-svc asks ExternalDNS for records of api.example.com too");
        annotate("external-dns.alpha.kubernetes.io/hostname");
        assertThat(fatal(dns.strategy())).hasSize(1);
        assertThat(fatal(dns.strategy().annotationPrefix("dns.example.com"))).isEmpty();
        dns.endpoint("more", DnsShop.weights(1, 0));
        assertThat(fatal(dns.strategy())).anyMatch(sentence -> sentence.startsWith("DNSEndpoint/more asks"));
    }

    @Test
    void aRecordAtWeight0WhoseRivalHasAHealthCheckKeepsItsTrackFromBeingRetired() {
        assertThat(dns.strategy().mayFailOpen(Shop.CHECKOUT, GREEN)).isEmpty();
        dns.endpoint(
                DnsShop.NAME,
                DnsShop.record(
                                "CNAME",
                                60,
                                "blue",
                                "blue",
                                "{name: aws/weight, value: \"9\"}," + " {name: aws/health-check-id, value: c1}")
                        + DnsShop.weighted("CNAME", 60, "green", "green", "0"));

        assertThat(dns.strategy().mayFailOpen(Shop.CHECKOUT, GREEN))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("answers with the record of GREEN at weight 0 when that of BLUE is unhealthy"));
    }

    @Test
    void aRoleOfThePrintedPermissionsIsEnough() {
        String role = KubernetesRbac.of(
                        release(dns.shop.platform, dns.strategy()).plan(GREEN))
                .toString();
        try (Fabric8Platform restricted =
                Fabric8Platform.of(dns.shop.cluster.clientAs("ci", role)).withTime(dns.shop.cluster.time())) {
            assertThat(release(restricted, restricted.externalDns(DnsShop.NAME))
                            .switchTo(GREEN)
                            .outcome())
                    .isEqualTo(Outcome.SWITCHED);
        }
        assertThat(role)
                .contains("{apiGroups: [\"externaldns.k8s.io\"], resources: [dnsendpoints],"
                        + " verbs: [get, list, watch, patch], resourceNames: [api.example.com]}");
    }

    private void annotate(String key) {
        dns.shop.edit(service -> {
            service.getMetadata().setAnnotations(Map.of(key, "x.example.com, API.example.com."));
            return service;
        });
    }

    private static Release release(Fabric8Platform platform, ExternalDns strategy) {
        return BlueGreen.release(Shop.CHECKOUT.name())
                .on(platform)
                .cutover(strategy)
                .build();
    }

    private TrafficSplit split() {
        return dns.strategy().observe(Shop.CHECKOUT).split();
    }

    private void assertRefused(String message) {
        new Moves(dns.shop, dns.strategy()).assertRefused(PlatformException.Kind.INVALID, message);
    }

    private List<String> fatal(ExternalDns strategy) {
        return new Moves(dns.shop, strategy).fatal();
    }

    private List<Finding> findings(ExternalDns strategy) {
        return strategy.preflight(move(strategy, TrafficSplit.all(GREEN))).findings();
    }

    private Move move(ExternalDns strategy, TrafficSplit target) {
        return new Moves(dns.shop, strategy).to(target);
    }
}
