package dev.bluegreen.integration;

import static dev.bluegreen.integration.BadInputs.DURATIONS;
import static dev.bluegreen.integration.BadInputs.HUGE;
import static dev.bluegreen.integration.BadInputs.TEXTS;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.SerialTime;
import dev.bluegreen.testkit.time.VirtualTime;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What nobody should give to virtual time and to the platform in memory. */
final class BadMemoryInputs {

    private static final List<String> NAMES =
            Stream.concat(TEXTS.stream(), Stream.of("x".repeat(254), HUGE)).toList();
    private static final List<String> ROUTERS =
            Stream.concat(NAMES.stream(), Stream.of("no-such-router")).toList();
    private static final List<Integer> PORTS = List.of(0, -1, 65_536, Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final List<Integer> PODS = List.of(-1, Integer.MIN_VALUE, 10_001, Integer.MAX_VALUE);

    private final BadInputs bad;
    private final InMemoryPlatform platform = InMemoryPlatform.on(VirtualTime.create());

    BadMemoryInputs(BadInputs bad) {
        this.bad = bad;
    }

    void tryAll() {
        platform.deploy("shop-blue", "shop:1", 1).route("web", BLUE, Duration.ZERO);
        time();
        workloads();
        routers();
        platform.close();
    }

    private void time() {
        bad.refusesNull("InMemoryPlatform.on", none -> InMemoryPlatform.on(null));
        VirtualTime virtual = VirtualTime.create();
        bad.refuses("VirtualTime.advance", DURATIONS, virtual::advance);
        bad.refuses("VirtualTime.advanceUntilIdle", DURATIONS, virtual::advanceUntilIdle);
        bad.refuses("SerialTime.advance", DURATIONS, SerialTime.seeded(1)::advance);
    }

    private void workloads() {
        bad.refuses("InMemoryPlatform.workloadName", NAMES, app -> InMemoryPlatform.workloadName(app, BLUE));
        bad.refusesNull("InMemoryPlatform.workloadName", none -> InMemoryPlatform.workloadName("shop", null));
        bad.refuses("InMemoryPlatform.deploy", NAMES, name -> platform.deploy(name, "shop:1", 1));
        bad.refuses("InMemoryPlatform.deploy", NAMES, image -> platform.deploy("shop-blue", image, 1));
        bad.refuses("InMemoryPlatform.deploy", PODS, pods -> platform.deploy("shop-blue", "shop:1", pods));
        bad.refuses("InMemoryPlatform.undeploy", NAMES, platform::undeploy);
        bad.refuses("InMemoryPlatform.forbid", NAMES, platform::forbid);
        bad.refuses("InMemoryPlatform.allow", NAMES, platform::allow);
        bad.refuses("InMemoryPlatform.autoscale", NAMES, name -> platform.autoscale(name, 1, 2));
        bad.refuses("InMemoryPlatform.autoscale", PODS, least -> platform.autoscale("shop-blue", least, 2));
        bad.refuses("InMemoryPlatform.autoscale", PODS, most -> platform.autoscale("shop-blue", 1, most));
        bad.refusesNull("InMemoryPlatform.autoscale", none -> platform.autoscale("shop-blue", 2, 1));
        bad.refuses("InMemoryPlatform.post", NAMES, notice -> platform.post(notice, Map.of()));
        bad.refusesNull("InMemoryPlatform.post", none -> platform.post("bluegreen-stop", null));
        bad.refuses("InMemoryPlatform.unpost", NAMES, platform::unpost);
        bad.refuses("InMemoryPlatform.minimum", NAMES, platform::minimum);
        bad.refusesNull("InMemoryPlatform.expose", none -> platform.expose("shop-blue", null));
        URI here = URI.create("http://127.0.0.1:8080");
        bad.refuses("InMemoryPlatform.serve", NAMES, name -> platform.serve(name, "http", 80, here));
        bad.refuses("InMemoryPlatform.serve", NAMES, port -> platform.serve("shop-blue", port, 80, here));
        bad.refuses("InMemoryPlatform.serve", PORTS, port -> platform.serve("shop-blue", "http", port, here));
        bad.refuses("InMemoryPlatform.serve", BadInputs.ADDRESSES, at -> platform.serve("shop-blue", "http", 80, at));
        bad.refuses("InMemoryPlatform.log", NAMES, name -> platform.log(name, "warm"));
        bad.refusesNull("InMemoryPlatform.log", none -> platform.log("shop-blue", null));
        bad.refuses("InMemoryPlatform.setReady", NAMES, name -> platform.setReady(name, 1));
        bad.refuses("InMemoryPlatform.setReady", List.of("no-such-workload"), name -> platform.setReady(name, 1));
        bad.refuses("InMemoryPlatform.setReady", PODS, pods -> platform.setReady("shop-blue", pods));
        bad.refuses("InMemoryPlatform.ready", NAMES, platform::ready);
    }

    private void routers() {
        bad.refuses("InMemoryPlatform.route", NAMES, name -> platform.route(name, BLUE, Duration.ZERO));
        bad.refusesNull("InMemoryPlatform.route", none -> platform.route("api", null, Duration.ZERO));
        bad.refuses("InMemoryPlatform.route", DURATIONS, bound -> platform.route("api", BLUE, bound));
        bad.refuses("InMemoryPlatform.routeByShares", DURATIONS, bound -> platform.routeByShares("api", BLUE, bound));
        bad.refuses(
                "InMemoryPlatform.routeThroughBoth",
                DURATIONS,
                overlap -> platform.routeThroughBoth("api", BLUE, Duration.ZERO, overlap));
        bad.refuses("InMemoryPlatform.router", ROUTERS, platform::router);
        bad.refuses("InMemoryPlatform.routing", ROUTERS, platform::routing);
        TrafficSplit green = TrafficSplit.all(GREEN);
        bad.refuses("InMemoryPlatform.foreignWrite", ROUTERS, name -> platform.foreignWrite(name, green, "kubectl"));
        bad.refuses("InMemoryPlatform.foreignWrite", NAMES, writer -> platform.foreignWrite("web", green, writer));
        bad.refusesNull("InMemoryPlatform.foreignWrite", none -> platform.foreignWrite("web", null, "kubectl"));
        bad.refusesNull("InMemoryPlatform.intercept", none -> platform.intercept(null));
        bad.refuses("InMemoryPlatform.record", NAMES, platform::record);
        bad.refuses("InMemoryPlatform.loseRecord", NAMES, platform::loseRecord);
    }
}
