package dev.bluegreen.fabric8.weights;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.Track;

class AlbIngressContractTest extends WeightsContract {

    private final AlbShop shop = AlbShop.open();

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
        return "ingresses";
    }

    @Override
    CutoverStrategy strategy(Fabric8Platform process) {
        return process.albIngress("edge");
    }

    @Override
    protected void moveAsAnotherWriter(Track track) {
        shop.act(track == Track.BLUE ? AlbShop.action(100, 0) : AlbShop.action(0, 100));
    }

    @Override
    protected boolean takeGreenOut() {
        shop.act(AlbShop.ONE_TRACK);
        return true;
    }
}
