package dev.bluegreen.integration;

import static dev.bluegreen.integration.BadInputs.COUNTS;
import static dev.bluegreen.integration.BadInputs.DURATIONS;
import static dev.bluegreen.integration.BadInputs.HUGE;
import static dev.bluegreen.integration.BadInputs.NUMBERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.ClosedException;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.aws.DnsClient;
import dev.bluegreen.testkit.aws.FakeAlb;
import dev.bluegreen.testkit.aws.FakeCloudWatch;
import dev.bluegreen.testkit.aws.FakeRoute53;
import dev.bluegreen.testkit.aws.FakeSns;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What nobody should give to the fakes of AWS. */
final class BadAwsInputs {

    private static final List<String> WORDS = Arrays.asList(
            null, "", " ", "a b", "a\nb", "\u00e4", "a\u202eb", "a\u001b[31m", "a\u0000", "x".repeat(254), HUGE);
    private static final List<String> LINES =
            Arrays.asList(null, "", " ", "a\nb", "a\u202eb", "a\u001b[31m", "a\u0000", HUGE);
    private static final List<String> ADDRESSES = Arrays.asList(
            null,
            "",
            " ",
            "localhost",
            "blue.elb.example",
            "127.0.0",
            "127.0.0.256",
            "127.0.0.1\n",
            "::g",
            "\u202e",
            HUGE);
    private static final List<Integer> WEIGHTS = List.of(-1, 256, Integer.MIN_VALUE, Integer.MAX_VALUE);

    private final BadInputs bad;
    private final FakeCluster cluster;

    BadAwsInputs(BadInputs bad, FakeCluster cluster) {
        this.bad = bad;
        this.cluster = cluster;
    }

    void tryAll() {
        balancers();
        names();
        alarms();
        topics();
        balancersAfterClose();
        namesAfterClose();
        othersAfterClose();
    }

    private void balancers() {
        bad.refusesNull("FakeAlb.of", none -> FakeAlb.of(null));
        bad.refusesNull("FakeAlb.startOn", none -> FakeAlb.startOn(null, cluster.targetHost()));
        bad.refusesNull("FakeAlb.startOn", none -> FakeAlb.startOn(cluster.time(), null));
        List<String> arns = Arrays.asList(
                null,
                "",
                " ",
                "arn:aws:s3:::bucket",
                "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/shop/0/0",
                "a\nb",
                "\u202e",
                HUGE);
        try (FakeAlb alb = FakeAlb.of(cluster)) {
            bad.refuses("FakeAlb.address", arns, alb::address);
            bad.refuses("FakeAlb.traffic", arns, alb::traffic);
            bad.refuses("FakeAlb.weights", arns, alb::weights);
            bad.refuses("FakeAlb.forward", arns, arn -> alb.forward(arn, Map.of("a", 1)));
            bad.refusesNull("FakeAlb.forward", none -> alb.forward("arn", null));
            bad.refusesNull("FakeAlb.forward", none -> alb.forward("arn", Map.of()));
            bad.refuses("FakeAlb.describe", arns, arn -> alb.describe(arn, "i-1", "unused", ""));
            bad.refuses("FakeAlb.describe", WORDS, target -> alb.describe("arn", target, "unused", ""));
            bad.refuses(
                    "FakeAlb.describe",
                    Arrays.asList(null, "", "UNUSED", "a b", "<a>", "\u202e", HUGE),
                    state -> alb.describe("arn", "i-1", state, ""));
            bad.refuses(
                    "FakeAlb.describe",
                    Arrays.asList(null, " ", "a b", "<a>", "\u202e", HUGE),
                    reason -> alb.describe("arn", "i-1", "unused", reason));
            bad.refuses("FakeAlb.describeTruly", arns, alb::describeTruly);
            bad.refuses("FakeAlb.learn", Arrays.asList(null, "", " ", "A", "a b", "<a>", "\u202e", HUGE), alb::learn);
            bad.refuses("FakeAlb.rulesLag", DURATIONS, alb::rulesLag);
            bad.refuses("FakeAlb.pageSize", COUNTS, alb::pageSize);
            bad.refuses("FakeAlb.pageSize", List.of(401, Integer.MAX_VALUE), alb::pageSize);
        }
    }

