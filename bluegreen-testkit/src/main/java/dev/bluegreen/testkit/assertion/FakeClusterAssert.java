package dev.bluegreen.testkit.assertion;

import dev.bluegreen.testkit.FakeCluster;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a fake cluster. */
public final class FakeClusterAssert extends AbstractAssert<FakeClusterAssert, FakeCluster> {

    FakeClusterAssert(FakeCluster actual) {
        super(actual, FakeClusterAssert.class);
    }

    /** Asserts the destinations of a Service of the namespace {@code default} once all controllers are at rest. */
    public ServiceAssert routes(String service) {
        isNotNull();
        return new ServiceAssert(actual.settle().service(service));
    }

    /** Asserts the destinations of a Service once all controllers are at rest. */
    public ServiceAssert routes(String namespace, String service) {
        isNotNull();
        return new ServiceAssert(actual.settle().service(namespace, service));
    }
}
