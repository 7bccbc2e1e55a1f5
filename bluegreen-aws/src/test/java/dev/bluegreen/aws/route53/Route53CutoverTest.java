package dev.bluegreen.aws.route53;

import static dev.bluegreen.model.Finding.Severity.FATAL;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.World;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.aws.request.AwsRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

class Route53CutoverTest {

    private Dns dns = Dns.weighted();

    @AfterEach
    void close() {
        dns.close();
    }

    @Test
    void changesWeightsAndKeepsEveryOtherField() {
        dns.checked();
        List<ResourceRecordSet> before = dns.sets();

        shift(dns.cutover(), GREEN);

        assertThat(dns.sets().stream()
                        .filter(set -> set.weight() != null)
                        .map(set -> set.toBuilder().weight(0L).build()))
                .containsExactlyElementsOf(before.stream()
                        .map(set -> set.toBuilder().weight(0L).build())
                        .toList());
    }

    @Test
    void movesTheTwinsOfANameInOneBatch() {
        dns.close();
        dns = Dns.aliases(false);

        RouterState after = shift(dns.cutover(), GREEN);

        assertThat(after.routing()).isEqualTo("A blue=0 green=100, AAAA blue=0 green=100");
        List<AwsRequest> writes = dns.route53.requests().stream()
                .filter(request -> request.action().equals("ChangeResourceRecordSets")
                        && request.body().contains("c1"))
                .toList();
        assertThat(writes)
                .singleElement()
                .satisfies(write -> assertThat(write.body())
                        .contains(
                                "<Type>A</Type>",
                                "<Type>AAAA</Type>",
                                "_bluegreen.api.example.com",
                                "<EvaluateTargetHealth>"));
    }

    @Test
    void twinsThatDisagreeSendTrafficToBoth() {
        dns.close();
        dns = Dns.aliases(false);
        ResourceRecordSet six = dns.sets().stream()
                .filter(set -> set.type() == RRType.AAAA && set.setIdentifier().equals("green"))
                .findFirst()
                .orElseThrow();
        dns.put(six.toBuilder().weight(50L).build());

        assertThat(dns.cutover().observe(Dns.SHOP).split().only()).isEmpty();
    }

    @Test
    void allWeightsZeroSendTrafficToBoth() {
        dns.route53.weigh(Dns.NAME, Map.of("blue", 0, "green", 0));

        assertThat(dns.cutover().observe(Dns.SHOP).split()).isEqualTo(new TrafficSplit(1, 1));
    }

    @Test
    void givesEachTrackAShare() {
        Route53Cutover cutover = dns.cutover();
        RouterState state = cutover.shift(move(cutover, new TrafficSplit(90, 10), 1));

        assertThat(state.split()).isEqualTo(new TrafficSplit(90, 10));
        assertThat(dns.cutover().observe(Dns.SHOP)).isEqualTo(state);
    }

    @Test
    void scalesSharesToWeightsThatRoute53Takes() {
        Route53Cutover cutover = dns.cutover();

        assertThat(cutover.shift(move(cutover, new TrafficSplit(9990, 10), 1)).routing())
                .isEqualTo("CNAME blue=255 green=1");
    }

    @Test
    void theFenceSaysWhoWroteLast() {
        shift(dns.cutover(), GREEN);

        ResourceRecordSet fence = dns.sets().get(2);
        assertThat(fence.name()).isEqualTo("_bluegreen.api.example.com.");
        assertThat(fence.resourceRecords().get(0).value())
                .startsWith("\"heritage=bluegreen,release=shop,token=7,cutover=c1,");
    }

    @Test
    void aFenceThatIsLongerThanAStringHasTwo() {
        Route53Cutover cutover = dns.cutover();
        Move named = Move.builder(
                        new World(
                                ReleaseSpec.of("s".repeat(63)),
                                dns.platform.workloads().read(Dns.SHOP).blue(),
                                dns.platform.workloads().read(Dns.SHOP).green()),
                        cutover.observe(Dns.SHOP),
                        TrafficSplit.all(GREEN))
                .minReadyPods(Dns.PODS)
                .cutoverId("c".repeat(63))
                .token(Long.MAX_VALUE)
                .requestedBy("ann@laptop")
                .build();

        RouterState after = cutover.shift(named);

        assertThat(after.cutoverId()).contains("c".repeat(63));
        assertThat(dns.cutover().observe(Dns.SHOP)).isEqualTo(after);
    }

    @Test
    void withoutAFenceItWritesNoTxtAndKnowsItsOwnWrite() {
        Route53Cutover cutover = dns.cutover().unfenced();

        RouterState after = shift(cutover, GREEN);

        assertThat(dns.sets()).hasSize(2);
        assertThat(after.cutoverId()).contains("c1");
        assertThat(cutover.observe(Dns.SHOP)).isEqualTo(after);
        assertThat(dns.cutover().unfenced().observe(Dns.SHOP).cutoverId()).isEmpty();
        assertThat(cutover.fence(Dns.SHOP, after, 8, "a-1").split()).isEqualTo(TrafficSplit.all(GREEN));
    }

