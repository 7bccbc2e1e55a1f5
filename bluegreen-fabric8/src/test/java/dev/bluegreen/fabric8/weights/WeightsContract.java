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

/** The contract of strategies, for a router whose weights are in a Kubernetes object. */
abstract class WeightsContract extends CutoverStrategyContract {

    private final List<Fabric8Platform> processes = new ArrayList<>();

    abstract Shop shop();

    abstract void end();

    /** The plural of the object's kind. */
    abstract String resource();

    abstract CutoverStrategy strategy(Fabric8Platform process);

    @AfterEach
    void close() {
        processes.forEach(Fabric8Platform::close);
        end();
    }

    @Override
    protected ReleaseSpec release() {
        return Shop.CHECKOUT;
    }

    @Override
    protected CutoverStrategy strategy() {
        Fabric8Platform process = Fabric8Platform.of(shop().cluster.client("process-" + processes.size()))
                .withTime(time());
        processes.add(process);
        return strategy(process);
    }

    @Override
    protected World world() {
        return shop().world();
    }

    @Override
    protected void makeUnready(Track track) {
        shop().cluster.behave(pods("track=" + (track == Track.BLUE ? "blue" : "green")), Behaviour.neverReady());
        shop().cluster.clock().advance(Duration.ofSeconds(2));
    }

    @Override
    protected void loseAnswerOfMove() {
        shop().cluster.faults().on("patch").resource(resource()).nth(1).then(Fault.dropAfter());
    }

    @Override
    protected void settle() {
        shop().rest();
    }

    @Override
    protected Time time() {
        return shop().cluster.time();
    }
}