    private void names() {
        bad.refusesNull("FakeRoute53.startOn", none -> FakeRoute53.startOn(null));
        try (FakeRoute53 route53 = FakeRoute53.startOn(cluster.time()).zone("Z1", "example.com")) {
            bad.refuses("FakeRoute53.zone", WORDS, id -> route53.zone(id, "example.org"));
            bad.refuses("FakeRoute53.zone", WORDS, domain -> route53.zone("Z2", domain));
            bad.refuses("FakeRoute53.privateZone", WORDS, id -> route53.privateZone(id, "example.org"));
            bad.refuses("FakeRoute53.privateZone", WORDS, domain -> route53.privateZone("Z2", domain));
            records(route53);
            bad.refuses("FakeRoute53.inSyncAfter", DURATIONS, route53::inSyncAfter);
            bad.refuses("FakeRoute53.busyAfterChange", DURATIONS, route53::busyAfterChange);
            bad.refuses("FakeRoute53.limit", COUNTS, route53::limit);
            bad.refuses("FakeRoute53.healthCheck", WORDS, id -> route53.healthCheck(id, true));
            bad.refuses(
                    "FakeRoute53.configureHealthCheck",
                    Arrays.asList(null, "", "a b", "\u202e", "no-such-check", HUGE),
                    id -> route53.configureHealthCheck(id, true, false));
            bad.refuses("FakeRoute53.acceleratedRecovery", WORDS, id -> route53.acceleratedRecovery(id, "ENABLED"));
            bad.refuses("FakeRoute53.acceleratedRecovery", WORDS, status -> route53.acceleratedRecovery("Z1", status));
            bad.refuses("FakeRoute53.targetHealth", WORDS, name -> route53.targetHealth(name, true));
            bad.refuses("FakeRoute53.host", WORDS, name -> route53.host(name, "127.0.0.1"));
            bad.refuses("FakeRoute53.host", ADDRESSES, address -> route53.host("blue.elb.example", address));
            bad.refuses("DnsClient.address", WORDS, route53.dnsClient()::address);
        }
    }

    private void records(FakeRoute53 route53) {
        String name = "api.example.com";
        bad.refuses("FakeRoute53.weighted", WORDS, other -> route53.weighted(other, "CNAME", "blue", 1, "b.example"));
        bad.refuses(
                "FakeRoute53.weighted",
                List.of("api.example.org", "example.comx"),
                outside -> route53.weighted(outside, "CNAME", "blue", 1, "b.example"));
        bad.refuses(
                "FakeRoute53.weighted",
                Arrays.asList(null, "", "MX", "cname", "A ", "\u202e", HUGE),
                type -> route53.weighted(name, type, "blue", 1, "b.example"));
        bad.refuses("FakeRoute53.weighted", LINES, id -> route53.weighted(name, "CNAME", id, 1, "b.example"));
        bad.refuses(
                "FakeRoute53.weighted", WEIGHTS, weight -> route53.weighted(name, "CNAME", "b", weight, "b.example"));
        bad.refuses("FakeRoute53.weighted", WORDS, value -> route53.weighted(name, "CNAME", "blue", 1, value));
        bad.refuses("FakeRoute53.weighted", ADDRESSES, value -> route53.weighted(name, "A", "blue", 1, value));
        route53.weighted(name, "CNAME", "blue", 1, "blue.elb.example");
        bad.refuses("FakeRoute53.weigh", WORDS, other -> route53.weigh(other, Map.of("blue", 1)));
        bad.refuses("FakeRoute53.weigh", WEIGHTS, weight -> route53.weigh(name, Map.of("blue", weight)));
        bad.refuses(
                "FakeRoute53.weigh", List.of("", "green", "\u202e", HUGE), id -> route53.weigh(name, Map.of(id, 1)));
        bad.refusesNull("FakeRoute53.weigh", none -> route53.weigh(name, null));
        bad.refusesNull("FakeRoute53.weigh", none -> route53.weigh(name, Collections.singletonMap("blue", null)));
    }

