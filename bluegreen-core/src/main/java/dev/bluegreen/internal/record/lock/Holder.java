package dev.bluegreen.internal.record.lock;

import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.spi.Holders;
import dev.bluegreen.spi.RunningWork;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The holder of a release's lock.
 *
 * @param release which release
 * @param name unique for each operation
 * @param current the record with what the operation is doing now, and how far it is: each write takes it along
 * @param undelivered true if a listener has not received an event yet: each write of the record says so
 * @param onHeard is given the record when others have left a note beside it
 * @param onLost called once when the lock turns out to be lost
 * @param known where it is entered as long as it has the lock
 * @param running renews the lock
 */
public record Holder(
        String release,
        String name,
        UnaryOperator<ReleaseRecord> current,
        BooleanSupplier undelivered,
        Consumer<ReleaseRecord> onHeard,
        Runnable onLost,
        Holders known,
        RunningWork running) {}
