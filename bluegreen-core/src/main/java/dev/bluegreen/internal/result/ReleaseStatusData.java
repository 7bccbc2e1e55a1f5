package dev.bluegreen.internal.result;

import dev.bluegreen.event.AuditHead;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.World;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.result.Underway;
import dev.bluegreen.result.Unfinished;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A status as it was read. */
public record ReleaseStatusData(
        String release,
        String namespace,
        Optional<Track> active,
        Optional<Track> recorded,
        List<RouterState> routers,
        List<String> unread,
        World world,
        Optional<Lock> lock,
        Optional<Underway> underway,
        Optional<Unfinished> unfinished,
        Optional<Standby> standby,
        Optional<ClosedWayBack> wayBackClosed,
        List<Reduced> reduced,
        List<Pinned> pinned,
        List<PastCutover> history,
        List<CutoverEvent> undelivered,
        List<Delivery> deliveries,
        List<AuditHead> audit,
        List<String> freezes,
        Instant at)
        implements ReleaseStatus {

    /** Copies the lists; shows texts by others as plain text. */
    public ReleaseStatusData {
        routers = List.copyOf(routers);
        unread = unread.stream().map(Wording::lines).toList();
        reduced = List.copyOf(reduced);
        pinned = List.copyOf(pinned);
        history = List.copyOf(history);
        undelivered = List.copyOf(undelivered);
        deliveries = List.copyOf(deliveries);
        audit = List.copyOf(audit);
        freezes = freezes.stream().map(Wording::lines).toList();
    }

    @Override
    public String toString() {
        return new StatusText(this).toString();
    }
}
