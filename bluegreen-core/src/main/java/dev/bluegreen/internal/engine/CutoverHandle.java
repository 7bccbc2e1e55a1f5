package dev.bluegreen.internal.engine;

import dev.bluegreen.Cutover;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Task;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Wording;
import dev.bluegreen.result.CutoverReport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Handle of a running cutover for its starter. */
record CutoverHandle(Context context, Task<CutoverReport> task) implements Cutover {

    @Override
    public String id() {
        return context.id();
    }

    @Override
    public Optional<CutoverEvent> status() {
        return context.eventLog().last();
    }

    @Override
    public Subscription events(CutoverListener listener) {
        return context.eventLog().follow(Input.given("events", listener, "give a listener"));
    }

    @Override
    public void pause() {
        context.control().pause();
    }

    @Override
    public void resume() {
        context.control().resume();
    }

    @Override
    public void abort(String reason) {
        if (Input.given("abort", reason, "give a reason").isBlank()) {
            throw new ConfigurationException("abort: " + Wording.quoted(reason) + " is blank; give a reason");
        }
        context.control().abort(reason);
    }

    @Override
    public Optional<CutoverReport> await(Duration timeout) throws InterruptedException {
        return task.await(Input.requireDuration("await", timeout));
    }

    @Override
    public CompletionStage<CutoverReport> completion() {
        return task.completion();
    }
}
