package dev.bluegreen.integration;

import static dev.bluegreen.integration.BadInputs.DURATIONS;
import static dev.bluegreen.integration.BadInputs.HUGE;
import static dev.bluegreen.integration.BadInputs.NUMBERS;
import static dev.bluegreen.integration.BadInputs.TEXTS;
import static dev.bluegreen.integration.BadInputs.TIMES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.AwsCall;
import dev.bluegreen.aws.IamPolicy;
import dev.bluegreen.aws.SigV4;
import dev.bluegreen.aws.alb.Stickiness;
import dev.bluegreen.aws.alb.TargetGroupCutover;
import dev.bluegreen.aws.alb.TargetGroupVerifier;
import dev.bluegreen.aws.cloudwatch.AlarmSlo;
import dev.bluegreen.aws.cloudwatch.MetricSlo;
import dev.bluegreen.aws.route53.Route53Cutover;
import dev.bluegreen.aws.route53.Route53Record;
import dev.bluegreen.aws.sns.SnsNotifier;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.sns.SnsClient;

/** Every public method of this module that takes something of a user, and everything that nobody should give it. */
class BadInputAwsTest {

    /** What the engine calls, with what it made itself. */
    private static final Set<String> CALLED_BY_US = Set.of(
            "AlarmSlo.check",
            "AlarmSlo.permissions",
            "AlarmSlo.preflight",
            "MetricSlo.check",
            "MetricSlo.permissions",
            "MetricSlo.preflight",
            "SnsNotifier.permissions",
            "ListenerCutover.fence",
            "ListenerCutover.isCurrent",
            "ListenerCutover.mayFailOpen",
            "ListenerCutover.unseenSince",
            "ListenerCutover.observe",
            "ListenerCutover.permissions",
            "ListenerCutover.preflight",
            "ListenerCutover.shift",
            "ListenerCutover.supports",
            "ListenerCutover.verify",
            "RecordVerifier.mayFailOpen",
            "RecordVerifier.preflight",
            "RecordVerifier.unseenSince",
            "RecordVerifier.verify",
            "RecordVerifier.watch",
            "TargetGroupVerifier.mayFailOpen",
            "TargetGroupVerifier.preflight",
            "TargetGroupVerifier.targets",
            "TargetGroupVerifier.unseenSince",
            "TargetGroupVerifier.verify",
            "TargetGroupVerifier.watch",
            "ListenerCutover.watch",
            "Route53Cutover.fence",
            "Route53Cutover.isCurrent",
            "Route53Cutover.mayFailOpen",
            "Route53Cutover.unseenSince",
            "Route53Cutover.observe",
            "Route53Cutover.permissions",
            "Route53Cutover.preflight",
            "Route53Cutover.shift",
            "Route53Cutover.supports",
            "Route53Cutover.verify",
            "Route53Cutover.watch",
            "SigV4.permissions",
            "SigV4.sign",
            "SnsNotifier.on",
            "TestRoute.open",
            "TestRoute.permissions",
            "TestRoute.preflight",
            "TestRoute.writes");

    private static final String ELB = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:";
    private static final String BLUE = ELB + "targetgroup/blue/0123456789abcdef";
    private static final String GREEN = ELB + "targetgroup/green/0123456789abcdef";
    private static final String LISTENER = ELB + "listener/app/shop/0123456789abcdef/0123456789abcdef";
    private static final String RULE =
            ELB + "listener-rule/app/shop/0123456789abcdef/0123456789abcdef/0123456789abcdef";

