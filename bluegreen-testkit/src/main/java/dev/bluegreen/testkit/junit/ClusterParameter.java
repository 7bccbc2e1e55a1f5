package dev.bluegreen.testkit.junit;

import dev.bluegreen.testkit.FakeCluster;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/** Hands the test its cluster. */
final class ClusterParameter extends TypeBasedParameterResolver<FakeCluster> {

    @Override
    public FakeCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return ClusterLife.cluster(context);
    }
}
