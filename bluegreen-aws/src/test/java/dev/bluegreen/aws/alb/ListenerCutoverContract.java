package dev.bluegreen.aws.alb;

import static dev.bluegreen.testkit.PodSelector.pods;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.contract.CutoverStrategyContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** The contract, for whatever of a listener is moved. */
abstract class ListenerCutoverContract extends CutoverStrategyContract {

    final Scene scene = Scene.open(PODS);

    @AfterEach
    void close() {
        scene.close();
    }

    /** The ARN of what is moved. */
    abstract String route();

    @Override
    protected ReleaseSpec release() {
        return Scene.SHOP;
    }

    @Override
    protected abstract CutoverStrategy strategy();

    @Override
    protected World world() {
        return scene.world();
    }

    @Override
    protected void moveAsAnotherWriter(Track track) {
        scene.foreignWrite(route(), track);
    }

    @Override
    protected void makeUnready(Track track) {
        scene.cluster.behave(pods("track=" + Scene.label(track)), Behaviour.neverReady());
        scene.time.advance(Duration.ofMinutes(1));
    }

    @Override
    protected void loseAnswerOfMove() {
        scene.alb.faults().on("ModifyListener").nth(1).then(AwsFault.dropAfter());
        scene.alb.faults().on("ModifyRule").nth(1).then(AwsFault.dropAfter());
    }

    @Override
    protected void loseAnswerOfFence() {
        scene.alb.faults().on("AddTags").nth(1).then(AwsFault.dropAfter());
    }

    @Override
    protected void settle() {
        scene.time.advance(Duration.ofSeconds(40));
    }

    @Override
    protected Time time() {
        return scene.time;
    }

    @Override
    protected boolean comparesAndSets() {
        return false;
    }
}
