package dev.bluegreen.aws.route53;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.AwsCall;
import dev.bluegreen.model.PlatformException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.DelegationSet;
import software.amazon.awssdk.services.route53.model.GetHealthCheckStatusResponse;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Requests to Route 53, within the rate limit. Thread-safe. */
final class RecordApi {

    private static final int PAGE = 300;
    private static final String GLOBAL = "-global";

    private final Aws aws;
    private final Route53Client client;
    private final String zone;
    private final String name;

    RecordApi(Aws aws, Route53Client client, String zone, String name) {
        this.aws = aws;
        this.client = client;
        this.zone = zone;
        this.name = name;
    }

    String zone() {
        return zone;
    }

    String name() {
        return name;
    }

    String zoneArn() {
        return arn("hostedzone/" + zone);
    }

    /** The ARN of a resource in the client's partition, such as that of China or of the US government. */
    String arn(String what) {
        return "arn:" + partition(client.serviceClientConfiguration().region()) + ":route53:::" + what;
    }

    /** The partition; pseudo-regions such as {@code aws-cn-global} contain its name. */
    private static String partition(Region region) {
        return region.id().endsWith(GLOBAL)
                ? region.id().substring(0, region.id().length() - GLOBAL.length())
                : PartitionMetadata.of(region).id();
    }

    /** The records of the name and optionally its fence, in one or two requests whatever the size of the zone. */
    RecordGroup read(boolean withFence) {
        List<ResourceRecordSet> sets = new ArrayList<>();
        ListResourceRecordSetsResponse page = list(name, Optional.empty());
        List<ResourceRecordSet> last = page.resourceRecordSets();
        sets.addAll(last);
        while (page.isTruncated() && DnsNames.same(page.nextRecordName(), name)) {
            page = list(name, Optional.of(page));
            last = page.resourceRecordSets();
            sets.addAll(last);
        }
        List<ResourceRecordSet> own =
                sets.stream().filter(set -> DnsNames.same(set.name(), name)).toList();
        return new RecordGroup(name, own, withFence ? fence(sets, page) : Optional.empty());
    }

    /** The fence sorts close to the name, so the same page mostly contains it. */
    private Optional<ResourceRecordSet> fence(List<ResourceRecordSet> read, ListResourceRecordSetsResponse page) {
        String fence = Fence.nameFor(name);
        return covers(page, fence)
                ? read.stream().filter(set -> Fence.is(set, name)).findFirst()
                : find(fence, RRType.TXT);
    }

    private static boolean covers(ListResourceRecordSetsResponse page, String other) {
        return !page.isTruncated() || DnsNames.order(page.nextRecordName()).compareTo(DnsNames.order(other)) > 0;
    }

    /** The record of a name and type, if it exists. */
    Optional<ResourceRecordSet> find(String other, RRType type) {
        return listed(other, Optional.of(type), 1).resourceRecordSets().stream()
                .filter(set -> set.type() == type && DnsNames.same(set.name(), other))
                .findFirst();
    }

    /** The records of another name by which clients find a server. */
    List<ResourceRecordSet> traffic(String other) {
        return listed(other, Optional.empty(), PAGE).resourceRecordSets().stream()
                .filter(set -> Policy.TRAFFIC.contains(set.type()) && DnsNames.same(set.name(), other))
                .toList();
    }

    /** The TXT records of several names; names that sort close together share a request. */
    List<ResourceRecordSet> texts(Collection<String> names) {
        List<ResourceRecordSet> found = new ArrayList<>();
        List<String> open = names.stream()
                .distinct()
                .sorted(Comparator.comparing(DnsNames::order))
                .toList();
        while (!open.isEmpty()) {
            ListResourceRecordSetsResponse page = listed(open.get(0), Optional.of(RRType.TXT), PAGE);
            List<String> current = open;
            page.resourceRecordSets().stream()
                    .filter(set -> set.type() == RRType.TXT
                            && current.stream().anyMatch(one -> DnsNames.same(one, set.name())))
                    .forEach(found::add);
            open = open.stream().skip(1).filter(one -> !covers(page, one)).toList();
        }
        return found;
    }

