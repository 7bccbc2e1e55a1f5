package dev.bluegreen.testkit;

import static dev.bluegreen.testkit.BadInputs.COUNTS;
import static dev.bluegreen.testkit.BadInputs.DURATIONS;
import static dev.bluegreen.testkit.BadInputs.NAMES;
import static dev.bluegreen.testkit.BadInputs.NUMBERS;

import dev.bluegreen.testkit.traffic.TrafficSpec;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What describes pods, scenes and traffic, and everything that no test should give it. */
class BadInputTestkitTest {

    private static final List<Class<?>> TYPES =
            List.of(FakeApp.class, Behaviour.class, PodSelector.class, TrafficSpec.class);

    private final BadInputs bad = new BadInputs();

    @Test
    void isRefusedWithWhatToGiveInstead() {
        try (FakeCluster cluster = FakeCluster.start()) {
            scenes(cluster.app("shop"));
        }
        behaviours();
        traffic(TrafficSpec.to(new InetSocketAddress(80)));
        bad.check(TYPES, Set.of());
    }

    private void scenes(FakeApp app) {
        bad.refuses("FakeApp.inNamespace", NAMES, app::inNamespace);
        bad.refuses("FakeApp.service", NAMES, app::service);
        List<String> tags = NAMES.stream()
                .filter(name -> name == null || !name.matches("UPPER|a_b|a-|x{64}"))
                .toList();
        bad.refuses("FakeApp.blue", tags, app::blue);
        bad.refuses("FakeApp.green", tags, app::green);
        bad.refuses("FakeApp.replicas", List.of(-1, Integer.MIN_VALUE, 10_001, Integer.MAX_VALUE), app::replicas);
        bad.refusesNull("FakeApp.replicas", none -> app.replicas(null, 1));
        bad.refuses("FakeApp.port", List.of(0, -1, 65_536, Integer.MAX_VALUE), app::port);
        List<String> selectors = Arrays.asList(null, "", " ", "a=b,", "track in (blue)", "=b", "a b");
        bad.refuses("PodSelector.pods", selectors, PodSelector::pods);
        bad.refuses("PodSelector.new", selectors, labels -> new PodSelector(labels, null));
        bad.refuses("PodSelector.inNamespace", NAMES, PodSelector.pods("app=shop")::inNamespace);
    }

    private void behaviours() {
        bad.refuses("Behaviour.readyAfter", DURATIONS, Behaviour::readyAfter);
        bad.refuses("Behaviour.succeedsAfter", DURATIONS, Behaviour::succeedsAfter);
        bad.refuses("Behaviour.failsAfter", DURATIONS, Behaviour::failsAfter);
        bad.refuses("Behaviour.slowShutdown", DURATIONS, Behaviour::slowShutdown);
        bad.refuses("Behaviour.slow", DURATIONS, Behaviour::slow);
        bad.refuses("Behaviour.flapping", DURATIONS, Behaviour::flapping);
        bad.refuses("Behaviour.failing", NUMBERS, Behaviour::failing);
        bad.refuses("Behaviour.failing", List.of(-0.1, 1.1), Behaviour::failing);
        bad.refusesNull("Behaviour.logLine", none -> Behaviour.logLine(null));
        bad.refuses(
                "Behaviour.ipFamilies",
                Arrays.asList(null, "", "IPv5", "ipv4"),
                family -> Behaviour.ipFamilies(family));
        bad.refusesNull("Behaviour.ipFamilies", none -> Behaviour.ipFamilies((String[]) null));
        bad.refusesNull("Behaviour.ipFamilies", none -> Behaviour.ipFamilies());
    }

    private void traffic(TrafficSpec spec) {
        bad.refusesNull("TrafficSpec.to", none -> TrafficSpec.to((InetSocketAddress) null));
        bad.refusesNull("TrafficSpec.to", none -> TrafficSpec.to(List.of()));
        bad.refusesNull("TrafficSpec.to", none -> TrafficSpec.to(Arrays.asList((InetSocketAddress) null)));
        bad.refuses("TrafficSpec.connections", COUNTS, spec::connections);
        bad.refuses("TrafficSpec.connections", List.of(1_001, Integer.MAX_VALUE), spec::connections);
        bad.refuses("TrafficSpec.ratePerSecond", COUNTS, spec::ratePerSecond);
        bad.refuses(
                "TrafficSpec.path",
                Arrays.asList(
                        null, "", " ", "x", "/a b", "/a\r\nX: y", "/\u202e", "/\u0000", "/\u00e4", BadInputs.HUGE),
                spec::path);
        bad.refuses("TrafficSpec.timeout", DURATIONS, spec::timeout);
        bad.refuses("TrafficSpec.tracks", Arrays.asList(null, "green"), blue -> spec.tracks(blue, "green"));
        bad.refusesNull("TrafficSpec.tracks", none -> spec.tracks("blue", null));
        bad.refusesNull("TrafficSpec.onFailure", none -> spec.onFailure(null));
    }
}
