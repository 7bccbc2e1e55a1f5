package dev.bluegreen.fabric8;

import dev.bluegreen.spi.RecordStore;
import dev.bluegreen.testkit.contract.RecordStoreContract;
import org.junit.jupiter.api.AfterEach;

class LeaseRecordsContractTest extends RecordStoreContract {

    private final Shop shop = Shop.empty();

    @AfterEach
    void close() {
        shop.close();
    }

    @Override
    protected RecordStore store() {
        return Fabric8Platform.of(shop.cluster.client()).records();
    }

    @Override
    protected void lose(String release) {
        shop.kubectl().leases().withName("bluegreen-" + release).delete();
    }
}
