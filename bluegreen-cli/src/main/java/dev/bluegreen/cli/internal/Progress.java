package dev.bluegreen.cli.internal;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.report.ConsoleProgress;
import dev.bluegreen.result.CutoverPlan;
import java.util.Optional;
import java.util.function.Supplier;

/** Progress that looks for a terminal at the first event: the first request to the cluster does not wait for that. Thread-safe. */
final class Progress implements CutoverListener, AutoCloseable {

    private final Supplier<ConsoleProgress> opens;
    private Optional<ConsoleProgress> shown = Optional.empty();
    private Optional<CutoverPlan> plan = Optional.empty();

    Progress(Supplier<ConsoleProgress> opens) {
        this.opens = opens;
    }

    @Override
    public String name() {
        return "progress";
    }

    @Override
    public void on(CutoverEvent event) {
        open().on(event);
    }

    private synchronized ConsoleProgress open() {
        if (shown.isEmpty()) {
            ConsoleProgress progress = opens.get();
            shown = Optional.of(plan.map(progress::budgets).orElse(progress));
        }
        return shown.get();
    }

    /** True if anything has happened. */
    synchronized boolean hasHeard() {
        return shown.isPresent();
    }

    /** Before its first event: the limits of the plan are shown beside the time that is used up. */
    synchronized void limits(CutoverPlan of) {
        plan = Optional.of(of);
    }

    @Override
    public synchronized void close() {
        shown.ifPresent(ConsoleProgress::close);
    }
}
