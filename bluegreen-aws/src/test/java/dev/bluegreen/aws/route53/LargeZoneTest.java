package dev.bluegreen.aws.route53;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.aws.request.AwsRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.model.RRType;

/** A zone with more records than can be listed by the way: reading a name takes one list or two. */
class LargeZoneTest {

    private static final String APEX = "example.com";
    private static final int NAMES = 6_500;

    private final Dns dns = Dns.aliases(false);

    @BeforeEach
    void apex() {
        for (RRType type : new RRType[] {RRType.A, RRType.AAAA}) {
            dns.put(Dns.alias(type, "blue", 100, false).toBuilder().name(APEX).build());
            dns.put(Dns.alias(type, "green", 0, false).toBuilder().name(APEX).build());
        }
    }

    @AfterEach
    void close() {
        dns.close();
    }

    @Test
    void anApexIsReadByTwoListsHoweverManyNamesAreBelow() {
        fill();
        Route53Cutover apex = cutover();

        assertThat(lists(() -> apex.observe(Dns.SHOP))).isEqualTo(2);
        assertThat(lists(() -> apex.unfenced().observe(Dns.SHOP))).isEqualTo(1);
    }

    @Test
    void anApexMovesThereAndBack() {
        fill();
        Release shop =
                BlueGreen.release("shop").on(dns.platform).cutover(cutover()).build();

        assertThat(shop.switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(shop.status().active()).contains(GREEN);
        assertThat(shop.rollBack().active()).contains(BLUE);
    }

    @Test
    void aSmallZoneTakesOneList() {
        assertThat(lists(() -> cutover().observe(Dns.SHOP))).isEqualTo(1);
    }

    private Route53Cutover cutover() {
        return Route53Cutover.using(dns.aws(), dns.client())
                .hostedZone("Z1")
                .record(APEX)
                .weighted("blue", "green");
    }

    private void fill() {
        for (int n = 0; n < NAMES; n++) {
            dns.route53.weighted(n + ".example.com", "A", "one", 1, "192.0.2.1");
        }
    }

    private long lists(Runnable action) {
        int before = dns.route53.requests().size();
        action.run();
        return dns.route53.requests().stream()
                .skip(before)
                .map(AwsRequest::action)
                .filter("ListResourceRecordSets"::equals)
                .count();
    }
}
