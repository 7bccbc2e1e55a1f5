package dev.bluegreen.internal.engine;

import dev.bluegreen.internal.record.ReleaseLock;
import dev.bluegreen.spi.StoredRecord;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells whether the holder of a lock lives: one that lives renews. Judged by what changes here during one lease, never by
 * comparing the clocks of two machines.
 */
final class Liveness {

    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Context context;

    Liveness(Context context) {
        this.context = context;
    }

    /**
     * Waits until the lock is free or its holder has been silent for one lease.
     *
     * @return the record as it is then
     * @throws Stop naming the holder, when it lives
     */
    Optional<StoredRecord> awaitFree(Optional<StoredRecord> seen) {
        Optional<StoredRecord> now = seen;
        Deadline silent = context.deadline(ReleaseLock.LEASE);
        while (isHeld(now) && !silent.passed()) {
            context.checkpoint();
            context.waits("looks whether " + holder(now) + " still lives", silent);
            context.await(silent.atMost(LOOK));
            Optional<StoredRecord> next = load(silent);
            if (isHeld(next) && !version(next).equals(version(now))) {
                throw Stop.because("held by " + holder(next) + " since "
                        + next.map(StoredRecord::acquired).orElseThrow()
                        + ", which is alive; wait for it to end, or abort it there");
            }
            now = next;
        }
        return now;
    }

    private Optional<StoredRecord> load(Deadline silent) {
        String name = context.release().name();
        return context.calls(silent).read(() -> context.platform().records().load(name));
    }

    private static boolean isHeld(Optional<StoredRecord> record) {
        return record.flatMap(StoredRecord::holder).isPresent();
    }

    private static String holder(Optional<StoredRecord> record) {
        return record.flatMap(StoredRecord::holder).orElse("nobody");
    }

    private static String version(Optional<StoredRecord> record) {
        return record.map(StoredRecord::version).orElse("");
    }
}
