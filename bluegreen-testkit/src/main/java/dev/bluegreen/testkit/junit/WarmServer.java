package dev.bluegreen.testkit.junit;

import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.FakeClusters;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;

/** Opens a server after a first request and watch, which take a second in a JVM, more than a test may have. */
final class WarmServer {

    private WarmServer() {}

    static FakeClusters open() {
        FakeClusters clusters = FakeClusters.open();
        try (FakeCluster first = clusters.start();
                Watch watch = first.client().namespaces().watch(new Deaf())) {
            first.settle();
        }
        return clusters;
    }

    private static final class Deaf implements Watcher<Namespace> {

        @Override
        public void eventReceived(Action action, Namespace namespace) {
            // It is enough that it came.
        }

        @Override
        public void onClose(WatcherException cause) {
            // Nobody misses it.
        }
    }
}
