package dev.bluegreen.testkit.contract;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.memory.CallInterceptor;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** The contract on core's router in memory, or on what somebody makes of it. */
abstract class InMemoryRouterContract extends CutoverStrategyContract {

    final InMemoryPlatform platform = InMemoryPlatform.on(VirtualTime.create())
            .deploy("shop-blue", "shop:v1", PODS)
            .deploy("shop-green", "shop:v2", PODS)
            .routeByShares("web", Track.BLUE, Duration.ZERO);

    @Override
    protected final ReleaseSpec release() {
        return ReleaseSpec.of("shop");
    }

    @Override
    protected CutoverStrategy strategy() {
        return platform.router("web");
    }

    @Override
    protected final World world() {
        return platform.workloads().read(release());
    }

    @Override
    protected final void moveAsAnotherWriter(Track track) {
        platform.foreignWrite("web", TrafficSplit.all(track), "kubectl");
    }

    @Override
    protected final void makeUnready(Track track) {
        platform.setReady(InMemoryPlatform.workloadName("shop", track), 0);
    }

    @Override
    protected final void loseAnswerOfMove() {
        AtomicBoolean lost = new AtomicBoolean();
        platform.intercept(new CallInterceptor() {
            @Override
            public void after(String call) {
                boolean writes = call.startsWith("shift ") || call.startsWith("fence ");
                if (writes && lost.compareAndSet(false, true)) {
                    throw new PlatformException(PlatformException.Kind.OUTCOME_UNKNOWN, call + ": no answer");
                }
            }
        });
    }

    @Override
    protected final void settle() {}

    @Override
    protected final Time time() {
        return platform.time();
    }
}