    @Test
    void readsGroupsThatAreLongerThanAPage() {
        for (int i = 0; i < 320; i++) {
            dns.route53.weighted("a%03d.%s".formatted(i, Dns.NAME), "CNAME", "x", 1, "x.example");
            dns.route53.weighted("%%%03d.%s".formatted(i, Dns.NAME), "CNAME", "x", 1, "x.example");
        }

        RouterState after = shift(dns.cutover(), GREEN);

        assertThat(dns.cutover().observe(Dns.SHOP)).isEqualTo(after);
        assertThat(after.token()).isEqualTo(7);
    }

    @Test
    void swapsWhatFailoverRecordsPointToAndKeepsTheRoles() {
        dns.close();
        dns = Dns.failover();

        shift(dns.failoverCutover(), GREEN);

        ResourceRecordSet primary = dns.sets().stream()
                .filter(set -> "PRIMARY".equals(set.failoverAsString()))
                .findFirst()
                .orElseThrow();
        assertThat(primary.setIdentifier()).isEqualTo("first");
        assertThat(primary.healthCheckId()).isEqualTo("check-green");
        assertThat(RecordGroup.target(primary)).isEqualTo("green.elb.example");
        dns.time.advance(Duration.ofSeconds(15));
        assertThat(dns.route53.dnsClient().address(Dns.NAME)).isEqualTo("127.0.1.2");
        dns.route53.healthCheck("check-green", false);
        assertThat(dns.route53.dnsClient().address(Dns.NAME)).isEqualTo("127.0.1.1");
    }

    @Test
    void refusesToFailOverToATrackWhoseHealthCheckFails() {
        dns.close();
        dns = Dns.failover();
        dns.route53.healthCheck("check-green", false);

        assertThat(findings(dns.failoverCutover()))
                .anyMatch(finding -> finding.id().equals("dns-health-check-failing") && finding.severity() == FATAL)
                .anyMatch(finding -> finding.id().equals("dns-fails-over-by-itself"));
    }

    @Test
    void findsNothingOfWeightInRecordsAsTheyShouldBe() {
        assertThat(findings(dns.cutover())).allMatch(finding -> finding.severity() == Finding.Severity.INFO);
    }

    @Test
    void findsRecordsThatLeadToTheOtherTrack() {
        Route53Cutover swapped = Route53Cutover.using(dns.aws(), dns.client())
                .hostedZone("Z1")
                .record(Dns.NAME)
                .weighted("green", "blue");

        assertThat(findings(swapped))
                .anyMatch(finding -> finding.id().equals("dns-target-mismatch")
                        && finding.severity() == FATAL
                        && finding.sentence().contains("leads to"));
    }

    @Test
    void saysWhatItCannotCheck() {
        Route53Cutover alone = Route53Cutover.using(Aws.alone().route53Pace(Duration.ZERO), dns.client())
                .hostedZone("/hostedzone/Z1")
                .record("API.example.com.")
                .weighted("blue", "green");

        assertThat(findings(alone))
                .filteredOn(finding -> finding.id().equals("dns-target-unchecked"))
                .hasSize(2);
    }

    @Test
    void findsAliasesThatEvaluateTheHealthOfTheirTarget() {
        dns.close();
        dns = Dns.aliases(true);

        assertThat(ids(findings(dns.cutover())))
                .contains("dns-evaluates-target-health")
                .doesNotContain("dns-ttl-long", "dns-health-check-missing");
    }

