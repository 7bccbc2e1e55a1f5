package dev.bluegreen.fabric8.weights;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.Track;

class GatewayRouteContractTest extends WeightsContract {

    private final GatewayShop shop = GatewayShop.open();

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
        return "httproutes";
    }

    @Override
    CutoverStrategy strategy(Fabric8Platform process) {
        return process.httpRoute("edge");
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
