package dev.bluegreen.examples.benchmark;

import dev.bluegreen.Release;
import dev.bluegreen.model.Track;

/** What bluegreen does: checked before, proven after, and on record. */
record ProvenSwitch(Release release) implements Way {

    @Override
    public String name() {
        return "switchTo";
    }

    @Override
    public String app() {
        return release.name();
    }

    @Override
    public void move(Track to) {
        release.switchTo(to);
    }
}