    private ListResourceRecordSetsResponse listed(String from, Optional<RRType> type, int most) {
        return aws.call(
                read("ListResourceRecordSets", zoneArn()),
                () -> client.listResourceRecordSets(request -> request.hostedZoneId(zone)
                        .startRecordName(from)
                        .startRecordType(type.orElse(null))
                        .maxItems(String.valueOf(most))));
    }

    /**
     * Sends one batch, which is applied as a whole or not at all.
     *
     * @return the id of the change
     * @throws PlatformException with {@code CONFLICT} when a record to delete has changed since the read, or a record to create
     *     exists
     */
    String change(List<Change> changes, String comment) {
        AwsCall call = AwsCall.write("route53:ChangeResourceRecordSets", zoneArn());
        return aws.call(call, () -> {
            try {
                return client.changeResourceRecordSets(request -> request.hostedZoneId(zone)
                                .changeBatch(batch -> batch.comment(comment).changes(changes))
                                .overrideConfiguration(once -> once.addPlugin(Aws.once())))
                        .changeInfo()
                        .id();
            } catch (InvalidChangeBatchException e) {
                throw rejected(changes, e);
            }
        });
    }

    boolean isInSync(String change) {
        return aws.call(
                                read("GetChange", arn("change/" + change)),
                                () -> client.getChange(request -> request.id(change)))
                        .changeInfo()
                        .status()
                == ChangeStatus.INSYNC;
    }

    /**
     * The name servers of the zone.
     *
     * @throws PlatformException with {@code INVALID} for a private zone, which has no public name servers
     */
    List<String> nameServers() {
        DelegationSet servers = describe().delegationSet();
        if (servers == null || servers.nameServers().isEmpty()) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    "zone " + zone + " is private: it has no public name servers; leave out"
                            + " askedOfNameServers(), or name resolvers of its network with askedOf(...)");
        }
        return servers.nameServers();
    }

    /** The zone itself. */
    GetHostedZoneResponse describe() {
        return aws.call(read("GetHostedZone", zoneArn()), () -> client.getHostedZone(request -> request.id(zone)));
    }

    GetHealthCheckStatusResponse health(String check) {
        return aws.call(
                read("GetHealthCheckStatus", arn("healthcheck/" + check)),
                () -> client.getHealthCheckStatus(request -> request.healthCheckId(check)));
    }

    /** The configuration of a health check, which may invert or disable its checkers' verdict. */
    HealthCheckConfig check(String check) {
        return aws.call(
                        read("GetHealthCheck", arn("healthcheck/" + check)),
                        () -> client.getHealthCheck(request -> request.healthCheckId(check)))
                .healthCheck()
                .healthCheckConfig();
    }

    private ListResourceRecordSetsResponse list(String from, Optional<ListResourceRecordSetsResponse> before) {
        return aws.call(
                read("ListResourceRecordSets", zoneArn()),
                () -> client.listResourceRecordSets(request -> request.hostedZoneId(zone)
                        .startRecordName(before.map(ListResourceRecordSetsResponse::nextRecordName)
                                .orElse(from))
                        .startRecordType(before.map(ListResourceRecordSetsResponse::nextRecordType)
                                .orElse(null))
                        .startRecordIdentifier(before.map(ListResourceRecordSetsResponse::nextRecordIdentifier)
                                .orElse(null))));
    }

    /** Error of a rejected batch: only deleting and creating the fence depends on what was read. */
    private PlatformException rejected(List<Change> changes, InvalidChangeBatchException error) {
        String said = error.hasMessages() ? String.join("; ", error.messages()) : String.valueOf(error.getMessage());
        boolean fenced = changes.stream().anyMatch(change -> change.action() != ChangeAction.UPSERT);
        boolean stale = said.contains("not found") || said.contains("already exists") || said.contains("do not match");
        return fenced && stale
                ? new PlatformException(
                        PlatformException.Kind.CONFLICT,
                        "zone " + zone + ": the fence of " + name
                                + " has changed since it was read, another client wrote it (" + said + ")",
                        error)
                : new PlatformException(
                        PlatformException.Kind.INVALID,
                        "zone " + zone + " does not accept the change of " + name + ": " + said,
                        error);
    }

    private static AwsCall read(String action, String resource) {
        return AwsCall.read("route53:" + action, resource);
    }
}
