package dev.bluegreen.fabric8.weights;

import static dev.bluegreen.testkit.PodSelector.pods;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.contract.CutoverStrategyContract;
import dev.bluegreen.testkit.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class GatewayRouteContractTest extends CutoverStrategyContract {

    private final GatewayShop shop = GatewayShop.open();
    private final List<Fabric8Platform> processes = new ArrayList<>();

    @AfterEach
    void close() {
        processes.forEach(Fabric8Platform::close);
        shop.close();
    }

    @Override
    protected ReleaseSpec release() {
        return Shop.CHECKOUT;
    }

    @Override
    protected CutoverStrategy strategy() {
        Fabric8Platform process = Fabric8Platform.of(shop.shop.cluster.client("process-" + processes.size()))
                .withTime(time());
        processes.add(process);
        return process.httpRoute("edge");
    }

    @Override
    protected World world() {
        return shop.shop.world();
    }

    @Override
    protected void moveAsAnotherWriter(Track track) {
        if (track == Track.BLUE) {
            shop.weigh(100, 0);
        } else {
            shop.weigh(0, 100);
        }
    }

    @Override
    protected void makeUnready(Track track) {
        shop.shop.cluster.behave(pods("track=" + (track == Track.BLUE ? "blue" : "green")), Behaviour.neverReady());
        shop.shop.cluster.clock().advance(Duration.ofSeconds(2));
    }

    @Override
    protected void loseAnswerOfMove() {
        shop.shop.cluster.faults().on("patch").resource("httproutes").nth(1).then(Fault.dropAfter());
    }

    @Override
    protected void settle() {
        shop.shop.rest();
    }

    @Override
    protected Time time() {
        return shop.shop.cluster.time();
    }
}
