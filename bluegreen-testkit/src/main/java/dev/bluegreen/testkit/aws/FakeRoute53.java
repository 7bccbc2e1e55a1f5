package dev.bluegreen.testkit.aws;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.fault.AwsFaults;
import dev.bluegreen.testkit.internal.aws.AwsServer;
import dev.bluegreen.testkit.internal.aws.route53.Lookup;
import dev.bluegreen.testkit.internal.aws.route53.NameServer;
import dev.bluegreen.testkit.internal.aws.route53.RecordSet;
import dev.bluegreen.testkit.internal.aws.route53.Route53Service;
import dev.bluegreen.testkit.internal.aws.route53.Zones;
import dev.bluegreen.testkit.request.AwsRequest;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Route 53 in this process: its API over HTTP on loopback, and the DNS that follows it, over UDP. A batch is applied as a
 * whole or not at all, is listed at once, and reaches the name servers when it is INSYNC: 30 s later, unless set.
 * Thread-safe; close it to free its ports and threads.
 */
public final class FakeRoute53 implements AutoCloseable {

    private final Time time;
    private final Zones zones;
    private final AwsServer server;
    private final NameServer names;

    private FakeRoute53(Time time) {
        this.time = time;
        this.zones = new Zones(time);
        this.server = AwsServer.start(new Route53Service(zones, time), time);
        this.names = new NameServer(zones);
        zones.servedBy(dns().getHostString() + ":" + dns().getPort());
    }

    /** Starts one on a time that it shares with what is tested. */
    public static FakeRoute53 startOn(Time time) {
        return new FakeRoute53(time);
    }

    /** The URI for {@code endpointOverride} of a client for {@code us-east-1}, with any credentials. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** Adds a hosted zone, such as {@code zone("Z1", "example.com")}. */
    public FakeRoute53 zone(String id, String domain) {
        zones.add(id, domain);
        return this;
    }

    /** Adds a private hosted zone: one for which {@code GetHostedZone} tells no name servers. */
    public FakeRoute53 privateZone(String id, String domain) {
        zones.addPrivate(id, domain);
        return this;
    }

    /**
     * Adds a weighted record with a TTL of 60 s, as if it had been there for long; other records are made with a client.
     *
     * @param value a name for a CNAME, an address for an A or AAAA
     * @throws IllegalArgumentException if no zone holds the name
     */
    public FakeRoute53 weighted(String name, String type, String setIdentifier, int weight, String value) {
        zones.write(RecordSet.weighted(name, type, setIdentifier, weight, value));
        return this;
    }

    /**
     * Changes the weights of a name's records of all types as somebody else, who leaves no trace: by set identifier.
     *
     * @throws IllegalArgumentException if there is no such record
     */
    public FakeRoute53 weigh(String name, Map<String, Integer> weights) {
        zones.weigh(name, weights);
        return this;
    }

    /** How long a change stays PENDING. */
    public FakeRoute53 inSyncAfter(Duration pending) {
        zones.pendingFor(pending);
        return this;
    }

    /** How long a zone answers {@code PriorRequestNotComplete} after a change; zero unless set. */
    public FakeRoute53 busyAfterChange(Duration busy) {
        zones.busyFor(busy);
        return this;
    }

    /** How many calls a second are answered before {@code Throttling}; AWS has 5, this has no limit unless set. */
    public FakeRoute53 limit(int callsPerSecond) {
        zones.limit(callsPerSecond);
        return this;
    }

    /** Makes a health check, or changes what its checkers say. */
    public FakeRoute53 healthCheck(String id, boolean healthy) {
        zones.healthCheck(id, healthy);
        return this;
    }

    /**
     * Sets what a health check makes of what its checkers say: neither inverted nor disabled unless set.
     *
     * @throws IllegalArgumentException if there is no such health check
     */
    public FakeRoute53 configureHealthCheck(String id, boolean inverted, boolean disabled) {
        zones.configureHealthCheck(id, inverted, disabled);
        return this;
    }

    /** What {@code GetHostedZone} tells of a zone's accelerated recovery, such as {@code ENABLED}; unless set it has none. */
    public FakeRoute53 acceleratedRecovery(String zoneId, String status) {
        zones.acceleratedRecovery(zoneId, status);
        return this;
    }

    /** What {@code EvaluateTargetHealth} finds of an alias target; healthy unless set. */
    public FakeRoute53 targetHealth(String name, boolean healthy) {
        zones.targetHealth(name, healthy);
        return this;
    }

    /** Has a name outside all zones, such as that of a load balancer, resolve to an address. */
    public FakeRoute53 host(String name, String address) {
        names.host(name, address);
        return this;
    }

    /** Where DNS queries are answered, UDP; {@code GetHostedZone} tells it as the zone's name server, with its port. */
    public InetSocketAddress dns() {
        return names.address();
    }

    /** A new client that keeps answers for their TTL in the time of this fake. */
    public DnsClient dnsClient() {
        Lookup lookup = new Lookup(dns(), time);
        return lookup::address;
    }

    /** What shall go wrong. */
    public AwsFaults faults() {
        return server.faults();
    }

    /** All calls so far, in the order in which they came. */
    public List<AwsRequest> requests() {
        return server.requests();
    }

    @Override
    public void close() {
        server.close();
        names.close();
    }
}
