package dev.bluegreen.testkit.internal.elb;

import dev.bluegreen.testkit.internal.aws.Xml;
import dev.bluegreen.testkit.internal.balancer.GroupSettings;
import dev.bluegreen.testkit.internal.balancer.TargetGroup;
import dev.bluegreen.testkit.internal.balancer.TargetHealth;
import dev.bluegreen.testkit.internal.dataplane.Backend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A target group: what is set for it, and its targets, whose states a test may dictate. Guarded by its state's lock. */
final class Group {

    final String arn;
    final String name;
    final String type;
    final int port;
    final int interval;
    final TargetGroup pool;
    final Map<String, String> attributes = new TreeMap<>(Map.of(
            "stickiness.enabled", "false",
            "stickiness.type", "lb_cookie",
            "deregistration_delay.timeout_seconds", "300",
            "slow_start.duration_seconds", "0",
            "load_balancing.cross_zone.enabled", "use_load_balancer_configuration"));
    private final Map<String, Dictated> dictated = new ConcurrentHashMap<>();
    private GroupSettings settings;

    Group(String arn, String name, String type, int port, int interval, TargetGroup pool, GroupSettings settings) {
        this.arn = arn;
        this.name = name;
        this.type = type;
        this.port = port;
        this.interval = interval;
        this.pool = pool;
        this.settings = settings;
    }

    private record Dictated(String state, String reason) {}

    void set(String key, String value) {
        attributes.put(key, value);
        settings = settings.draining(seconds("deregistration_delay.timeout_seconds"))
                .slowStart(seconds("slow_start.duration_seconds"));
        pool.configure(settings);
    }

    boolean isSticky(String kind) {
        return "true".equals(attributes.get("stickiness.enabled")) && kind.equals(attributes.get("stickiness.type"));
    }

    /** From now on this is said of a target, whatever its health. */
    void dictate(String target, String state, String reason) {
        dictated.put(target, new Dictated(state, reason));
    }

    /** From now on its health is said again. */
    void undictate() {
        dictated.clear();
    }

    List<Xml> health() {
        return pool.health().stream().map(this::described).toList();
    }

    private Xml described(TargetHealth health) {
        Backend target = health.target();
        Dictated said = dictated.getOrDefault(
                target.ip(), new Dictated(health.state().name().toLowerCase(Locale.ROOT), health.reason()));
        List<Xml> state = new ArrayList<>(List.of(Xml.text("State", said.state())));
        if (!said.reason().isEmpty()) {
            state.add(Xml.text("Reason", said.reason()));
            state.add(Xml.text("Description", "as the fake has it"));
        }
        return Xml.of(
                "member",
                Xml.of("Target", Xml.text("Id", target.ip()), Xml.text("Port", target.port())),
                Xml.text("HealthCheckPort", target.port()),
                Xml.of("TargetHealth", state));
    }

    private Duration seconds(String key) {
        return Duration.ofSeconds(Long.parseLong(attributes.getOrDefault(key, "0")));
    }
}
