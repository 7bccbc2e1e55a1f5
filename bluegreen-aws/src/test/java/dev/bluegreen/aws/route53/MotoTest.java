package dev.bluegreen.aws.route53;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.MotoServer;
import dev.bluegreen.aws.OnMoto;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/**
 * The same strategies against a Route 53 that we did not write. What rests on batches that are applied as a whole, and on
 * changes that take time, is not tried here: moto applies one change after the other, at once.
 */
@ExtendWith(OnMoto.class)
class MotoTest {

    private static final String NAME = "api.example.com";

    private final InMemoryPlatform platform = InMemoryPlatform.on(VirtualTime.create())
            .deploy("shop-blue", "shop:v1", 2)
            .deploy("shop-green", "shop:v2", 2)
            .expose("shop-blue", Dns.reachedBy("blue.elb.example"))
            .expose("shop-green", Dns.reachedBy("green.elb.example"));
    private final Aws aws = Aws.on(platform).route53Pace(Duration.ZERO);
    private final Route53Client client;
    private final String zone;

    MotoTest(MotoServer moto) {
        client = moto.client(Route53Client.builder(), "aws-global");
        zone = client.createHostedZone(request -> request.name("example.com")
                        .callerReference(UUID.randomUUID().toString()))
                .hostedZone()
                .id();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void weightsMoveThereAndBackWithTheirFence() {
        put(cname("blue").weight(100L), cname("green").weight(0L));
        Route53Cutover cutover = record().weighted("blue", "green");

        assertThat(shop(cutover).switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        RouterState there = cutover.observe(Dns.SHOP);
        assertThat(shop(cutover).rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        RouterState back = cutover.observe(Dns.SHOP);

        assertThat(there.split()).isEqualTo(TrafficSplit.all(GREEN));
        assertThat(back.split()).isEqualTo(TrafficSplit.all(BLUE));
        assertThat(back.token()).isGreaterThan(there.token());
        assertThat(sets()).filteredOn(set -> set.type() == RRType.TXT).hasSize(1);
        assertThat(sets())
                .filteredOn(set -> set.type() == RRType.CNAME)
                .allSatisfy(set -> assertThat(set.ttl()).isEqualTo(60));
    }

    @Test
    void aliasesOfBothFamiliesMoveTogetherAndStayAliases() {
        put(alias(RRType.A, "blue", 100), alias(RRType.A, "green", 0));
        put(alias(RRType.AAAA, "blue", 100), alias(RRType.AAAA, "green", 0));

        shop(record().weighted("blue", "green")).switchTo(GREEN);

        assertThat(sets()).filteredOn(set -> set.weight() != null).hasSize(4).allSatisfy(set -> {
            assertThat(set.weight()).isEqualTo(set.setIdentifier().equals("green") ? 100 : 0);
            assertThat(RecordTargets.target(set)).isEqualTo(set.setIdentifier() + ".elb.example");
        });
    }

    @Test
    void aFailoverPairSwapsItsTargetsAndKeepsItsRoles() {
        put(
                cname("blue")
                        .setIdentifier("first")
                        .failover(ResourceRecordSetFailover.PRIMARY)
                        .healthCheckId(check()),
                cname("green")
                        .setIdentifier("second")
                        .failover(ResourceRecordSetFailover.SECONDARY)
                        .healthCheckId(check()));

        shop(record().failover("blue.elb.example", "green.elb.example")).switchTo(GREEN);

        assertThat(sets())
                .filteredOn(set -> set.failover() == ResourceRecordSetFailover.PRIMARY)
                .singleElement()
                .satisfies(set -> {
                    assertThat(set.setIdentifier()).isEqualTo("first");
                    assertThat(RecordTargets.target(set)).isEqualTo("green.elb.example");
                });
    }

    @Test
    void namesAnUnknownZone() {
        Route53Cutover cutover =
                Route53Cutover.using(aws, client).hostedZone("Z0").record(NAME).weighted("blue", "green");

        assertThatThrownBy(() -> shop(cutover).switchTo(GREEN)).hasMessageContaining("NoSuchHostedZone");
    }

    @Test
    void namesARecordThatIsNotWeighted() {
        put(ResourceRecordSet.builder()
                .name(NAME)
                .type(RRType.A)
                .ttl(60L)
                .resourceRecords(ResourceRecord.builder().value("127.0.1.1").build()));

        assertThatThrownBy(() -> shop(record().weighted("blue", "green")).switchTo(GREEN))
                .hasMessageContaining("is not weighted");
    }

    private Route53Record record() {
        return Route53Cutover.using(aws, client).hostedZone(zone).record(NAME);
    }

    private Release shop(Route53Cutover cutover) {
        return BlueGreen.release("shop").on(platform).cutover(cutover).build();
    }

    private String check() {
        return client.createHealthCheck(
                        request -> request.callerReference(UUID.randomUUID().toString())
                                .healthCheckConfig(config -> config.type(HealthCheckType.TCP)
                                        .ipAddress("10.0.0.1")
                                        .port(80)))
                .healthCheck()
                .id();
    }

    private void put(ResourceRecordSet.Builder... sets) {
        List<Change> changes = Stream.of(sets)
                .map(set -> Change.builder()
                        .action(ChangeAction.CREATE)
                        .resourceRecordSet(set.build())
                        .build())
                .toList();
        client.changeResourceRecordSets(
                request -> request.hostedZoneId(zone).changeBatch(batch -> batch.changes(changes)));
    }

    private List<ResourceRecordSet> sets() {
        return client.listResourceRecordSets(request -> request.hostedZoneId(zone))
                .resourceRecordSets();
    }

    private static ResourceRecordSet.Builder cname(String track) {
        return ResourceRecordSet.builder()
                .name(NAME)
                .type(RRType.CNAME)
                .setIdentifier(track)
                .ttl(60L)
                .resourceRecords(
                        ResourceRecord.builder().value(track + ".elb.example").build());
    }

    private static ResourceRecordSet.Builder alias(RRType type, String track, long weight) {
        return ResourceRecordSet.builder()
                .name(NAME)
                .type(type)
                .setIdentifier(track)
                .weight(weight)
                .aliasTarget(target -> target.hostedZoneId("ZLB")
                        .dnsName(track + ".elb.example.")
                        .evaluateTargetHealth(false));
    }
}
