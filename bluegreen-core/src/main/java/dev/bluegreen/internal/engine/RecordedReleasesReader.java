package dev.bluegreen.internal.engine;

import dev.bluegreen.internal.record.ControlNote;
import dev.bluegreen.internal.record.RecordCodec;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.result.RecordedReleases;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.RecordListing;
import dev.bluegreen.spi.StoredRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads all releases from their records, without a description of any. */
public final class RecordedReleasesReader {

    private final Platform platform;
    private final List<String> notSeen = new ArrayList<>();
    private final List<RecordedReleases.Entry> found = new ArrayList<>();

    public RecordedReleasesReader(Platform platform) {
        this.platform = platform;
    }

    /** To be called once. */
    public RecordedReleases read() {
        long before = platform.time().nanos();
        RecordListing listing = platform.recordListing();
        long after = platform.time().nanos();
        listing.entries().stream()
                .sorted(Comparator.comparing(RecordListing.Entry::namespace)
                        .thenComparing(RecordListing.Entry::release))
                .forEach(entry -> take(entry, before, after));
        listing.notSeen().ifPresent(notSeen::add);
        return new RecordedReleases(found, notSeen);
    }

    /** One that cannot be read does not keep the others from being shown. */
    private void take(RecordListing.Entry entry, long before, long after) {
        String where = entry.namespace() + "/" + entry.release();
        StoredRecord stored = entry.record();
        try {
            ReleaseRecord record = ControlNote.heard(RecordCodec.decodeAny(where, stored.json()), stored.control());
            boolean isHeld = stored.holder().isPresent() && !isSilent(where, stored, before, after);
            found.add(new RecordedReleases.Entry(
                    entry.namespace(), entry.release(), record.active(), record.unfinished(isHeld), record.history()));
        } catch (PlatformException e) {
            notSeen.add(e.getMessage());
        }
    }

    /** Seen the same for the time of a lease, by this platform. */
    private boolean isSilent(String where, StoredRecord stored, long before, long after) {
        return platform.holders().saw(where, stored, before, after).unchanged().compareTo(ReleaseLock.LEASE) >= 0;
    }
}
