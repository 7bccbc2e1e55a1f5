package dev.bluegreen.testkit.aws;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.aws.fault.AwsFaults;
import dev.bluegreen.testkit.aws.internal.AwsServer;
import dev.bluegreen.testkit.aws.internal.route53.Lookup;
import dev.bluegreen.testkit.aws.internal.route53.NameServer;
import dev.bluegreen.testkit.aws.internal.route53.RecordSet;
import dev.bluegreen.testkit.aws.internal.route53.Route53Service;
import dev.bluegreen.testkit.aws.internal.route53.Zones;
import dev.bluegreen.testkit.aws.request.AwsRequest;
import dev.bluegreen.testkit.internal.Given;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Route 53 in this process: its API over HTTP on loopback, and the DNS that follows it, over UDP. A batch is applied as a
 * whole or not at all, is listed at once, and reaches the name servers when it is INSYNC: 30 s later, unless set.
 * Thread-safe. Close it to free its ports and threads; its log can be read after that, and everything else is
 * refused by {@link dev.bluegreen.model.ClosedException}.
 */
public final class FakeRoute53 implements AutoCloseable {

    private static final Set<String> TYPES = Set.of("A", "AAAA", "CNAME");
    private static final int MOST_WEIGHT = 255;

    /** Never a name: that would be resolved by the DNS of this machine. */
    private static final Pattern ADDRESS =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}|(?=.*:)[0-9a-fA-F:]{2,39}");

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

    /** Starts one on the time of the code under test. */
    public static FakeRoute53 startOn(Time time) {
        return new FakeRoute53(Given.any("time", time));
    }

    /** The URI for {@code endpointOverride} of a client for {@code us-east-1}, with any credentials. */
    public URI endpoint() {
        return server.open().endpoint();
    }

    /** Adds a hosted zone, such as {@code zone("Z1", "example.com")}. */
    public FakeRoute53 zone(String id, String domain) {
        open().add(Given.word("zone", id), Given.word("domain", domain));
        return this;
    }

    /** Adds a private hosted zone: one for which {@code GetHostedZone} tells no name servers. */
    public FakeRoute53 privateZone(String id, String domain) {
        open().addPrivate(Given.word("zone", id), Given.word("domain", domain));
        return this;
    }

    /**
     * Adds a weighted record with a TTL of 60 s, as if it had been there for long; other records are made with a client.
     *
     * @param value a name for a CNAME, an address for an A or AAAA
     * @throws ConfigurationException if no zone holds the name
     */
    public FakeRoute53 weighted(String name, String type, String setIdentifier, int weight, String value) {
        Given.oneOf("type", type, TYPES);
        Given.between("weight", weight, 0, MOST_WEIGHT);
        String target = type.equals("CNAME") ? Given.word("value", value) : address("value", value);
        open().write(RecordSet.weighted(
                Given.word("name", name), type, Given.line("setIdentifier", setIdentifier, 128), weight, target));
        return this;
    }

    /**
     * Makes a foreign write, without a trace, to the weights of a name's records of all types, by set identifier.
     *
     * @throws ConfigurationException if there is no such record
     */
    public FakeRoute53 weigh(String name, Map<String, Integer> weights) {
        Given.any("weights", weights)
                .values()
                .forEach(weight -> Given.between("weight", Given.any("weight", weight), 0, MOST_WEIGHT));
        open().weigh(Given.word("name", name), weights);
        return this;
    }

    /** How long a change stays PENDING. */
    public FakeRoute53 inSyncAfter(Duration pending) {
        open().pendingFor(Given.duration("inSyncAfter", pending));
        return this;
    }

    /** How long a zone answers {@code PriorRequestNotComplete} after a change; zero unless set. */
    public FakeRoute53 busyAfterChange(Duration busy) {
        open().busyFor(Given.duration("busyAfterChange", busy));
        return this;
    }

    /** How many calls a second are answered before {@code Throttling}; AWS has 5, this has no limit unless set. */
    public FakeRoute53 limit(int callsPerSecond) {
        open().limit(Given.between("limit", callsPerSecond, 1, Integer.MAX_VALUE));
        return this;
    }

    /** Makes a health check, or changes its checkers' verdict. */
    public FakeRoute53 healthCheck(String id, boolean healthy) {
        open().healthCheck(Given.word("healthCheck", id), healthy);
        return this;
    }

    /**
     * Sets how a health check counts its checkers' verdict: neither inverted nor disabled unless set.
     *
     * @throws ConfigurationException if there is no such health check
     */
    public FakeRoute53 configureHealthCheck(String id, boolean inverted, boolean disabled) {
        open().configureHealthCheck(Given.word("healthCheck", id), inverted, disabled);
        return this;
    }

    /**
     * Sets the accelerated recovery that {@code GetHostedZone} returns for a zone, such as {@code ENABLED}; unless set
     * it has none.
     */
    public FakeRoute53 acceleratedRecovery(String zoneId, String status) {
        open().acceleratedRecovery(Given.word("zone", zoneId), Given.word("status", status));
        return this;
    }

    /** Sets the health of an alias target for {@code EvaluateTargetHealth}; healthy unless set. */
    public FakeRoute53 targetHealth(String name, boolean healthy) {
        open().targetHealth(Given.word("name", name), healthy);
        return this;
    }

    /** Has a name outside all zones, such as that of a load balancer, resolve to an address. */
    public FakeRoute53 host(String name, String address) {
        open();
        names.host(Given.word("name", name), address("address", address));
        return this;
    }

    /** Where DNS queries are answered, UDP; {@code GetHostedZone} tells it as the zone's name server, with its port. */
    public InetSocketAddress dns() {
        open();
        return names.address();
    }

    /** A new client that keeps answers for their TTL in the time of this fake. */
    public DnsClient dnsClient() {
        Lookup lookup = new Lookup(dns(), time);
        return name -> {
            open();
            return lookup.address(Given.word("name", name));
        };
    }

    /** Fault rules. */
    public AwsFaults faults() {
        return server.faults();
    }

    /** All calls so far, in the order in which they came. */
    public List<AwsRequest> requests() {
        return server.requests();
    }

    private Zones open() {
        server.open();
        return zones;
    }

    private static String address(String what, String value) {
        return Given.text(what, value, ADDRESS, "give an IP address, such as 127.0.1.1");
    }

    @Override
    public void close() {
        server.close();
        names.close();
    }
}
