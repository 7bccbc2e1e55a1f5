package dev.bluegreen.testkit.aws.internal.elb;

import dev.bluegreen.testkit.aws.internal.Xml;
import dev.bluegreen.testkit.internal.balancer.GroupSettings;
import dev.bluegreen.testkit.internal.balancer.TargetGroup;
import dev.bluegreen.testkit.internal.balancer.TargetHealth;
import dev.bluegreen.testkit.internal.dataplane.Backend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A target group: its attributes and targets, whose states a test may dictate. Guarded by its state's lock. */
final class Group {

    private static final String ZONE = "eu-central-1a";

    final String arn;
    final String name;
    final Kind kind;
    final TargetGroup pool;
    final Map<String, String> attributes = new TreeMap<>(Map.of(
            "stickiness.enabled", "false",
            "stickiness.type", "lb_cookie",
            "deregistration_delay.timeout_seconds", "300",
            "slow_start.duration_seconds", "0",
            "load_balancing.cross_zone.enabled", "use_load_balancer_configuration"));
    private final Map<String, Dictated> dictated = new ConcurrentHashMap<>();
    private GroupSettings settings;

    Group(String arn, String name, Kind kind, TargetGroup pool, GroupSettings settings) {
        this.arn = arn;
        this.name = name;
        this.kind = kind;
        this.pool = pool;
        this.settings = settings;
    }

    /**
     * Settings of a group that never change.
     *
     * @param interval of its health checks, in seconds
     * @param controlPort of Target Optimizer
     */
    record Kind(String type, String protocol, int port, int interval, Optional<Integer> controlPort) {}

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
                Xml.of("Target", target(target)),
                Xml.text("HealthCheckPort", target.port()),
                Xml.of("TargetHealth", state),
                // ELB API, TargetHealthDescription: returned for each target, for zonal shifts and anomalies.
                Xml.of(
                        "AdministrativeOverride",
                        Xml.text("State", "no_override"),
                        Xml.text("Reason", "AdministrativeOverride.NoOverride")),
                Xml.of("AnomalyDetection", Xml.text("Result", "normal"), Xml.text("MitigationInEffect", "no")));
    }

    /** Addresses have their zone beside them (ELB API, TargetDescription). */
    private List<Xml> target(Backend target) {
        List<Xml> fields = new ArrayList<>(List.of(Xml.text("Id", target.ip())));
        if (!kind.type().equals("alb")) {
            fields.add(Xml.text("Port", target.port()));
        }
        if (kind.type().equals("ip")) {
            fields.add(Xml.text("AvailabilityZone", ZONE));
        }
        return fields;
    }

    private Duration seconds(String key) {
        return Duration.ofSeconds(Long.parseLong(attributes.getOrDefault(key, "0")));
    }
}
