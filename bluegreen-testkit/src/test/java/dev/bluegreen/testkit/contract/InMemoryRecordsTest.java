package dev.bluegreen.testkit.contract;

import dev.bluegreen.spi.RecordStore;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;

class InMemoryRecordsTest extends RecordStoreContract {

    private final InMemoryPlatform platform = InMemoryPlatform.on(VirtualTime.create());

    @Override
    protected RecordStore store() {
        return platform.records();
    }

    @Override
    protected void lose(String release) {
        platform.loseRecord(release);
    }
}
