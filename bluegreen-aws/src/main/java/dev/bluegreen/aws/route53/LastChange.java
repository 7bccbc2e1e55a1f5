package dev.bluegreen.aws.route53;

import dev.bluegreen.model.PlatformException;
import java.util.Optional;

/**
 * The last change that this process sent. Route 53 reports the state of a change only by its id, which only the sender gets;
 * so one change is remembered, and it counts for the records that carry its fence or, without fences, its version.
 * Thread-safe.
 */
final class LastChange {

    private final RecordApi api;
    private final boolean fenced;
    private Optional<Sent> last = Optional.empty();

    LastChange(RecordApi api, boolean fenced) {
        this.api = api;
        this.fenced = fenced;
    }

    /**
     * A change as sent.
     *
     * @param id its id; empty until the response arrives
     * @param inSync true if all servers of Route 53 have it
     */
    record Sent(Fence fence, String version, Optional<String> id, boolean inSync) {}

    /**
     * How far a change has come.
     *
     * @param failure error of reading it; empty if there is none
     */
    record Propagation(String id, boolean inSync, Optional<String> failure) {}

    synchronized void send(Batch batch, Optional<String> id) {
        last = Optional.of(new Sent(batch.fence(), batch.after().version(), id, false));
    }

    /** The change after which the records are as they were read. */
    synchronized Optional<Sent> of(RecordGroup group) {
        return last.filter(sent ->
                fenced ? group.isMarkedBy(sent.fence()) : group.version().equals(sent.version()));
    }

    /** Its propagation as it is now; empty without a known id. */
    Optional<Propagation> look(RecordGroup group) {
        return of(group).flatMap(sent -> sent.id().map(id -> look(sent, id)));
    }

    private Propagation look(Sent sent, String id) {
        try {
            boolean inSync = sent.inSync() || api.isInSync(id);
            keep(sent, new Sent(sent.fence(), sent.version(), sent.id(), inSync));
            return new Propagation(id, inSync, Optional.empty());
        } catch (PlatformException e) {
            return new Propagation(id, false, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private synchronized void keep(Sent before, Sent now) {
        last = last.map(sent -> sent.equals(before) ? now : sent);
    }
}
