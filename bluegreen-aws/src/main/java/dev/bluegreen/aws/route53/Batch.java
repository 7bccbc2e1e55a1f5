package dev.bluegreen.aws.route53;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * One batch of changes, applied as a whole or not at all.
 *
 * @param moved its records as they should be; none for a fence that moves nothing
 * @param fenced true if the fence is written
 */
record Batch(RecordGroup before, List<ResourceRecordSet> moved, Fence fence, boolean fenced) {

    RecordGroup after() {
        return before.with(moved, fenced ? Optional.of(fence.set(before.name())) : before.fence());
    }

    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        if (fenced) {
            before.fence().ifPresent(old -> changes.add(change(ChangeAction.DELETE, old)));
            changes.add(change(ChangeAction.CREATE, fence.set(before.name())));
        }
        moved.forEach(set -> changes.add(change(ChangeAction.UPSERT, set)));
        return changes;
    }

    String comment() {
        return "bluegreen release=" + fence.release() + " token=" + fence.token()
                + fence.cutover().map(id -> " cutover=" + id).orElse("");
    }

    private static Change change(ChangeAction action, ResourceRecordSet set) {
        return Change.builder().action(action).resourceRecordSet(set).build();
    }
}