    private static final List<String> ARNS = Arrays.asList(
            null,
            "",
            " ",
            "arn:",
            "arn:aws:elasticloadbalancing",
            "arn:aws:s3:::bucket",
            "arn:aws:iam::123456789012:role/admin",
            "arn:azure:elasticloadbalancing:eu-central-1:123456789012:targetgroup/blue/1",
            "arn:aws:elasticloadbalancing:eu-central-1:1234:targetgroup/blue/1",
            "arn:aws:elasticloadbalancing:EU:123456789012:targetgroup/blue/1",
            BLUE.replace("eu-central-1", "us-east-1"),
            LISTENER.replace("eu-central-1", "us-east-1"),
            RULE.replace("eu-central-1", "us-east-1"),
            ELB + "loadbalancer/app/shop/0123456789abcdef",
            " " + BLUE,
            LISTENER + "\n",
            RULE + "\r\nX: y",
            BLUE + "\u202e",
            BLUE + "\u001b[31m",
            BLUE + "\u0000",
            BLUE + "/*",
            ELB + "targetgroup/" + "x".repeat(2_000),
            ELB + "listener/" + "x/".repeat(2_000),
            ELB + "listener/x",
            ELB + "listener-rule/x",
            HUGE);
    /** Of those, AWS takes any printable character, so that a blank or a capital is no mistake. */
    private static final List<String> LABELS = Stream.concat(
                    TEXTS.stream(), Stream.of("a\r\nb", "a\u0000", "x".repeat(256), HUGE))
            .toList();

    private final VirtualTime time = VirtualTime.create();
    private final InMemoryPlatform platform = InMemoryPlatform.on(time);
    private final Aws aws = Aws.on(platform);
    private final AtomicInteger requests = new AtomicInteger();
    private final ElasticLoadBalancingV2Client elb = client(ElasticLoadBalancingV2Client.builder());
    private final Route53Client dns = client(Route53Client.builder());
    private final CloudWatchClient metrics = client(CloudWatchClient.builder());
    private final SnsClient sns = client(SnsClient.builder());
    private final BadInputs bad = new BadInputs();

