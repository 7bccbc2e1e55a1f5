package dev.bluegreen.check.approval;

import java.util.List;
import java.util.Optional;

/** Watches of several approvers' decisions. */
record WatchOfAll(List<Approval.Watch> watches) implements Approval.Watch {

    @Override
    public boolean stands() {
        return watches.stream().allMatch(Approval.Watch::stands);
    }

    @Override
    public Optional<String> refusal() {
        return watches.stream().flatMap(watch -> watch.refusal().stream()).findFirst();
    }

    @Override
    public void close() {
        watches.forEach(Approval.Watch::close);
    }
}
