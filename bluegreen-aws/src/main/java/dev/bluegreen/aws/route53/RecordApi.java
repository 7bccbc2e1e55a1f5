package dev.bluegreen.aws.route53;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.AwsCall;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Requests to Route 53, within the rate limit. Thread-safe. */
record RecordApi(Aws aws, Route53Client client, String zone, String name) {

    private static final int PAGE = 300;
    private static final String GLOBAL = "-global";

    /** Name as a router. */
    String router() {
        return "route53/" + zone + "/" + name;
    }

    /**
     * The permissions to move the records.
     *
     * @param checked true if their health checks are read
     */
    List<Permission> permissions(boolean fenced, boolean checked) {
        Stream<String> names = fenced ? Stream.of(name, Fence.nameFor(name)) : Stream.of(name);
        Stream<Permission> writes = names.map(written -> new Permission(
                "aws", "route53", zoneArn(), Optional.of(DnsNames.inPolicy(written)), "ChangeResourceRecordSets"));
        Stream<AwsCall> checks = checked
                ? Stream.of(checking("GetHealthCheck", "*"), checking("GetHealthCheckStatus", "*"))
                : Stream.of();
        Stream<AwsCall> reads = Stream.concat(Stream.of(listing(), getting("*"), describing()), checks);
        return Stream.concat(reads.map(AwsCall::permission), writes).toList();
    }

    AwsCall listing() {
        return read("ListResourceRecordSets", zoneArn());
    }

    AwsCall describing() {
        return read("GetHostedZone", zoneArn());
    }

    private AwsCall getting(String change) {
        return read("GetChange", arn("change/" + change));
    }

    private AwsCall checking(String action, String check) {
        return read(action, arn("healthcheck/" + check));
    }

    private ListResourceRecordSetsResponse list(Consumer<ListResourceRecordSetsRequest.Builder> from) {
        return aws.call(
                listing(), () -> client.listResourceRecordSets(request -> from.accept(request.hostedZoneId(zone))));
    }

    /** Result of a request; empty if it is refused in this way. */
    static <T> Optional<T> unless(PlatformException.Kind refusal, Supplier<T> request) {
        try {
            return Optional.ofNullable(request.get());
        } catch (PlatformException e) {
            if (e.kind() == refusal) {
                return Optional.empty();
            }
            throw e;
        }
    }

    String zoneArn() {
        return arn("hostedzone/" + zone);
    }

    /** The ARN of a resource in the client's partition, such as that of China or of the US government. */
    String arn(String resource) {
        return "arn:" + partition(client.serviceClientConfiguration().region()) + ":route53:::" + resource;
    }

    /** The partition; pseudo-regions such as {@code aws-cn-global} contain its name. */
    private static String partition(Region region) {
        return region.id().endsWith(GLOBAL)
                ? region.id().substring(0, region.id().length() - GLOBAL.length())
                : PartitionMetadata.of(region).id();
    }

    /** The records of the name and optionally its fence, in one or two requests whatever the size of the zone. */
    RecordGroup read(boolean withFence) {
        ListResourceRecordSetsResponse page = list(request -> request.startRecordName(name));
        List<ResourceRecordSet> sets = new ArrayList<>(page.resourceRecordSets());
        while (page.isTruncated() && DnsNames.same(page.nextRecordName(), name)) {
            ListResourceRecordSetsResponse before = page;
            page = list(request -> request.startRecordName(before.nextRecordName())
                    .startRecordType(before.nextRecordType())
                    .startRecordIdentifier(before.nextRecordIdentifier()));
            sets.addAll(page.resourceRecordSets());
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
        return list(request ->
                request.startRecordName(from).startRecordType(type.orElse(null)).maxItems(String.valueOf(most)));
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
        return aws.call(getting(change), () -> client.getChange(request -> request.id(change)))
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
                            + " verifiedByNameServers(), or name resolvers of its network with verifiedBy(...)");
        }
        return servers.nameServers();
    }

    /** The zone itself. */
    GetHostedZoneResponse describe() {
        return aws.call(describing(), () -> client.getHostedZone(request -> request.id(zone)));
    }

    GetHealthCheckStatusResponse health(String check) {
        return aws.call(
                checking("GetHealthCheckStatus", check),
                () -> client.getHealthCheckStatus(request -> request.healthCheckId(check)));
    }

    /** The configuration of a health check, which may invert or disable its checkers' verdict. */
    HealthCheckConfig check(String check) {
        return aws.call(
                        checking("GetHealthCheck", check),
                        () -> client.getHealthCheck(request -> request.healthCheckId(check)))
                .healthCheck()
                .healthCheckConfig();
    }

    /** Error of a rejected batch: only deleting and creating the fence depends on the read before. */
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
