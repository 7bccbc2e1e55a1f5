package dev.bluegreen.testkit.aws;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.aws.fault.AwsFaults;
import dev.bluegreen.testkit.aws.internal.elb.ElasticLoadBalancing;
import dev.bluegreen.testkit.aws.request.AwsRequest;
import dev.bluegreen.testkit.internal.Given;
import dev.bluegreen.testkit.traffic.TargetHost;
import dev.bluegreen.testkit.traffic.TrafficSpec;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Elastic Load Balancing (version 2) in this process: its API on loopback, for an unmodified
 * {@code ElasticLoadBalancingV2Client} by {@code endpointOverride}, and load balancers that send real HTTP to the pods of
 * a fake cluster.
 *
 * <p>Load balancers, listeners, rules and target groups are made by the API, as on AWS. Targets are checked while a rule
 * has their group in use, and drain when they are deregistered. What is not AWS's: requests are not authenticated beyond
 * the scope of their signature, a Network Load Balancer speaks HTTP only (it chooses for each connection, as on AWS), and
 * actions that authenticate users let everybody in. Durations are of the fake's time. Thread-safe. Close it to free its
 * ports and threads; its log can be read after that, and everything else is refused by
 * {@link dev.bluegreen.model.ClosedException}.
 */
public final class FakeAlb implements AutoCloseable {

    /** The region it is in: clients for another one are refused. */
    public static final String REGION = "eu-central-1";

    private static final String ACCOUNT = "123456789012";

    /** ELBv2, TargetHealth: State and Reason. */
    private static final Pattern STATE = Pattern.compile("[a-z.-]{1,40}");

    private static final Pattern REASON = Pattern.compile("[A-Za-z.]{0,100}");
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z-]{0,63}");
    private static final int MOST_ENTRIES = 400;

    private final ElasticLoadBalancing service;
    private final Runnable onClose;

    private FakeAlb(ElasticLoadBalancing service, Runnable onClose) {
        this.service = service;
        this.onClose = onClose;
    }

    /**
     * In front of a cluster: targets are the IP addresses of its pods. They are registered by the API, or by a
     * TargetGroupBinding of the cluster, as the AWS Load Balancer Controller does in IP mode; its calls are not among
     * {@link #requests()}.
     */
    public static FakeAlb of(FakeCluster cluster) {
        ElasticLoadBalancing service = serve(Given.any("cluster", cluster).time(), cluster.targetHost());
        return new FakeAlb(service, cluster.bindTargets(service));
    }

    /** In front of servers of the caller's own. */
    public static FakeAlb startOn(Time time, TargetHost host) {
        return new FakeAlb(serve(Given.any("time", time), Given.any("host", host)), () -> {});
    }

    private static ElasticLoadBalancing serve(Time time, TargetHost host) {
        return new ElasticLoadBalancing(REGION, ACCOUNT, time, host);
    }

    /** The URI for {@code endpointOverride}. */
    public URI endpoint() {
        return open().server().endpoint();
    }

    /** Fault rules of the API. */
    public AwsFaults faults() {
        return service.server().faults();
    }

    /** All calls so far, in the order in which they came. */
    public List<AwsRequest> requests() {
        return service.server().requests();
    }

    /** The address of a listener: the name of its load balancer is not in DNS. */
    public URI address(String listenerArn) {
        InetSocketAddress at = open().address(listenerArn);
        return URI.create("http://" + at.getHostString() + ":" + at.getPort());
    }

    /** Traffic to a listener. */
    public TrafficSpec traffic(String listenerArn) {
        return TrafficSpec.to(open().address(listenerArn));
    }

    /** The weights of a rule, or of the default action of a listener, by ARN of the target group. */
    public Map<String, Integer> weights(String ruleOrListenerArn) {
        return open().weights(ruleOrListenerArn);
    }

    /**
     * Makes a foreign write that replaces the actions of a rule, or the default actions of a listener, by one that
     * forwards with
     * these weights: a controller, a pipeline, a person.
     */
    public FakeAlb forward(String ruleOrListenerArn, Map<String, Integer> weights) {
        open().forward(ruleOrListenerArn, weights);
        return this;
    }

    /**
     * Has a target described so from now on, whatever its health, until {@link #describeTruly}: for states that do not come
     * about here by themselves.
     *
     * @param target its id
     * @param state such as {@code unused} or {@code unavailable}
     * @param reason such as {@code Target.IpUnusable}
     */
    public FakeAlb describe(String targetGroupArn, String target, String state, String reason) {
        open().dictate(
                        targetGroupArn,
                        Given.word("target", target),
                        Given.text("state", state, STATE, "give a state as ELBv2 has it, such as unused"),
                        Given.text(
                                "reason",
                                reason,
                                REASON,
                                "give a code as ELBv2 has it, such as Target.IpUnusable, or none"));
        return this;
    }

    /** Has the targets of a group described as they are again. */
    public FakeAlb describeTruly(String targetGroupArn) {
        open().undictate(targetGroupArn);
        return this;
    }

    /** Adds a type of actions, such as one that is newer than the client's SDK. */
    public FakeAlb learn(String actionType) {
        open().learn(Given.text("actionType", actionType, TYPE, "give a type such as check-passport"));
        return this;
    }

    /** From now on load balancers act on a change of rules only so much later; at once unless set. */
    public FakeAlb rulesLag(Duration by) {
        open().lag(Given.duration("rulesLag", by));
        return this;
    }

    /** Has load balancers draw each choice from now on, instead of taking exact turns: shares are met approximately. */
    public FakeAlb atRandom(long seed) {
        open().drawn(seed);
        return this;
    }

    /** Sets the maximum number of entries on a page of the API; default 100. */
    public FakeAlb pageSize(int entries) {
        open().pageSize(Given.between("pageSize", entries, 1, MOST_ENTRIES));
        return this;
    }

    private ElasticLoadBalancing open() {
        service.server().open();
        return service;
    }

    /** Frees all ports and threads. */
    @Override
    public void close() {
        onClose.run();
        service.close();
    }
}
