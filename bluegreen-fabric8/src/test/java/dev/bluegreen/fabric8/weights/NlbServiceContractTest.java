package dev.bluegreen.fabric8.weights;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.Track;

class NlbServiceContractTest extends WeightsContract {

    private final NlbShop shop = new NlbShop();

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
        return "services";
    }

    @Override
    CutoverStrategy strategy(Fabric8Platform process) {
        return process.nlbService("checkout-blue");
    }

    @Override
    protected void moveAsAnotherWriter(Track track) {
        shop.act(track == Track.BLUE ? NlbShop.action(100, 0) : NlbShop.action(0, 100));
    }

    @Override
    protected boolean takeGreenOut() {
        shop.act("{\"type\":\"forward\",\"forwardConfig\":{\"baseServiceWeight\":1}}");
        return true;
    }
}
