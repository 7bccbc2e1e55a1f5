package dev.bluegreen.internal.engine.write;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.record.Sizes.Pin;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import java.util.List;
import java.util.function.Consumer;

/**
 * Restores the autoscalers that a cutover held at size, its own or one that died, when an operation ends. What could not be
 * restored stays in the record, for the next operation.
 */
public record AutoscalerPins(Context context, ReleaseLock lock) {

    /** The autoscalers that were raised. */
    public void restore() {
        List<Pin> raised =
                lock.record().sizes().pins().stream().filter(Pin::isRaised).toList();
        if (!raised.isEmpty()) {
            attempt(writer -> {
                World world = read();
                raised.forEach(pin -> writer.restore(world.workload(pin.track())));
            });
        }
    }

    /** The one of a track that is retired, whose standby may have lowered it. */
    public void restore(Workload retired) {
        if (lock.record().sizes().pin(retired.track()).isPresent()) {
            attempt(writer -> writer.restore(retired));
        }
    }

    private void attempt(Consumer<AutoscalerWriter> work) {
        Deadline deadline = context.preflightDeadline();
        try {
            work.accept(new AutoscalerWriter(context, lock, deadline));
        } catch (Stop | PlatformException e) {
            context.tell(
                    Kind.FINDING,
                    "autoscalers stay pinned until the next operation or recover(): "
                            + lock.record().sizes().pins().stream()
                                    .map(Pin::autoscaler)
                                    .toList() + ": " + e.getMessage());
        }
    }

    private World read() {
        Deadline deadline = context.preflightDeadline();
        return context.calls(deadline).stacks();
    }
}
