package dev.bluegreen.aws.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.testkit.aws.DnsClient;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.NoSuchChangeException;
import software.amazon.awssdk.services.route53.model.PriorRequestNotCompleteException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;
import software.amazon.awssdk.services.route53.model.Route53Exception;

/** What the fake shares with Route 53, so that what holds against it may hold there. */
class FakeRoute53Test {

    private final Dns dns = Dns.weighted();
    private final Route53Client client = dns.client();

    @AfterEach
    void close() {
        dns.close();
    }

    static Stream<Arguments> batchesThatAreRefused() {
        return Stream.of(
                Arguments.of("a weight out of range", upsert(cname("blue").weight(256L))),
                Arguments.of("policies mixed", upsert(cname("third").failover(ResourceRecordSetFailover.PRIMARY))),
                Arguments.of(
                        "TTLs that differ", upsert(cname("third").weight(1L).ttl(5L))),
                Arguments.of(
                        "an unknown health check",
                        upsert(cname("blue").weight(1L).healthCheckId("none"))),
                Arguments.of(
                        "another zone's name", upsert(cname("blue").weight(1L).name("api.example.org"))),
                Arguments.of(
                        "what is there created",
                        change(ChangeAction.CREATE, cname("blue").weight(100L))),
                Arguments.of(
                        "what is not there deleted",
                        change(ChangeAction.DELETE, cname("third").weight(1L))),
                Arguments.of(
                        "another value deleted",
                        change(ChangeAction.DELETE, cname("blue").weight(99L))),
                Arguments.of(
                        "a CNAME at the apex", upsert(cname("blue").weight(1L).name("example.com"))),
                Arguments.of(
                        "a TXT string that is too long",
                        upsert(ResourceRecordSet.builder()
                                .name("long.example.com")
                                .type(RRType.TXT)
                                .ttl(60L)
                                .resourceRecords(ResourceRecord.builder()
                                        .value("\"" + "x".repeat(256) + "\"")
                                        .build()))),
                Arguments.of(
                        "a policy without identifier",
                        upsert(cname("x").setIdentifier(null).weight(1L))));
    }

    @Test
    void latencyGeolocationAndMultivalueRecordsAreTaken() {
        put(address("lat", "one", "192.0.2.1").region("eu-central-1"));
        put(address("geo", "one", "192.0.2.2").geoLocation(place -> place.countryCode("*")));
        put(address("multi", "one", "192.0.2.3").multiValueAnswer(true));
        put(address("multi", "two", "192.0.2.4").multiValueAnswer(true));
        dns.time.advance(Duration.ofMinutes(1));

        assertThat(dns.route53.dnsClient().address("lat.example.com")).isEqualTo("192.0.2.1");
        assertThat(dns.route53.dnsClient().address("geo.example.com")).isEqualTo("192.0.2.2");
        assertThat(dns.route53.dnsClient().address("multi.example.com")).isIn("192.0.2.3", "192.0.2.4");
        assertThatThrownBy(() -> put(address("lat", "two", "192.0.2.5").weight(1L)))
                .isInstanceOf(Route53Exception.class)
                .hasMessageContaining("cannot mix routing policies");
    }

    @Test
    void anAliasMayLeadToAGroupOfAnotherPolicy() {
        put(address("lat", "one", "192.0.2.1").region("eu-central-1"));
        put(ResourceRecordSet.builder()
                .name("tree.example.com")
                .type(RRType.A)
                .aliasTarget(target ->
                        target.hostedZoneId("Z1").dnsName("lat.example.com").evaluateTargetHealth(false)));
        dns.time.advance(Duration.ofMinutes(1));

        assertThat(dns.route53.dnsClient().address("tree.example.com")).isEqualTo("192.0.2.1");
    }

    @Test
    void aWildcardAnswersForNamesWithoutRecordsOfTheirOwn() {
        put(address("*", null, "192.0.2.1"));
        put(address("own", null, "192.0.2.2"));
        dns.time.advance(Duration.ofMinutes(1));

        assertThat(dns.route53.dnsClient().address("any.example.com")).isEqualTo("192.0.2.1");
        assertThat(dns.route53.dnsClient().address("one.any.example.com")).isEqualTo("192.0.2.1");
        assertThat(dns.route53.dnsClient().address("own.example.com")).isEqualTo("192.0.2.2");
        assertThatThrownBy(() -> dns.route53.dnsClient().address("below.own.example.com"))
                .isInstanceOf(NoSuchElementException.class);
    }

    private static ResourceRecordSet.Builder address(String label, String id, String value) {
        return ResourceRecordSet.builder()
                .name(label + ".example.com")
                .type(RRType.A)
                .setIdentifier(id)
                .ttl(60L)
                .resourceRecords(ResourceRecord.builder().value(value).build());
    }

