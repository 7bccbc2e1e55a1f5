package dev.bluegreen.aws.route53;

import dev.bluegreen.aws.internal.Version;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * All records of one name, and its fence, as read at one moment.
 *
 * @param fence the TXT record beside it; empty when there is none
 */
record RecordGroup(String name, List<ResourceRecordSet> sets, Optional<ResourceRecordSet> fence) {

    RecordGroup {
        sets = List.copyOf(sets);
    }

    RecordGroup with(List<ResourceRecordSet> replaced, Optional<ResourceRecordSet> newFence) {
        List<ResourceRecordSet> all = sets.stream()
                .map(set -> replaced.stream()
                        .filter(other -> isSame(set, other))
                        .findFirst()
                        .orElse(set))
                .toList();
        return new RecordGroup(name, all, newFence);
    }

    /** True if the fence is of this writer, as it was written. */
    boolean isMarkedBy(Fence writer) {
        return fence.filter(set -> Fence.value(set).equals(Fence.value(writer.set(name))))
                .isPresent();
    }

    /** True if one of the records has a health check. */
    boolean isChecked() {
        return sets.stream().anyMatch(set -> set.healthCheckId() != null);
    }

    /** Hash of all that was read: Route 53 has no record versions. */
    String version() {
        return Version.of(sets.stream().map(RecordGroup::text).collect(Collectors.joining("\n"))
                + fence.map(set -> "\n" + text(set)).orElse(""));
    }

    static boolean isSame(ResourceRecordSet one, ResourceRecordSet other) {
        return one.type() == other.type()
                && DnsNames.same(one.name(), other.name())
                && String.valueOf(one.setIdentifier()).equals(String.valueOf(other.setIdentifier()));
    }

    /** The target of a record: the alias target or the values. */
    static String target(ResourceRecordSet set) {
        AliasTarget alias = set.aliasTarget();
        return alias == null
                ? set.resourceRecords().stream()
                        .map(ResourceRecord::value)
                        .map(DnsNames::normalized)
                        .collect(Collectors.joining(" "))
                : DnsNames.normalized(alias.dnsName());
    }

    private static String text(ResourceRecordSet set) {
        return set.toBuilder().name(DnsNames.normalized(set.name())).build().toString();
    }
}