    private void alarms() {
        bad.refusesNull("FakeCloudWatch.startOn", none -> FakeCloudWatch.startOn(null));
        List<String> states = Arrays.asList(null, "", " ", "ok", "INSUFFICIENT", "\u202e", HUGE);
        List<String> reasons = Arrays.asList(null, "a\nb", "a\u202eb", "a\u001b[31m", "a\u0000", HUGE);
        try (FakeCloudWatch fake = FakeCloudWatch.startOn(cluster.time())) {
            bad.refuses("FakeCloudWatch.alarm", LINES, name -> fake.alarm(name, "OK", ""));
            bad.refuses("FakeCloudWatch.alarm", states, state -> fake.alarm("errors", state, ""));
            bad.refuses("FakeCloudWatch.alarm", reasons, reason -> fake.alarm("errors", "OK", reason));
            bad.refuses("FakeCloudWatch.compositeAlarm", LINES, name -> fake.compositeAlarm(name, "OK", ""));
            bad.refuses("FakeCloudWatch.compositeAlarm", states, state -> fake.compositeAlarm("all", state, ""));
            bad.refuses("FakeCloudWatch.compositeAlarm", reasons, reason -> fake.compositeAlarm("all", "OK", reason));
            bad.refuses(
                    "FakeCloudWatch.learn",
                    Arrays.asList(null, "", " ", "a", "A B", "<A>", "\u202e", HUGE),
                    fake::learn);
            bad.refuses("FakeCloudWatch.evaluating", LINES, name -> fake.evaluating(name, Duration.ofMinutes(1), 1, 1));
            bad.refuses(
                    "FakeCloudWatch.evaluating",
                    Arrays.asList(null, Duration.ZERO, Duration.ofSeconds(-1)),
                    period -> fake.evaluating("errors", period, 1, 1));
            bad.refuses(
                    "FakeCloudWatch.evaluating",
                    List.of(-1, 0, 3, Integer.MAX_VALUE),
                    values -> fake.evaluating("errors", Duration.ofMinutes(1), 2, values));
            bad.refuses("FakeCloudWatch.value", LINES, asked -> fake.value(asked, 1));
            bad.refuses("FakeCloudWatch.value", NUMBERS, value -> fake.value("errors", value));
        }
    }

    private void topics() {
        bad.refusesNull("FakeSns.startOn", none -> FakeSns.startOn(null));
        try (FakeSns sns = FakeSns.startOn(cluster.time())) {
            bad.refuses(
                    "FakeSns.topic",
                    Arrays.asList(
                            null, "", " ", "a b", "a.b", ".fifo", "a\n", "\u00e4", "\u202e", "x".repeat(257), HUGE),
                    sns::topic);
            bad.refuses(
                    "FakeSns.messages",
                    Arrays.asList(null, "", "releases", "arn:aws:sns:eu-central-1:123456789012:other", "\u202e", HUGE),
                    sns::messages);
        }
    }

