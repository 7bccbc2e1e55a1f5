package dev.bluegreen.cli.internal;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.report.ConsoleProgress;
import java.util.Optional;
import java.util.function.Supplier;

/** Progress that looks for a terminal at the first event: the first request to the cluster does not wait for that. Thread-safe. */
final class Progress implements CutoverListener, AutoCloseable {

    private final Supplier<ConsoleProgress> opens;
    private Optional<ConsoleProgress> shown = Optional.empty();

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
        ConsoleProgress progress = shown.orElseGet(opens);
        shown = Optional.of(progress);
        return progress;
    }

    @Override
    public synchronized void close() {
        shown.ifPresent(ConsoleProgress::close);
    }
}
