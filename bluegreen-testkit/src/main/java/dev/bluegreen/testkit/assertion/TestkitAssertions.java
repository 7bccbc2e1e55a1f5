package dev.bluegreen.testkit.assertion;

import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.FakeService;
import dev.bluegreen.testkit.traffic.TrafficResult;

/** Entry point of the assertions, for a static import next to AssertJ's own. */
public final class TestkitAssertions {

    private TestkitAssertions() {}

    /** About a fake cluster. */
    public static FakeClusterAssert assertThat(FakeCluster actual) {
        return new FakeClusterAssert(actual);
    }

    /** Asserts results of traffic. */
    public static TrafficResultAssert assertThat(TrafficResult actual) {
        return new TrafficResultAssert(actual);
    }

    /** About where a Service sends its connections. */
    public static ServiceAssert assertThat(FakeService actual) {
        return new ServiceAssert(actual);
    }
}