    private void balancersAfterClose() {
        FakeAlb closed = FakeAlb.of(cluster);
        closed.close();
        gone("FakeAlb.endpoint", none -> closed.endpoint());
        gone("FakeAlb.address", none -> closed.address("arn"));
        gone("FakeAlb.traffic", none -> closed.traffic("arn"));
        gone("FakeAlb.weights", none -> closed.weights("arn"));
        gone("FakeAlb.forward", none -> closed.forward("arn", Map.of("a", 1)));
        gone("FakeAlb.describe", none -> closed.describe("arn", "i-1", "unused", ""));
        gone("FakeAlb.describeTruly", none -> closed.describeTruly("arn"));
        gone("FakeAlb.learn", none -> closed.learn("check-passport"));
        gone("FakeAlb.rulesLag", none -> closed.rulesLag(Duration.ofSeconds(1)));
        gone("FakeAlb.pageSize", none -> closed.pageSize(1));
        assertThat(closed.requests()).isEmpty();
        assertThat(closed.faults().unused()).isEmpty();
    }

    private void namesAfterClose() {
        FakeRoute53 closed = FakeRoute53.startOn(cluster.time()).zone("Z1", "example.com");
        closed.healthCheck("check", true).weighted("api.example.com", "A", "blue", 1, "127.0.0.1");
        DnsClient client = closed.dnsClient();
        closed.close();
        gone("FakeRoute53.endpoint", none -> closed.endpoint());
        gone("FakeRoute53.zone", none -> closed.zone("Z2", "example.org"));
        gone("FakeRoute53.privateZone", none -> closed.privateZone("Z2", "example.org"));
        gone("FakeRoute53.weighted", none -> closed.weighted("api.example.com", "A", "green", 1, "127.0.0.2"));
        gone("FakeRoute53.weigh", none -> closed.weigh("api.example.com", Map.of("blue", 2)));
        gone("FakeRoute53.inSyncAfter", none -> closed.inSyncAfter(Duration.ofSeconds(1)));
        gone("FakeRoute53.busyAfterChange", none -> closed.busyAfterChange(Duration.ofSeconds(1)));
        gone("FakeRoute53.limit", none -> closed.limit(5));
        gone("FakeRoute53.healthCheck", none -> closed.healthCheck("check", false));
        gone("FakeRoute53.configureHealthCheck", none -> closed.configureHealthCheck("check", true, false));
        gone("FakeRoute53.acceleratedRecovery", none -> closed.acceleratedRecovery("Z1", "ENABLED"));
        gone("FakeRoute53.targetHealth", none -> closed.targetHealth("blue.elb.example", false));
        gone("FakeRoute53.host", none -> closed.host("blue.elb.example", "127.0.0.1"));
        gone("FakeRoute53.dns", none -> closed.dns());
        gone("FakeRoute53.dnsClient", none -> closed.dnsClient());
        gone("DnsClient.address", none -> client.address("api.example.com"));
        assertThat(closed.requests()).isEmpty();
        assertThat(closed.faults().unused()).isEmpty();
    }

    private void othersAfterClose() {
        FakeCloudWatch alarms = FakeCloudWatch.startOn(cluster.time());
        alarms.close();
        gone("FakeCloudWatch.endpoint", none -> alarms.endpoint());
        gone("FakeCloudWatch.alarm", none -> alarms.alarm("errors", "OK", ""));
        gone("FakeCloudWatch.compositeAlarm", none -> alarms.compositeAlarm("all", "OK", ""));
        gone("FakeCloudWatch.value", none -> alarms.value("errors", 1));
        FakeSns sns = FakeSns.startOn(cluster.time());
        String topic = sns.topic("releases");
        sns.close();
        gone("FakeSns.endpoint", none -> sns.endpoint());
        gone("FakeSns.topic", none -> sns.topic("others"));
        assertThat(sns.messages(topic)).isEmpty();
        assertThat(sns.requests()).isEmpty();
        assertThat(alarms.faults().unused()).isEmpty();
    }

    /** Refused because it is closed, and for no other reason. */
    private void gone(String method, BadInputs.Attempt<Object> attempt) {
        bad.refusesNull(method, none -> {
            try {
                attempt.with(none);
            } catch (BlueGreenException e) {
                assertThat(e).isInstanceOf(ClosedException.class).hasMessageContaining("it is closed");
                throw e;
            }
        });
    }
}
