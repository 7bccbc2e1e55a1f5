package dev.bluegreen.testkit.internal.client;

import dev.bluegreen.testkit.internal.link.Holds;
import java.util.concurrent.Executor;

/** Holds virtual time from the moment a task is handed in until it has run. */
public final class TrackingExecutor implements Executor {

    private final Executor delegate;
    private final Holds holds;

    /** Runs the tasks on the given executor. */
    public TrackingExecutor(Executor delegate, Holds holds) {
        this.delegate = delegate;
        this.holds = holds;
    }

    @Override
    public void execute(Runnable task) {
        Runnable release = holds.hold();
        try {
            delegate.execute(() -> {
                try {
                    task.run();
                } finally {
                    release.run();
                }
            });
        } catch (RuntimeException e) {
            release.run();
            throw e;
        }
    }
}