    private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.region(Region.EU_CENTRAL_1)
                .endpointOverride(URI.create("http://127.0.0.1:1"))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .overrideConfiguration(config -> config.addExecutionInterceptor(new ExecutionInterceptor() {
                    @Override
                    public void beforeExecution(Context.BeforeExecution asked, ExecutionAttributes attributes) {
                        requests.incrementAndGet();
                    }
                }))
                .build();
    }

    @AfterEach
    void nothingWasAsked() {
        assertThat(requests).hasValue(0);
        elb.close();
        dns.close();
        metrics.close();
        sns.close();
    }

    @Test
    void isRefusedBeforeAnyRequestWithFieldValueAndRemedy() {
        account();
        signer();
        groups();
        records();
        objectives();
        topic();
        bad.check(List.of(Aws.class), CALLED_BY_US);
    }

    private void account() {
        bad.refusesNull("Aws.on", none -> Aws.on(null));
        bad.refuses("Aws.route53Pace", DURATIONS, aws::route53Pace);
        AwsCall call = AwsCall.read("sns:Publish", "*");
        bad.refusesNull("Aws.call", none -> aws.call(null, () -> 1));
        bad.refusesNull("Aws.call", none -> aws.call(call, null));
        bad.refuses("Aws.poll", TIMES.subList(0, DURATIONS.size()), interval -> aws.poll(interval, () -> {}));
        bad.refusesNull("Aws.poll", none -> aws.poll(Duration.ofSeconds(5), null));
        List<String> actions =
                Arrays.asList(null, "", " ", "Publish", "sns:", ":Publish", "sns:Pub lish", "sns:\n", "a:\u202e", HUGE);
        bad.refuses("AwsCall.read", actions, action -> AwsCall.read(action, "*"));
        bad.refuses("AwsCall.read", LABELS, resource -> AwsCall.read("sns:Publish", tooLong(resource)));
        bad.refuses("AwsCall.write", actions, action -> AwsCall.write(action, "*"));
        bad.refuses("AwsCall.write", LABELS, resource -> AwsCall.write("sns:Publish", tooLong(resource)));
        bad.refuses("AwsCall.new", actions, action -> new AwsCall(action, "*", true));
        bad.refuses("AwsCall.new", LABELS, resource -> new AwsCall("sns:Publish", tooLong(resource), false));
        bad.refusesNull("IamPolicy.of", none -> IamPolicy.of((CutoverPlan) null));
        bad.refusesNull("IamPolicy.new", none -> new IamPolicy(null));
        bad.refusesNull("IamPolicy.new", none -> new IamPolicy(Arrays.asList(call.permission(), null)));
    }

    /** An ARN has 2,048 characters at most. */
    private static String tooLong(String text) {
        return text != null && text.length() == 256 ? text.repeat(9) : text;
    }

    private void signer() {
        AnonymousCredentialsProvider nobody = AnonymousCredentialsProvider.create();
        bad.refusesNull("SigV4.prometheus", none -> SigV4.prometheus(null, Region.EU_CENTRAL_1, nobody));
        bad.refusesNull("SigV4.prometheus", none -> SigV4.prometheus(aws, null, nobody));
        bad.refusesNull("SigV4.prometheus", none -> SigV4.prometheus(aws, Region.EU_CENTRAL_1, null));
    }

    private void groups() {
        TargetGroupCutover pair = TargetGroupCutover.between(aws, elb, BLUE, GREEN);
        bad.refusesNull("TargetGroupVerifier.of", none -> TargetGroupVerifier.of(null, elb));
        bad.refusesNull("TargetGroupVerifier.of", none -> TargetGroupVerifier.of(aws, null));
        bad.refusesNull("TargetGroupCutover.between", none -> TargetGroupCutover.between(null, elb, BLUE, GREEN));
        bad.refusesNull("TargetGroupCutover.between", none -> TargetGroupCutover.between(aws, null, BLUE, GREEN));
        bad.refuses("TargetGroupCutover.between", ARNS, arn -> TargetGroupCutover.between(aws, elb, arn, GREEN));
        bad.refuses("TargetGroupCutover.between", ARNS, arn -> TargetGroupCutover.between(aws, elb, BLUE, arn));
        bad.refuses(
                "TargetGroupCutover.between",
                List.of(BLUE, LISTENER, RULE),
                arn -> TargetGroupCutover.between(aws, elb, BLUE, arn));
        bad.refusesNull("TargetGroupCutover.stickiness", none -> pair.stickiness(null));
        bad.refuses("TargetGroupCutover.readBackFor", DURATIONS, pair::readBackFor);
        bad.refuses("TargetGroupCutover.settlesWithin", DURATIONS, pair::settlesWithin);
        bad.refuses("TargetGroupCutover.rule", ARNS, pair::rule);
        bad.refuses("TargetGroupCutover.rule", List.of(BLUE, LISTENER, RULE.replace("/app/", "/net/")), pair::rule);
        bad.refuses("TargetGroupCutover.defaultAction", ARNS, pair::defaultAction);
        bad.refuses("TargetGroupCutover.defaultAction", List.of(BLUE, RULE), pair::defaultAction);
        bad.refuses("TargetGroupCutover.testRoute", ARNS, arn -> pair.testRoute(arn));
        bad.refusesNull("TargetGroupCutover.testRoute", none -> pair.testRoute((String[]) null));
        bad.refusesNull("TargetGroupCutover.testRoute", none -> pair.testRoute());
        bad.refuses(
                "TestRoute.at",
                BadInputs.ADDRESSES,
                address -> pair.testRoute(LISTENER).at(address));
        bad.refuses("Stickiness.await", DURATIONS, Stickiness::await);
        bad.refuses("Stickiness.Await.new", DURATIONS, Stickiness.Await::new);
        bad.refusesNull("ListenerReadBack.look", none -> pair.readBack().look(null, 1));
        bad.refuses(
                "ListenerReadBack.look",
                BadInputs.COUNTS.subList(1, 3),
                healthy -> pair.readBack().look(new TrafficSplit(100, 0), healthy));
    }

    private void records() {
        bad.refusesNull("Route53Cutover.using", none -> Route53Cutover.using(null));
        bad.refusesNull("Route53Cutover.using", none -> Route53Cutover.using(null, dns));
        bad.refusesNull("Route53Cutover.using", none -> Route53Cutover.using(aws, null));
        Route53Record none = Route53Cutover.using(aws, dns);
        Route53Record record = none.hostedZone("Z1").record("api.example.com");
        bad.refuses(
                "Route53Record.hostedZone",
                Arrays.asList(
                        null, "", " ", "z1", "Z1\n", "Z 1", "../Z1", "/hostedzone/", "Z1\u202e", "Z".repeat(64), HUGE),
                none::hostedZone);
        bad.refuses("Route53Record.record", BadNames.HOSTS, none::record);
        bad.refuses("Route53Record.weighted", LABELS, id -> record.weighted(id, "green"));
        bad.refuses("Route53Record.weighted", LABELS, id -> record.weighted("blue", id));
        bad.refuses("Route53Record.weighted", List.of("blue"), id -> record.weighted("blue", id));
        bad.refuses(
                "Route53Record.weighted", List.of(none, none.hostedZone("Z1")), without -> without.weighted("b", "g"));
        bad.refuses("Route53Record.failover", targets(), target -> record.failover(target, "green.example.com"));
        bad.refuses("Route53Record.failover", targets(), target -> record.failover("blue.example.com", target));
        bad.refuses(
                "Route53Record.failover",
                List.of("BLUE.example.com.", "dualstack.blue.example.com"),
                same -> record.failover("blue.example.com", same));
        Route53Cutover cutover = record.weighted("blue", "green");
        bad.refuses("Route53Cutover.slack", DURATIONS, cutover::slack);
        bad.refuses(
                "Route53Cutover.verifiedBy",
                Arrays.asList(
                        null,
                        "",
                        " ",
                        ":53",
                        "host:",
                        "host:0",
                        "host:99999",
                        "host:x",
                        "a b",
                        "host\n",
                        "h\u202ei",
                        "http://host",
                        "x".repeat(254),
                        HUGE),
                server -> cutover.verifiedBy(server));
        bad.refusesNull("Route53Cutover.verifiedBy", nothing -> cutover.verifiedBy((String[]) null));
        bad.refusesNull("Route53Cutover.verifiedBy", nothing -> cutover.verifiedBy());
        List<String> affixes = Arrays.asList(null, "a b", "a\n", "\u202e", "a\u0000", "x".repeat(254), HUGE);
        bad.refuses("Route53Cutover.externalDnsNames", affixes, text -> cutover.externalDnsNames(text, "", ""));
        bad.refuses("Route53Cutover.externalDnsNames", affixes, text -> cutover.externalDnsNames("", text, ""));
        bad.refuses("Route53Cutover.externalDnsNames", affixes, text -> cutover.externalDnsNames("", "", text));
        bad.refusesNull("RecordReadBack.look", nothing -> cutover.readBack().look(null));
    }

    /** Beside the name of a target there has to be no room for another. */
    private static List<String> targets() {
        return BadNames.HOSTS.stream()
                .filter(host -> host == null || !host.startsWith("x."))
                .toList();
    }

    private void objectives() {
        List<String> alarms = Arrays.asList(
                null,
                "",
                " ",
                "a\nb",
                "\u202e",
                "a\u001b[31m",
                "arn:aws:cloudwatch:eu-central-1:123456789012:dashboard:x",
                "arn:aws:cloudwatch:us-east-1:123456789012:alarm:x",
                "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:",
                "arn:aws:sns:eu-central-1:123456789012:x",
                "x".repeat(256),
                HUGE);
        bad.refuses("AlarmSlo.of", alarms, alarm -> AlarmSlo.of(aws, metrics, alarm));
        bad.refusesNull("AlarmSlo.of", none -> AlarmSlo.of(null, metrics, "a"));
        bad.refusesNull("AlarmSlo.of", none -> AlarmSlo.of(aws, null, "a"));
        bad.refusesNull(
                "AlarmSlo.treatMissingData",
                none -> AlarmSlo.of(aws, metrics, "a").treatMissingData(null));
        bad.refusesNull("MetricSlo.metric", none -> MetricSlo.metric(null, metrics, "shop", "Errors"));
        bad.refusesNull("MetricSlo.metric", none -> MetricSlo.metric(aws, null, "shop", "Errors"));
        bad.refuses("MetricSlo.metric", LABELS, text -> MetricSlo.metric(aws, metrics, text, "Errors"));
        bad.refuses("MetricSlo.metric", LABELS, text -> MetricSlo.metric(aws, metrics, "shop", text));
        bad.refusesNull("MetricSlo.expression", none -> MetricSlo.expression(null, metrics, "1"));
        bad.refusesNull("MetricSlo.expression", none -> MetricSlo.expression(aws, null, "1"));
        bad.refuses(
                "MetricSlo.expression",
                Arrays.asList(null, "", " ", "\n", "a\u0000", "\u202e", "x".repeat(2_049), HUGE),
                text -> MetricSlo.expression(aws, metrics, text));
        question();
    }

    private void question() {
        MetricSlo.Question metric = MetricSlo.metric(aws, metrics, "shop", "Errors");
        MetricSlo.Question math = MetricSlo.expression(aws, metrics, "errors / 2");
        bad.refuses("MetricSlo.Question.dimension", LABELS, text -> metric.dimension(text, "x"));
        bad.refuses(
                "MetricSlo.Question.dimension",
                LABELS,
                text -> metric.dimension("x", text != null && text.length() == 256 ? text.repeat(5) : text));
        bad.refuses("MetricSlo.Question.dimension", List.of("x"), text -> math.dimension("x", text));
        bad.refuses(
                "MetricSlo.Question.statistic",
                Arrays.asList(null, "", " ", "\n", "average", "p", "p101", "Sum;", "\u202e", HUGE),
                metric::statistic);
        bad.refuses("MetricSlo.Question.statistic", List.of("Sum"), math::statistic);
        bad.refuses(
                "MetricSlo.Question.using",
                Arrays.asList(
                        null, "", " ", "A", "1a", "a-b", "a b", "bluegreen", "a\n", "\u202e", "x".repeat(256), HUGE),
                id -> math.using(id, metric));
        bad.refusesNull("MetricSlo.Question.using", none -> math.using("errors", null));
        bad.refuses("MetricSlo.Question.using", List.of(metric), given -> given.using("errors", metric));
        bad.refuses("MetricSlo.Question.within", TIMES, metric::within);
        bad.refuses("MetricSlo.Question.period", TIMES, metric::period);
        bad.refuses(
                "MetricSlo.Question.period", List.of(Duration.ofSeconds(7), Duration.ofMillis(1_500)), metric::period);
        bad.refuses("MetricSlo.Question.lag", DURATIONS, metric::lag);
        bad.refuses("MetricSlo.Question.below", NUMBERS, metric::below);
        bad.refuses("MetricSlo.Question.above", NUMBERS, metric::above);
        bad.refuses("MetricSlo.limitedTo", NUMBERS, limit -> metric.below(1).limitedTo(limit));
        bad.refusesNull("MetricSlo.treatMissingData", none -> metric.below(1).treatMissingData(null));
    }

    private void topic() {
        String arn = "arn:aws:sns:eu-central-1:123456789012:releases";
        SnsNotifier notifier = SnsNotifier.topic(aws, sns, arn);
        bad.refuses("SnsNotifier.topic", BadNames.TOPICS, topic -> SnsNotifier.topic(aws, sns, topic));
        bad.refusesNull("SnsNotifier.topic", none -> SnsNotifier.topic(null, sns, arn));
        bad.refusesNull("SnsNotifier.topic", none -> SnsNotifier.topic(aws, null, arn));
        bad.refusesNull("SnsNotifier.kinds", none -> notifier.kinds(null));
        bad.refusesNull("SnsNotifier.atLeast", none -> notifier.atLeast(null));
        bad.refusesNull(
                "SnsNotifier.kinds", none -> notifier.kinds(CutoverEvent.Kind.ENDED, (CutoverEvent.Kind[]) null));
        bad.refusesNull("SnsNotifier.kinds", none -> notifier.kinds(CutoverEvent.Kind.ENDED, (CutoverEvent.Kind) null));
    }
}
