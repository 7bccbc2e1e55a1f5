package dev.bluegreen.testkit.aws.internal.route53;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.aws.internal.AwsError;
import dev.bluegreen.testkit.aws.internal.Xml;
import dev.bluegreen.testkit.internal.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All zones, the changes on their way to the name servers, and what those answer with meanwhile: the records as of the last
 * change that has arrived. Thread-safe.
 */
public final class Zones {

    private static final Duration DEFAULT_PENDING = Duration.ofSeconds(30);

    private final Time time;
    private final Map<String, Zone> zones = new TreeMap<>();
    private final Map<String, List<RecordSet>> served = new ConcurrentHashMap<>();
    private final Map<String, HealthCheck> healthChecks = new ConcurrentHashMap<>();
    private final Set<String> deadTargets = ConcurrentHashMap.newKeySet();
    private final Map<String, Boolean> arrived = new TreeMap<>();
    private final Map<String, Instant> busyUntil = new ConcurrentHashMap<>();
    private final Set<String> privateZones = ConcurrentHashMap.newKeySet();
    private final Map<String, String> recovery = new ConcurrentHashMap<>();
    private volatile String nameServer = "";
    private Duration pending = DEFAULT_PENDING;
    private Duration busy = Duration.ZERO;
    private int rate = Integer.MAX_VALUE;
    private Instant second = Instant.MIN;
    private int calls;

    /** No zones. */
    public Zones(Time time) {
        this.time = time;
    }

    /** Adds a zone. */
    public synchronized void add(String id, String domain) {
        zones.put(id, new Zone(id, RecordSet.normalized(domain)));
        served.put(id, List.of());
    }

    /** Adds a zone that has no name servers of its own. */
    public void addPrivate(String id, String domain) {
        privateZones.add(id);
        add(id, domain);
    }

    /** Who answers for all zones that are not private. */
    public void servedBy(String server) {
        nameServer = server;
    }

    /** Accelerated recovery of a zone; {@code DISABLED} unless set. */
    public void acceleratedRecovery(String id, String status) {
        recovery.put(id, status);
    }

    String recovery(Zone zone) {
        return recovery.getOrDefault(zone.id(), "DISABLED");
    }

    Optional<String> nameServer(Zone zone) {
        return privateZones.contains(zone.id()) ? Optional.empty() : Optional.of(nameServer);
    }

    /** How long a change takes to all name servers. */
    public synchronized void pendingFor(Duration duration) {
        pending = duration;
    }

    /** How long a zone refuses another change after one. */
    public synchronized void busyFor(Duration duration) {
        busy = duration;
    }

    /** How many calls a second are answered. */
    public synchronized void limit(int callsPerSecond) {
        rate = callsPerSecond;
    }

    /** Sets the state of a health check, and makes it if it is new. */
    public void healthCheck(String id, boolean healthy) {
        healthChecks.compute(
                id, (known, check) -> check == null ? HealthCheck.plain(healthy) : check.answering(healthy));
    }

    /**
     * Sets how a health check counts its checkers' verdict.
     *
     * @throws ConfigurationException if there is no such health check
     */
    public void configureHealthCheck(String id, boolean inverted, boolean disabled) {
        if (healthChecks.computeIfPresent(id, (known, check) -> check.configured(inverted, disabled)) == null) {
            throw Given.refused("healthCheck", id, "make it with healthCheck(...) first");
        }
    }

    /** Sets whether an alias target that is evaluated counts as healthy. */
    public void targetHealth(String name, boolean healthy) {
        if (healthy) {
            deadTargets.remove(RecordSet.normalized(name));
        } else {
            deadTargets.add(RecordSet.normalized(name));
        }
    }

    /**
     * Writes records at once, as an unknown client; all name servers have them.
     *
     * @throws ConfigurationException if no zone holds the name
     */
    public synchronized void write(RecordSet set) {
        Zone zone = zones.values().stream()
                .filter(one -> set.name().equals(one.domain()) || set.name().endsWith("." + one.domain()))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        "name: " + Wording.quoted(set.name()) + " is in no zone; add one with zone(id, domain)"));
        zone.put(set);
        served.put(zone.id(), zone.all());
    }

    /**
     * Changes weights at once, as an unknown client.
     *
     * @throws ConfigurationException if there is no such record
     */
    public synchronized void weigh(String name, Map<String, Integer> weights) {
        weights.forEach((id, weight) -> {
            List<RecordSet> meant = zones.values().stream()
                    .flatMap(zone -> zone.all().stream())
                    .filter(set -> set.name().equals(RecordSet.normalized(name)))
                    .filter(set -> set.setIdentifier().filter(id::equals).isPresent())
                    .toList();
            if (meant.isEmpty()) {
                throw Given.refused(
                        "set identifier", id, "there is no record of this name that has it; add it with weighted(...)");
            }
            meant.forEach(set -> write(set.withWeight(weight)));
        });
    }

    /** The records of all zones, those included that have not reached the name servers yet. */
    public synchronized List<RecordSet> records() {
        return zones.values().stream().flatMap(zone -> zone.all().stream()).toList();
    }

    /** The records that the name servers answer with now. */
    List<RecordSet> served() {
        return served.values().stream().flatMap(List::stream).toList();
    }

    boolean isHealthy(RecordSet set) {
        boolean evaluated = set.alias()
                .flatMap(alias -> alias.childText("EvaluateTargetHealth"))
                .filter("true"::equals)
                .isPresent();
        boolean targetIsDead =
                evaluated && set.aliasName().filter(deadTargets::contains).isPresent();
        return !targetIsDead
                && set.healthCheck()
                        .map(check -> Optional.ofNullable(healthChecks.get(check))
                                .map(HealthCheck::passes)
                                .orElse(false))
                        .orElse(true);
    }

    HealthCheck health(String check) {
        HealthCheck found = healthChecks.get(check);
        if (found == null) {
            throw AwsError.sender(404, "NoSuchHealthCheck", "No health check exists with the ID " + check);
        }
        return found;
    }

    synchronized void takeTurn() {
        Instant now = time.now();
        if (now.isBefore(second.equals(Instant.MIN) ? now : second.plusSeconds(1))) {
            calls++;
        } else {
            second = now;
            calls = 1;
        }
        if (calls > rate) {
            throw AwsError.sender(400, "Throttling", "Rate exceeded");
        }
    }

    synchronized Zone require(String id) {
        Zone zone = zones.get(id);
        if (zone == null) {
            throw AwsError.sender(404, "NoSuchHostedZone", "No hosted zone found with ID: " + id);
        }
        return zone;
    }

    /** The id of the change. */
    synchronized String change(String id, List<Xml> changes) {
        Zone zone = require(id);
        Instant now = time.now();
        if (now.isBefore(busyUntil.getOrDefault(id, Instant.MIN))) {
            throw AwsError.sender(
                    400,
                    "PriorRequestNotComplete",
                    "The request was rejected because Route 53 was still processing a prior request.");
        }
        zone.apply(changes, healthChecks::containsKey);
        busyUntil.put(id, now.plus(busy));
        String change = "C%013d".formatted(arrived.size() + 1);
        arrived.put(change, false);
        List<RecordSet> after = zone.all();
        time.after(pending, () -> arrive(id, change, after));
        return change;
    }

    synchronized boolean hasArrived(String change) {
        Boolean there = arrived.get(change);
        if (there == null) {
            throw AwsError.sender(404, "NoSuchChange", "Could not find resource with ID: " + change);
        }
        return there;
    }

    private synchronized void arrive(String zone, String change, List<RecordSet> records) {
        arrived.put(change, true);
        served.put(zone, records);
    }
}
