package dev.bluegreen.testkit.contract;

import dev.bluegreen.model.Track;
import java.time.Duration;

/** The contract on a router in memory that makes before it breaks. */
class InMemoryOverlapTest extends InMemoryRouterContract {

    InMemoryOverlapTest() {
        platform.routeThroughBoth("web", Track.BLUE, Duration.ZERO, Duration.ZERO);
    }
}
