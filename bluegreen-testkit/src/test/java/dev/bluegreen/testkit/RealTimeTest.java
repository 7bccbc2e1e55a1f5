package dev.bluegreen.testkit;

import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;

import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import dev.bluegreen.testkit.traffic.Traffic;
import dev.bluegreen.testkit.traffic.TrafficResult;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same simulation in real time, as programs to look at use it. */
class RealTimeTest {

    private final Time time = Time.system();
    private final ObjectStore store = new ObjectStore(time, 1);

    @Test
    void switchesUnderLoadWithoutALostRequest() {
        try (Simulation simulation = new Simulation(store, time, (to, failure) -> {})) {
            simulation.behave(PodSelector.pods("app=shop"), Behaviour.readyAfter(Duration.ofMillis(50)));
            FakeService service = new FakeApp(simulation, this::create, FakeApp.Scene.of("shop")).deploy();
            try (Traffic traffic = service.traffic().connections(8).start()) {
                traffic.awaitAnswered(200);
                store.update(ResourceKey.core("services", "default", "shop-svc"), tree -> {
                    Trees.child(tree, "spec", "selector").put("track", "green");
                    return tree;
                });
                traffic.awaitTrack(Track.GREEN);
                traffic.awaitAnswered(200);
                TrafficResult result = traffic.stop();
                assertThat(result).hasNoFailedRequests().wasServedBy(Track.BLUE, Track.GREEN);
                assertThat(service).to(Track.GREEN).hasBackends(3);
            }
        }
    }

    private void create(Map<String, Object> object) {
        boolean service = "Service".equals(object.get("kind"));
        store.create(service ? "" : "apps", service ? "services" : "deployments", object);
    }
}
