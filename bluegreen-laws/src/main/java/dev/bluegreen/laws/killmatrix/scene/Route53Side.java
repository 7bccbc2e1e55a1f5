package dev.bluegreen.laws.killmatrix.scene;

import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.aws.internal.AwsServer;
import dev.bluegreen.testkit.aws.internal.route53.RecordSet;
import dev.bluegreen.testkit.aws.internal.route53.Route53Service;
import dev.bluegreen.testkit.aws.internal.route53.Zones;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Two CNAME records of one name, weighted or as a failover pair, fenced by a TXT record. */
final class Route53Side implements AwsSide {

    private static final Pattern TOKEN = Pattern.compile("token=(\\d+)");
    private static final Duration PENDING = Duration.ofSeconds(10);

    /** A proof may take 10 minutes, and so may a rollback. */
    private static final Duration LONGEST_OPERATION = Duration.ofMinutes(25);

    private final Zones zones;
    private final AwsServer server;
    private final boolean failover;

    Route53Side(FakeCluster cluster, boolean failover) {
        Time time = cluster.time();
        this.zones = new Zones(time);
        this.server = AwsServer.start(new Route53Service(zones, time), time);
        this.failover = failover;
        Stream.of(Track.values()).forEach(track -> expose(cluster, track));
        zones.pendingFor(PENDING);
        zones.add(AwsScene.ZONE, "example.com");
        if (failover) {
            zones.healthCheck("check-blue", true);
            zones.healthCheck("check-green", true);
            zones.write(RecordSet.failover(AwsScene.NAME, "first", "PRIMARY", AwsScene.host(Track.BLUE), "check-blue"));
            zones.write(RecordSet.failover(
                    AwsScene.NAME, "second", "SECONDARY", AwsScene.host(Track.GREEN), "check-green"));
        } else {
            zones.write(RecordSet.weighted(AwsScene.NAME, "CNAME", "blue", 100, AwsScene.host(Track.BLUE)));
            zones.write(RecordSet.weighted(AwsScene.NAME, "CNAME", "green", 0, AwsScene.host(Track.GREEN)));
        }
    }

    /** A Service of one track, with the load balancer that a cloud's controller has made for it. */
    private static void expose(FakeCluster cluster, Track track) {
        String label = track.name().toLowerCase(Locale.ROOT);
        Service service = new ServiceBuilder()
                .withNewMetadata()
                .withName("lb-" + label)
                .endMetadata()
                .withNewSpec()
                .withType("LoadBalancer")
                .withSelector(Map.of("app", "shop", "track", label))
                .addNewPort()
                .withPort(80)
                .withNewTargetPort(8080)
                .endPort()
                .endSpec()
                .build();
        KubernetesClient kubectl = cluster.client(FakeCluster.KUBECTL);
        kubectl.resource(service).create();
        kubectl.resource(service)
                .editStatus(found -> new ServiceBuilder(found)
                        .withNewStatus()
                        .withNewLoadBalancer()
                        .addNewIngress()
                        .withHostname(AwsScene.host(track))
                        .endIngress()
                        .endLoadBalancer()
                        .endStatus()
                        .build());
    }

    @Override
    public String service() {
        return "route53";
    }

    @Override
    public AwsServer server() {
        return server;
    }

    @Override
    public State state(String router) {
        return new State(failover ? primary() : weights(), token());
    }

    private TrafficSplit primary() {
        return records().stream()
                .filter(set -> set.failover().filter("PRIMARY"::equals).isPresent())
                .map(set -> set.values().contains(AwsScene.host(Track.BLUE)) ? Track.BLUE : Track.GREEN)
                .map(TrafficSplit::all)
                .findFirst()
                .orElseThrow();
    }

    private TrafficSplit weights() {
        TrafficSplit split = new TrafficSplit(weight("blue"), weight("green"));
        return split.only().map(TrafficSplit::all).orElse(split);
    }

    private int weight(String id) {
        return records().stream()
                .filter(set -> set.setIdentifier().filter(id::equals).isPresent())
                .flatMap(set -> set.weight().stream())
                .findFirst()
                .orElseThrow();
    }

    private List<RecordSet> records() {
        return zones.records().stream()
                .filter(set -> set.name().equals(AwsScene.NAME))
                .toList();
    }

    private long token() {
        return zones.records().stream()
                .filter(set -> set.type().equals("TXT"))
                .flatMap(set -> set.values().stream())
                .map(TOKEN::matcher)
                .filter(Matcher::find)
                .map(found -> Long.parseLong(Objects.requireNonNull(found.group(1))))
                .findFirst()
                .orElse(0L);
    }

    @Override
    public boolean shows(String action, String router) {
        return action.equals("ListResourceRecordSets") || action.equals("ChangeResourceRecordSets");
    }

    @Override
    public AwsFault conflict(String action) {
        return action.equals("ChangeResourceRecordSets")
                ? AwsFault.error(
                        400, "InvalidChangeBatch", "[Tried to delete resource record set but it was not found]")
                : AwsFault.error(400, "PriorRequestNotComplete", "still processing a prior request");
    }

    @Override
    public boolean hasCompareAndSet() {
        return true;
    }

    /** The SECONDARY answers whenever the health check of the PRIMARY fails. */
    @Override
    public Set<Track> failsOpenTo() {
        return failover ? EnumSet.allOf(Track.class) : Set.of();
    }

    @Override
    public Duration within() {
        return LONGEST_OPERATION;
    }

    /** The names of load balancers stay. */
    @Override
    public void follow(FakeCluster cluster) {}

    @Override
    public void close() {
        server.close();
    }
}
