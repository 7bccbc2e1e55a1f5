package dev.bluegreen.aws.route53;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.AwsCall;
import dev.bluegreen.model.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.DelegationSet;
import software.amazon.awssdk.services.route53.model.GetHealthCheckStatusResponse;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** The requests to Route 53, each at its turn. Thread-safe. */
final class RecordApi {

    private static final int MAX_PAGES = 20;

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
        return "arn:aws:route53:::hostedzone/" + zone;
    }

    /** The records of the name, and its fence: names are listed by their labels in reverse, so that it follows soon. */
    RecordGroup read() {
        List<ResourceRecordSet> sets = new ArrayList<>();
        List<ResourceRecordSet> fences = new ArrayList<>();
        Optional<ListResourceRecordSetsResponse> page = Optional.empty();
        for (int pages = 0; pages < MAX_PAGES; pages++) {
            ListResourceRecordSetsResponse next = list(page);
            next.resourceRecordSets().forEach(set -> {
                if (DnsNames.same(set.name(), name)) {
                    sets.add(set);
                } else if (Fence.is(set, name)) {
                    fences.add(set);
                }
            });
            if (!fences.isEmpty() || !next.isTruncated() || !isBelow(next.nextRecordName())) {
                return new RecordGroup(name, sets, fences.stream().findFirst());
            }
            page = Optional.of(next);
        }
        throw new PlatformException(
                PlatformException.Kind.INVALID,
                "zone " + zone + " has more names below " + name + " than can be read; use a zone of its own for it");
    }

    /** The record of a name and type, if there is one. */
    Optional<ResourceRecordSet> find(String other, RRType type) {
        return aws
                .call(
                        read("ListResourceRecordSets", zoneArn()),
                        () -> client.listResourceRecordSets(request -> request.hostedZoneId(zone)
                                .startRecordName(other)
                                .startRecordType(type)
                                .maxItems("1")))
                .resourceRecordSets()
                .stream()
                .filter(set -> set.type() == type && DnsNames.same(set.name(), other))
                .findFirst();
    }

    /**
     * Sends one batch, which is applied as a whole or not at all.
     *
     * @return the id of the change
     * @throws PlatformException with {@code CONFLICT} when a record that it deletes is not as it was read, or one that it
     *     creates exists
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
                                read("GetChange", "arn:aws:route53:::change/" + change),
                                () -> client.getChange(request -> request.id(change)))
                        .changeInfo()
                        .status()
                == ChangeStatus.INSYNC;
    }

    /**
     * The name servers of the zone.
     *
     * @throws PlatformException with {@code INVALID} for a private zone, which has none that can be asked
     */
    List<String> nameServers() {
        DelegationSet servers = aws.call(
                        read("GetHostedZone", zoneArn()), () -> client.getHostedZone(request -> request.id(zone)))
                .delegationSet();
        if (servers == null || servers.nameServers().isEmpty()) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    "zone " + zone + " is private: it has no name servers that can be asked from everywhere; leave out"
                            + " askedOfNameServers(), or name resolvers of its network with askedOf(...)");
        }
        return servers.nameServers();
    }

    GetHealthCheckStatusResponse health(String check) {
        return aws.call(
                read("GetHealthCheckStatus", "arn:aws:route53:::healthcheck/" + check),
                () -> client.getHealthCheckStatus(request -> request.healthCheckId(check)));
    }

    private ListResourceRecordSetsResponse list(Optional<ListResourceRecordSetsResponse> before) {
        return aws.call(
                read("ListResourceRecordSets", zoneArn()),
                () -> client.listResourceRecordSets(request -> request.hostedZoneId(zone)
                        .startRecordName(before.map(ListResourceRecordSetsResponse::nextRecordName)
                                .orElse(name))
                        .startRecordType(before.map(ListResourceRecordSetsResponse::nextRecordType)
                                .orElse(null))
                        .startRecordIdentifier(before.map(ListResourceRecordSetsResponse::nextRecordIdentifier)
                                .orElse(null))));
    }

    private boolean isBelow(String next) {
        String plain = DnsNames.normalized(next);
        return plain.equals(name) || plain.endsWith("." + name);
    }

    /** Of what we send, only deleting and creating the fence rests on what was read. */
    private PlatformException rejected(List<Change> changes, InvalidChangeBatchException error) {
        String said = error.hasMessages() ? String.join("; ", error.messages()) : String.valueOf(error.getMessage());
        boolean fenced = changes.stream().anyMatch(change -> change.action() != ChangeAction.UPSERT);
        boolean stale = said.contains("not found") || said.contains("already exists") || said.contains("do not match");
        return fenced && stale
                ? new PlatformException(
                        PlatformException.Kind.CONFLICT,
                        "zone " + zone + ": the fence of " + name + " is not as it was read, somebody else wrote ("
                                + said + ")",
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
