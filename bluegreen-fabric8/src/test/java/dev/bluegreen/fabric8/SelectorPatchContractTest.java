package dev.bluegreen.fabric8;

import static dev.bluegreen.testkit.PodSelector.pods;

import dev.bluegreen.cutover.CutoverStrategy;
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

class SelectorPatchContractTest extends CutoverStrategyContract {

    private final Shop shop = Shop.open();
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
        return process().selectorPatch("checkout-svc");
    }

    /** The platform of one more process. */
    final Fabric8Platform process() {
        Fabric8Platform process = Fabric8Platform.of(shop.cluster.client("process-" + processes.size()))
                .withTime(time());
        processes.add(process);
        return process;
    }

    @Override
    protected World world() {
        return shop.world();
    }

    @Override
    protected void moveAsAnotherWriter(Track track) {
        shop.edit(service -> {
            service.getSpec().getSelector().put("track", label(track));
            return service;
        });
    }

    @Override
    protected void makeUnready(Track track) {
        shop.cluster.behave(pods("track=" + label(track)), Behaviour.neverReady());
        shop.cluster.clock().advance(Duration.ofSeconds(2));
    }

    @Override
    protected void loseAnswerOfMove() {
        shop.cluster.faults().on("patch").resource("services").nth(1).then(Fault.dropAfter());
    }

    @Override
    protected void settle() {
        shop.rest();
    }

    @Override
    protected Time time() {
        return shop.cluster.time();
    }

    private static String label(Track track) {
        return track == Track.BLUE ? "blue" : "green";
    }
}
