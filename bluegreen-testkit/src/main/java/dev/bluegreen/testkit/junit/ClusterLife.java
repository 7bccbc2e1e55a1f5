package dev.bluegreen.testkit.junit;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.FakeClusters;
import dev.bluegreen.testkit.time.VirtualTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Starts a cluster before each test; after it checks for leaks, reports the timeline, and closes it. */
final class ClusterLife implements BeforeEachCallback, AfterEachCallback {

    private static final Namespace OURS = Namespace.create(FakeClusterTest.class);

    /** Keeps JUnit from closing the cluster by itself. */
    private record Held(FakeCluster cluster) {}

    /** The cluster of the test that runs. */
    static FakeCluster cluster(ExtensionContext context) {
        return find(context)
                .orElseThrow(() -> new ParameterResolutionException("@FakeClusterTest: each test has a cluster of its"
                        + " own, so there is none in " + context.getDisplayName()
                        + "; take it as a parameter of the test, of @BeforeEach or of @AfterEach"));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        FakeClusterTest options = options(context);
        Time time = options.realTime() ? Time.system() : VirtualTime.create();
        FakeCluster cluster = server(context).startOn(time, options.namespace(), options.seed());
        context.getStore(OURS).put(Held.class, new Held(cluster));
    }

    /** One for all tests of the run, which JUnit closes at its end. */
    private static FakeClusters server(ExtensionContext context) {
        return context.getRoot()
                .getStore(OURS)
                .computeIfAbsent(FakeClusters.class, unused -> WarmServer.open(), FakeClusters.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Optional<FakeCluster> started = find(context);
        if (started.isPresent()) {
            try (FakeCluster cluster = started.get()) {
                end(cluster, context);
            }
        }
    }

    private static void end(FakeCluster cluster, ExtensionContext context) {
        Optional<Throwable> failure = context.getExecutionException();
        if (failure.isEmpty()) {
            requireTidy(cluster, context);
        } else if (!(failure.get() instanceof TestAbortedException)) {
            tell(cluster, context, failure.get());
        }
    }

    private static void requireTidy(FakeCluster cluster, ExtensionContext context) {
        List<String> leaks = cluster.leaks();
        if (!leaks.isEmpty()) {
            AssertionError failure =
                    new AssertionError("the test passed, but left behind:\n  " + String.join("\n  ", leaks));
            tell(cluster, context, failure);
            throw failure;
        }
    }

    private static void tell(FakeCluster cluster, ExtensionContext context, Throwable failure) {
        String timeline = cluster.timeline();
        context.publishReportEntry(FakeClusterTest.TIMELINE, timeline);
        failure.addSuppressed(new TimelineException(timeline));
    }

    private static Optional<FakeCluster> find(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(OURS).get(Held.class, Held.class))
                .map(Held::cluster);
    }

    /** Those nearest to the test: its own, its class's, an enclosing class's. */
    private static FakeClusterTest options(ExtensionContext context) {
        return Stream.iterate(
                        Optional.of(context), Optional::isPresent, place -> place.flatMap(ExtensionContext::getParent))
                .flatMap(Optional::stream)
                .flatMap(place -> AnnotationSupport.findAnnotation(place.getElement(), FakeClusterTest.class).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no @FakeClusterTest at " + context.getDisplayName()));
    }
}
