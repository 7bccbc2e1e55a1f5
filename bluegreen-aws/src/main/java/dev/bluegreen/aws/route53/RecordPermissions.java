package dev.bluegreen.aws.route53;

import dev.bluegreen.model.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Permissions required to move a record, in the terms of an IAM policy. */
final class RecordPermissions {

    private final RecordApi api;
    private final Policy policy;
    private final boolean fenced;
    private final boolean checked;

    /** @param checked true if the records have health checks */
    RecordPermissions(RecordApi api, Policy policy, boolean fenced, boolean checked) {
        this.api = api;
        this.policy = policy;
        this.fenced = fenced;
        this.checked = checked;
    }

    List<Permission> all() {
        List<Permission> all = new ArrayList<>();
        all.add(listing(api));
        all.add(right("ChangeResourceRecordSets", api.zoneArn(), Optional.of(DnsNames.inPolicy(api.name()))));
        if (fenced) {
            all.add(right(
                    "ChangeResourceRecordSets",
                    api.zoneArn(),
                    Optional.of(DnsNames.inPolicy(Fence.nameFor(api.name())))));
        }
        all.add(right("GetChange", api.arn("change/*"), Optional.empty()));
        all.add(describing(api));
        if (policy instanceof Failover || checked) {
            all.add(right("GetHealthCheck", api.arn("healthcheck/*"), Optional.empty()));
            all.add(right("GetHealthCheckStatus", api.arn("healthcheck/*"), Optional.empty()));
        }
        return all;
    }

    static Permission listing(RecordApi api) {
        return right("ListResourceRecordSets", api.zoneArn(), Optional.empty());
    }

    static Permission describing(RecordApi api) {
        return right("GetHostedZone", api.zoneArn(), Optional.empty());
    }

    private static Permission right(String action, String resource, Optional<String> record) {
        return new Permission("aws", "route53", resource, record, action);
    }
}
