package dev.bluegreen.fabric8.weights;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.Track;
import java.time.Duration;

class IstioRouteContractTest extends WeightsContract {

    private final IstioShop shop = mesh();

    IstioShop mesh() {
        return IstioShop.hosts();
    }

    @Override
    Shop shop() {
        return shop.shop;
    }

    @Override
    void end() {
        shop.close();
    }

    @Override
    String resource() {
        return "virtualservices";
    }

    @Override
    CutoverStrategy strategy(Fabric8Platform process) {
        return process.virtualService("edge");
    }

    /** The push of a write is awaited. */
    @Override
    protected void settle() {
        shop().cluster.clock().advance(Duration.ofSeconds(10));
    }

    @Override
    protected void moveAsAnotherWriter(Track track) {
        if (track == Track.BLUE) {
            shop.weigh(100, 0);
        } else {
            shop.weigh(0, 100);
        }
    }
}
