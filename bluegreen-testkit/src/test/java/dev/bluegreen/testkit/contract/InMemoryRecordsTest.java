package dev.bluegreen.testkit.contract;

import dev.bluegreen.spi.RecordStore;
import dev.bluegreen.spi.memory.InMemoryPlatform;
import dev.bluegreen.spi.memory.VirtualTime;

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
