package dev.bluegreen.internal.engine.write;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Failures;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.record.ReleaseLock;
import dev.bluegreen.model.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Moves routers back. One that cannot be moved, such as one that was deleted, does not keep the others from going back. */
public final class BackwardWrites {

    private final Context context;
    private final TrafficWriter writer;
    private final ReleaseLock lock;
    private final Deadline deadline;
    private final Progress progress;
    private final List<String> failed = new ArrayList<>();

    /** @param progress where the writes are entered that were made */
    public BackwardWrites(Context context, ReleaseLock lock, Deadline deadline, Progress progress) {
        this.context = context;
        this.writer = new TrafficWriter(context);
        this.lock = lock;
        this.deadline = deadline;
        this.progress = progress;
    }

    /** Where nobody would answer, traffic is worse off than where it is. */
    public void move(CutoverStrategy strategy, Move move) {
        unreachable(strategy, move).ifPresentOrElse(failed::add, () -> write(strategy, move));
    }

    /** Not to be known is no reason to stay. */
    private Optional<String> unreachable(CutoverStrategy strategy, Move move) {
        try {
            return strategy.unreachable(move);
        } catch (PlatformException e) {
            context.tell(Kind.FINDING, e.getMessage() + "; it is moved all the same");
            return Optional.empty();
        }
    }

    private void write(CutoverStrategy strategy, Move move) {
        try {
            progress.applied(writer.move(strategy, move, lock, deadline));
        } catch (Stop e) {
            if (!e.isPlain()) {
                throw e;
            }
            failed.add(e.why());
        } catch (PlatformException e) {
            failed.add(Failures.sentence(e));
        }
    }

    /** @throws Stop when a router could not be moved */
    public void requireMoved() {
        if (!failed.isEmpty()) {
            throw Stop.because(String.join("; ", failed));
        }
    }

    /**
     * What was moved is back; the others are not known to be.
     *
     * @param unread routers that could not be read, each with the reason
     * @param unfenced those on which a write of a process that died may still land
     * @throws Stop when there are any
     */
    public void requireAll(List<String> unread, List<String> unfenced) {
        List<String> open = Stream.of(unread, unfenced, failed)
                .flatMap(List::stream)
                .distinct()
                .toList();
        if (!progress.moved() && unread.isEmpty() && unfenced.isEmpty()) {
            requireMoved();
        }
        if (!open.isEmpty()) {
            String why = "it is not known to be back everywhere: " + String.join(", ", open);
            throw unfenced.isEmpty() ? Stop.because(why) : Stop.unresolved(why);
        }
    }
}