    @Test
    void findsALongTtl() {
        dns.close();
        dns = Dns.ttl(300);
        Route53Cutover cutover = dns.cutover();

        assertThat(ids(findings(cutover))).contains("dns-ttl-long");
        assertThat(cutover.observe(Dns.SHOP).settleBound()).contains(Duration.ofSeconds(360));
        assertThat(cutover.settleBound()).isEqualTo(Duration.ofSeconds(120));
        assertThat(dns.cutover().slack(Duration.ZERO).settleBound()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void refusesARecordThatExternalDnsKeeps() {
        dns.put(ResourceRecordSet.builder()
                .name("cname-" + Dns.NAME)
                .type(RRType.TXT)
                .ttl(300L)
                .resourceRecords(ResourceRecord.builder()
                        .value("\"heritage=external-dns,external-dns/owner=prod\"")
                        .build())
                .build());

        assertThat(findings(dns.cutover()))
                .anyMatch(finding -> finding.id().equals("dns-owned-by-external-dns") && finding.severity() == FATAL);
    }

    @Test
    void queriesTheConfiguredServers() {
        String server = dns.route53.dns().getAddress().getHostAddress() + ":"
                + dns.route53.dns().getPort();
        Route53Cutover cutover = dns.cutover().verifiedBy(server);
        Move move = move(cutover, TrafficSplit.all(GREEN), 2);
        try (Subscription watch = cutover.watch(Dns.SHOP, () -> {})) {
            cutover.shift(move);
            dns.time.advance(Duration.ofSeconds(7));
            assertThat(verdict(cutover.verify(move, dns.time.now()))).isEqualTo(Evidence.Verdict.MISSING);
            dns.time.advance(Duration.ofSeconds(13));
            assertThat(verdict(cutover.verify(move, dns.time.now()))).isEqualTo(Evidence.Verdict.CONFIRMED);
        }
    }

    @Test
    void namesAnUnknownZone() {
        refused(Kind.NOT_FOUND, cutoverOf("Z9", Dns.NAME), "NoSuchHostedZone", "hostedzone/Z9");
    }

    @Test
    void namesARecordThatIsNotThere() {
        refused(
                Kind.NOT_FOUND,
                cutoverOf("Z1", "www.example.com"),
                "www.example.com",
                "create the records of both tracks");
    }

    @Test
    void namesARecordThatIsNotWeighted() {
        dns.put(ResourceRecordSet.builder()
                .name("simple.example.com")
                .type(RRType.A)
                .ttl(60L)
                .resourceRecords(ResourceRecord.builder().value("192.0.2.1").build())
                .build());

        refused(Kind.INVALID, cutoverOf("Z1", "simple.example.com"), "simple.example.com A is not weighted");
    }

    @Test
    void namesTheIdentifiersThatAreThere() {
        Route53Cutover other = Route53Cutover.using(dns.aws(), dns.client())
                .hostedZone("Z1")
                .record(Dns.NAME)
                .weighted("b", "g");

        refused(Kind.INVALID, other, "[blue, green]", "'b' and 'g'");
    }

    @Test
    void refusesAThirdRecordWithAShare() {
        dns.route53.weighted(Dns.NAME, "CNAME", "canary", 5, "canary.elb.example");

        refused(Kind.INVALID, dns.cutover(), "'canary' gets a share of 5");
    }

    @Test
    void namesAWrongRegionAndExpiredCredentials() {
        Route53Cutover elsewhere = cutover(dns.client(Region.EU_WEST_1), "Z1", Dns.NAME);
        dns.route53.faults().on("ListResourceRecordSets").client("key").first(1).then(AwsFault.expiredToken());

        refused(Kind.FORBIDDEN, dns.cutover(), "have expired");
        refused(Kind.FORBIDDEN, elsewhere, "region");
        assertThat(dns.writes()).isEmpty();
    }

    @Test
    void namesTheActionThatIsDenied() {
        dns.route53.faults().on("ChangeResourceRecordSets").first(1).then(AwsFault.accessDenied());
        Route53Cutover cutover = dns.cutover();
        Move move = move(cutover, TrafficSplit.all(GREEN), 2);

        assertThatThrownBy(() -> cutover.shift(move))
                .hasMessageContaining("allow route53:ChangeResourceRecordSets on arn:aws:route53:::hostedzone/Z1");
        assertThat(dns.cutover().observe(Dns.SHOP)).isEqualTo(move.before());
    }

    private void refused(Kind kind, Route53Cutover cutover, String... words) {
        List<String> before = dns.writes();
        PlatformException error = catchThrowableOfType(PlatformException.class, () -> cutover.observe(Dns.SHOP));

        assertThat(dns.writes()).as("nothing was changed").isEqualTo(before);
        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error).hasMessageContainingAll(words);
    }

    private Route53Cutover cutoverOf(String zone, String name) {
        return cutover(dns.client(), zone, name);
    }

    private Route53Cutover cutover(Route53Client client, String zone, String name) {
        return Route53Cutover.using(dns.aws(), client)
                .hostedZone(zone)
                .record(name)
                .weighted("blue", "green");
    }

    private List<Finding> findings(Route53Cutover cutover) {
        return cutover.preflight(move(cutover, TrafficSplit.all(GREEN), 2)).findings();
    }

    private static List<String> ids(List<Finding> findings) {
        return findings.stream().map(Finding::id).toList();
    }

    private static Evidence.Verdict verdict(List<Evidence> evidence) {
        return evidence.stream()
                .filter(seen -> seen.kind().equals("dns-answer"))
                .map(Evidence::verdict)
                .findFirst()
                .orElseThrow();
    }

    private RouterState shift(Route53Cutover cutover, Track to) {
        return cutover.shift(move(cutover, TrafficSplit.all(to), 2));
    }

    private Move move(Route53Cutover cutover, TrafficSplit target, int wanted) {
        return Move.builder(dns.platform.workloads().read(Dns.SHOP), cutover.observe(Dns.SHOP), target)
                .minReadyPods(wanted)
                .cutoverId("c1")
                .token(7)
                .requestedBy("ann@laptop")
                .build();
    }
}
