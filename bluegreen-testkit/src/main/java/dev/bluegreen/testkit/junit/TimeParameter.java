package dev.bluegreen.testkit.junit;

import dev.bluegreen.testkit.time.VirtualTime;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/** Hands the test the clock of its cluster. */
final class TimeParameter extends TypeBasedParameterResolver<VirtualTime> {

    @Override
    public VirtualTime resolveParameter(ParameterContext parameter, ExtensionContext context) {
        try {
            return ClusterLife.cluster(context).clock();
        } catch (IllegalStateException e) {
            throw new ParameterResolutionException(
                    "@FakeClusterTest(realTime = true): there is no VirtualTime; take it out of the parameters", e);
        }
    }
}
