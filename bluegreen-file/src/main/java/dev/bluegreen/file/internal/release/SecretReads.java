package dev.bluegreen.file.internal.release;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.util.List;

/** Tells the plan which Secrets the file reads; events do not concern it. */
record SecretReads(List<Permission> secrets) implements CutoverListener {

    @Override
    public void on(CutoverEvent event) {
        // Read when the release was put on its platform.
    }

    @Override
    public String name() {
        return "secrets of the release file";
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return secrets;
    }
}
