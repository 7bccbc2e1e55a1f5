package dev.bluegreen.aws.route53;

import static dev.bluegreen.model.Track.BLUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.aws.IamPolicy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Evidence.Verdict;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.aws.request.AwsRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Moves that count as verified only when DNS servers answer with the target. */
class NameServersTest {

    private Dns dns = Dns.weighted();

    @AfterEach
    void close() {
        dns.close();
    }

    @Test
    void theNameServersOfTheZoneAreFoundOutOnceAndAskedUntilTheyAnswerWithTheTarget() {
        Route53Cutover cutover = dns.cutover().verifiedByNameServers();
        Move move = dns.toGreen(cutover);
        cutover.preflight(move);
        try (Subscription watch = cutover.watch(Dns.SHOP, () -> {})) {
            cutover.shift(move);
            dns.time.advance(Duration.ofSeconds(7));
            assertThat(answers(cutover, move)).singleElement().satisfies(seen -> {
                assertThat(seen.verdict()).isEqualTo(Verdict.MISSING);
                assertThat(seen.hop()).endsWith(":" + dns.route53.dns().getPort());
                assertThat(seen.sentence()).contains("[blue.elb.example]", "expected one of [green.elb.example]");
            });
            dns.time.advance(Duration.ofSeconds(13));
            assertThat(answers(cutover, move)).extracting(Evidence::verdict).containsExactly(Verdict.CONFIRMED);
        }
        assertThat(dns.route53.requests())
                .extracting(AwsRequest::action)
                .filteredOn("GetHostedZone"::equals)
                .as("for its name servers, and for what else the plan tells of it")
                .hasSize(2);
        assertThat(new IamPolicy(cutover.permissions(ReleaseSpec.of("shop"))).json())
                .contains("route53:GetHostedZone");
    }

    @Test
    void aProofThatDoesNotComeNamesTheHealthCheckThatFails() {
        dns.checked();
        dns.time.advance(Duration.ofMinutes(1));
        Route53Cutover cutover = dns.cutover().verifiedByNameServers();
        Move move = dns.toGreen(cutover);
        cutover.preflight(move);
        dns.route53.healthCheck("check-green", false);
        try (Subscription watch = cutover.watch(Dns.SHOP, () -> {})) {
            cutover.shift(move);
            dns.time.advance(Duration.ofSeconds(30));

            assertThat(answers(cutover, move)).singleElement().satisfies(seen -> {
                assertThat(seen.verdict()).isEqualTo(Verdict.MISSING);
                assertThat(seen.sentence()).contains("it answers [blue.elb.example]", "health check check-green fails");
            });
            assertThat(health(cutover, move)).singleElement().satisfies(seen -> {
                assertThat(seen.verdict()).isEqualTo(Verdict.MISSING);
                assertThat(seen.sentence()).contains("Route 53 does not answer with its record");
            });

            dns.route53.healthCheck("check-green", true);
            dns.time.advance(Duration.ofSeconds(10));
            assertThat(answers(cutover, move)).extracting(Evidence::verdict).containsExactly(Verdict.CONFIRMED);
            assertThat(health(cutover, move)).extracting(Evidence::verdict).containsExactly(Verdict.CONFIRMED);
        }
    }

    private static List<Evidence> health(Route53Cutover cutover, Move move) {
        return cutover.verify(move, Instant.EPOCH).stream()
                .filter(seen -> seen.kind().equals("route53-health"))
                .toList();
    }

    @Test
    void aPrivateZoneHasNoneThatCanBeQueried() {
        dns.route53
                .privateZone("Z2", "internal.example")
                .weighted("api.internal.example", "CNAME", "blue", 1, "blue.elb.example")
                .weighted("api.internal.example", "CNAME", "green", 0, "green.elb.example");
        Route53Cutover cutover = Route53Cutover.using(dns.aws(), dns.client())
                .hostedZone("Z2")
                .record("api.internal.example")
                .weighted("blue", "green")
                .verifiedByNameServers();

        assertThatThrownBy(() -> cutover.preflight(dns.toGreen(cutover)))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("zone Z2 is private")
                .hasMessageContaining("verifiedBy(...)");
    }

    @Test
    void anAliasIsHeldAgainstTheAddressesOfItsTarget() {
        dns.close();
        dns = Dns.aliases(false);
        dns.route53.host("localhost", "127.0.0.1");
        for (RRType type : List.of(RRType.A, RRType.AAAA)) {
            dns.put(Dns.alias(type, "green", 0, false).toBuilder()
                    .aliasTarget(target -> target.hostedZoneId("ZLB").dnsName("localhost."))
                    .build());
        }
        Route53Cutover cutover = dns.cutover().verifiedByNameServers();
        Move move = dns.toGreen(cutover);
        cutover.shift(move);
        try (Subscription watch = cutover.watch(Dns.SHOP, () -> {})) {
            dns.time.advance(Duration.ofSeconds(1));
            assertThat(answers(cutover, move)).extracting(Evidence::verdict).containsExactly(Verdict.MISSING);
            dns.time.advance(Duration.ofSeconds(15));
            assertThat(answers(cutover, move)).singleElement().satisfies(seen -> {
                assertThat(seen.verdict()).isEqualTo(Verdict.CONFIRMED);
                assertThat(seen.sentence()).contains("[127.0.0.1]");
            });
        }
    }

    @Test
    void anAddressIsTheSameHoweverItIsWritten() {
        for (String id : List.of("blue", "green")) {
            dns.put(ResourceRecordSet.builder()
                    .name("six.example.com")
                    .type(RRType.AAAA)
                    .setIdentifier(id)
                    .weight(id.equals("blue") ? 1L : 0L)
                    .ttl(60L)
                    .resourceRecords(ResourceRecord.builder()
                            .value(id.equals("blue") ? "2001:db8::1" : "2001:DB8:0::2")
                            .build())
                    .build());
        }
        dns.time.advance(Duration.ofMinutes(1));
        Route53Cutover cutover = Route53Cutover.using(dns.aws(), dns.client())
                .hostedZone("Z1")
                .record("six.example.com")
                .weighted("blue", "green")
                .verifiedByNameServers();

        assertThat(cutover.readBack().look(TrafficSplit.all(BLUE)))
                .filteredOn(seen -> seen.kind().equals("dns-answer"))
                .extracting(Evidence::verdict)
                .containsExactly(Verdict.CONFIRMED);
        assertThat(new IamPolicy(cutover.readBack().permissions()).json()).contains("route53:GetHostedZone");
    }

    @Test
    void refusesToAskNobody() {
        assertThatThrownBy(() -> dns.cutover().verifiedBy())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("verifiedBy: no DNS server is given");
    }

    private static List<Evidence> answers(Route53Cutover cutover, Move move) {
        return cutover.verify(move, Instant.EPOCH).stream()
                .filter(seen -> seen.kind().equals("dns-answer"))
                .toList();
    }
}
