package dev.bluegreen.check.approval;

import java.util.Optional;

/** A decision that is polled only. */
record Unwatched(Optional<String> refusal) implements Approval.Watch {

    @Override
    public boolean stands() {
        return false;
    }

    @Override
    public void close() {
        // nothing was opened
    }
}