    private void put(ResourceRecordSet.Builder set) {
        dns.put(set.build());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("batchesThatAreRefused")
    void aBatchWithOneChangeThatIsRefusedChangesNothing(String what, Change refused) {
        List<ResourceRecordSet> before = dns.sets();

        assertThatThrownBy(() -> send(upsert(cname("blue").weight(7L)), refused))
                .as(what)
                .isInstanceOf(Route53Exception.class);

        assertThat(dns.sets()).isEqualTo(before);
    }

    @Test
    void aNameHasOnePrimary() {
        ResourceRecordSet.Builder other =
                cname("third").name("other.example.com").failover(ResourceRecordSetFailover.PRIMARY);
        dns.route53.healthCheck("check", true);
        send(upsert(other.healthCheckId("check")));

        assertThatThrownBy(() -> send(upsert(other.setIdentifier("fourth"))))
                .hasMessageContaining("two records of one failover role");
    }

    @Test
    void aChangeIsListedAtOnceAndInSyncLater() {
        String first = send(upsert(cname("blue").weight(1L)));
        String second = send(upsert(cname("blue").weight(2L)));

        assertThat(second).isNotEqualTo(first);
        assertThat(dns.sets().get(0).weight()).isEqualTo(2);
        assertThat(status(second)).isEqualTo(ChangeStatus.PENDING);
        dns.time.advance(Duration.ofSeconds(10));
        assertThat(status(second)).isEqualTo(ChangeStatus.INSYNC);
        assertThatThrownBy(() -> status("C0")).isInstanceOf(NoSuchChangeException.class);
    }

    @Test
    void clientsThatResolveMoveWhenTheServersHaveAChangeAndTheirAnswerHasRunOut() {
        DnsClient early = dns.route53.dnsClient();
        assertThat(early.address(Dns.NAME)).isEqualTo("127.0.1.1");
        send(upsert(cname("blue").weight(0L)), upsert(cname("green").weight(1L)));
        assertThat(dns.route53.dnsClient().address(Dns.NAME)).isEqualTo("127.0.1.1");

        dns.time.advance(Duration.ofSeconds(10));
        assertThat(dns.route53.dnsClient().address(Dns.NAME)).isEqualTo("127.0.1.2");
        dns.time.advance(Duration.ofSeconds(49));
        assertThat(early.address(Dns.NAME)).isEqualTo("127.0.1.1");
        dns.time.advance(Duration.ofSeconds(1));
        assertThat(early.address(Dns.NAME)).isEqualTo("127.0.1.2");
    }

    @Test
    void aListGoesOnByNameTypeAndIdentifier() {
        Set<String> found = client
                .listResourceRecordSetsPaginator(
                        request -> request.hostedZoneId("Z1").maxItems("1"))
                .resourceRecordSets()
                .stream()
                .map(ResourceRecordSet::setIdentifier)
                .collect(Collectors.toSet());

        assertThat(found).containsExactlyInAnyOrder("blue", "green");
    }

    @Test
    void aZoneThatIsBusyRefusesAnotherChange() {
        dns.route53.busyAfterChange(Duration.ofSeconds(3));
        send(upsert(cname("blue").weight(1L)));

        assertThatThrownBy(() -> send(upsert(cname("blue").weight(2L))))
                .isInstanceOf(PriorRequestNotCompleteException.class);
        dns.time.advance(Duration.ofSeconds(3));
        assertThat(send(upsert(cname("blue").weight(2L)))).isNotEmpty();
    }

    @Test
    void anAccountThatAsksTooMuchIsThrottled() {
        dns.route53.limit(5);

        Route53Exception failure = catchThrowableOfType(
                Route53Exception.class, () -> IntStream.range(0, 6).forEach(n -> dns.sets()));

        assertThat(failure.isThrottlingException()).isTrue();
        dns.time.advance(Duration.ofSeconds(1));
        assertThat(dns.sets()).isNotEmpty();
    }

    @Test
    void aLostAnswerMayHaveTakenEffect() {
        dns.route53.faults().on("ChangeResourceRecordSets").first(1).then(AwsFault.dropAfter());

        assertThatThrownBy(() -> send(upsert(cname("blue").weight(3L)))).isInstanceOf(SdkClientException.class);

        assertThat(dns.sets().get(0).weight()).isEqualTo(3);
    }

    @Test
    void anotherWriterMayWriteMeanwhile() {
        dns.time.after(Duration.ofSeconds(5), () -> dns.route53.weigh(Dns.NAME, Map.of("blue", 9)));
        dns.time.advance(Duration.ofSeconds(5));

        assertThat(dns.sets().get(0).weight()).isEqualTo(9);
    }

    private String send(Change... changes) {
        return client.changeResourceRecordSets(
                        request -> request.hostedZoneId("Z1").changeBatch(batch -> batch.changes(changes)))
                .changeInfo()
                .id();
    }

    private ChangeStatus status(String change) {
        return client.getChange(request -> request.id(change)).changeInfo().status();
    }

    private static Change upsert(ResourceRecordSet.Builder set) {
        return change(ChangeAction.UPSERT, set);
    }

    private static Change change(ChangeAction action, ResourceRecordSet.Builder set) {
        return Change.builder().action(action).resourceRecordSet(set.build()).build();
    }

    private static ResourceRecordSet.Builder cname(String id) {
        return ResourceRecordSet.builder()
                .name(Dns.NAME)
                .type(RRType.CNAME)
                .setIdentifier(id)
                .ttl(60L)
                .resourceRecords(
                        ResourceRecord.builder().value(id + ".elb.example").build());
    }
}
