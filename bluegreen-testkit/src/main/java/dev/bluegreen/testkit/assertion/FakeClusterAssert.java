package dev.bluegreen.testkit.assertion;

import dev.bluegreen.testkit.FakeCluster;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a fake cluster. */
public final class FakeClusterAssert extends AbstractAssert<FakeClusterAssert, FakeCluster> {

    FakeClusterAssert(FakeCluster actual) {
        super(actual, FakeClusterAssert.class);
    }

    /** About where a Service of the namespace {@code default} sends its connections once all controllers are at rest. */
    public ServiceAssert routes(String service) {
        isNotNull();
        return new ServiceAssert(actual.settle().service(service));
    }

    /** About where a Service sends its connections once all controllers are at rest. */
    public ServiceAssert routes(String namespace, String service) {
        isNotNull();
        return new ServiceAssert(actual.settle().service(namespace, service));
    }
}
