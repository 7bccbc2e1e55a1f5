package dev.bluegreen.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.FakeCluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults of the world around a request: old answers, others who write, watches that lie, networks that part. */
class WorldFaultsTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final KubernetesClient client = cluster.client();

    @BeforeEach
    void create() {
        cluster.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: a}
                data: {v: "1"}
                """);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aStaleReadAnswersFromBeforeTheLastChanges() {
        write("2");
        write("3");
        cluster.faults().on("get").resource("configmaps").nth(1).then(Fault.staleRead(1));
        cluster.faults().on("get").resource("configmaps").nth(1).then(Fault.staleRead(2));

        assertThat(List.of(read(), read(), read())).containsExactly("2", "1", "3");
    }

    @Test
    void aStaleReadDoesNotKnowWhatWasMadeSinceAndStillKnowsWhatIsGone() {
        cluster.faults().on("get").resource("configmaps").nth(1).then(Fault.staleRead(1));
        assertThat(map().get()).isNull();
        map().delete();
        cluster.faults().on("list").resource("configmaps").nth(1).then(Fault.staleRead(1));
        assertThat(client.configMaps().list().getItems()).hasSize(1);
        assertThat(client.configMaps().list().getItems()).isEmpty();
    }

    @Test
    void aWriterWhoIsBeatenIsRefused() {
        ConfigMap read = map().get();
        cluster.faults().on("update").resource("configmaps").nth(1).then(Fault.concurrentEdit());
        ConfigMap mine = new ConfigMapBuilder(read).addToData("v", "mine").build();

        assertThatThrownBy(() -> client.resource(mine).update())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(409));
        assertThat(read()).isEqualTo("1");
        assertThat(map().get().getMetadata().getAnnotations()).containsEntry("testkit.bluegreen.dev/edited", "1");
    }

    @Test
    void aWriterWhoDoesNotCompareOverwritesWhatTheOtherWrote() {
        cluster.faults()
                .on("patch")
                .resource("configmaps")
                .name("a")
                .nth(1)
                .then(Fault.concurrentEdit(tree -> tree.put("data", Map.of("v", "theirs", "w", "too"))));

        write("mine");

        assertThat(map().get().getData()).containsEntry("v", "mine").containsEntry("w", "too");
    }

    @Test
    void aLeaseIsStolenRightBeforeItIsRenewed() {
        client.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withName("lock")
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity("me")
                        .withLeaseTransitions(4)
                        .endSpec()
                        .build())
                .create();
        Lease held = client.leases().withName("lock").get();
        cluster.faults().on("update").resource("leases").nth(1).then(Fault.stolenLease("thief"));

        assertThatThrownBy(() -> client.resource(held).update()).isInstanceOf(KubernetesClientException.class);

        Lease stolen = client.leases().withName("lock").get();
        assertThat(stolen.getSpec().getHolderIdentity()).isEqualTo("thief");
        assertThat(stolen.getSpec().getLeaseTransitions()).isEqualTo(5);
    }

    @Test
    void aSilentWatchStaysOpenAndSaysNothingMore() throws Exception {
        cluster.faults().on("watch").resource("configmaps").nth(1).then(Fault.silentWatch(2));
        Events events = new Events();
        try (Watch watch = client.configMaps().watch(events)) {
            assertThat(events.next()).isEqualTo("ADDED 1");
            write("2");
            assertThat(events.next()).isEqualTo("MODIFIED 2");
            write("3");
            cluster.settle();
            assertThat(events.queue).isEmpty();
            assertThat(cluster.openWatches()).isEqualTo(1);
        }
    }

    @Test
    void aWatchThatIsDroppedBeginsAnewAndMissesNothing() throws Exception {
        cluster.faults().on("watch").resource("configmaps").nth(1).then(Fault.watchDrop(1));
        Events events = new Events();
        try (Watch watch = client.configMaps().watch(events)) {
            assertThat(events.next()).isEqualTo("ADDED 1");
            write("2");
            assertThat(events.next()).isEqualTo("MODIFIED 2");
        }
    }

    @Test
    void aWatchThatIsGoneTellsItsClient() throws Exception {
        cluster.faults().on("watch").resource("configmaps").nth(1).then(Fault.watchGone(1));
        Events events = new Events();
        try (Watch watch = client.configMaps().watch(events)) {
            assertThat(events.next()).isEqualTo("ADDED 1");
            write("2");
            assertThat(events.next()).isEqualTo("closed by 410");
        }
    }

    @Test
    void aPartitionCutsOneClientOffUntilItIsHealed() {
        KubernetesClient other = cluster.client("other");
        cluster.partition("other");
        assertThatThrownBy(() -> other.configMaps().withName("a").get()).isInstanceOf(KubernetesClientException.class);
        assertThat(read()).isEqualTo("1");
        cluster.heal("other");
        assertThat(other.configMaps().withName("a").get()).isNotNull();
        assertThat(cluster.timeline()).contains("fault      partition of other");
    }

    @Test
    void aFaultThatCanNeverHappenIsRefused() {
        Faults faults = cluster.faults();
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> faults.on("patch").then(Fault.staleRead(1)))
                .withMessage("fault: StaleRead[changes=1]; it happens only on(...) [get, list]");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> faults.onAny().then(Fault.watchDrop(1)))
                .withMessage("fault: WatchDrop[events=1]; it happens only on(...) [watch]");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> faults.on("update").then(Fault.stolenLease("thief")))
                .withMessage("fault: StolenLease[thief=thief]; only a Lease can be stolen: say resource(\"leases\")");
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> Fault.staleRead(0));
        assertThat(faults.unused()).isEmpty();
    }

    private Resource<ConfigMap> map() {
        return client.configMaps().withName("a");
    }

    private String read() {
        return map().get().getData().get("v");
    }

    private void write(String value) {
        map().patch("{\"data\": {\"v\": \"" + value + "\"}}");
    }

    /** What a watcher hears, in words. */
    private static final class Events implements Watcher<ConfigMap> {

        final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

        @Override
        public void eventReceived(Action action, ConfigMap map) {
            queue.add(action + " " + map.getData().get("v"));
        }

        @Override
        public void onClose(WatcherException cause) {
            queue.add("closed by " + (cause.isHttpGone() ? "410" : cause.toString()));
        }

        String next() throws InterruptedException {
            return queue.poll(10, TimeUnit.SECONDS);
        }
    }
}
