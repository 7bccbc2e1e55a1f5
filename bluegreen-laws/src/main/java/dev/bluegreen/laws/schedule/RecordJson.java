package dev.bluegreen.laws.schedule;

import dev.bluegreen.laws.Fact;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.spi.StoredRecord;
import dev.bluegreen.testkit.internal.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The contents of a stored record that the laws check. */
final class RecordJson {

    private final Map<String, Object> json;

    private RecordJson(Map<String, Object> json) {
        this.json = json;
    }

    /** An announced write. */
    record Intent(String router, TrafficSplit to) {}

    static RecordJson of(Optional<StoredRecord> stored) {
        return of(stored.map(StoredRecord::json).orElse(""));
    }

    static RecordJson of(String json) {
        return new RecordJson(json.isBlank() ? Map.of() : Json.parseObject(json));
    }

    /** What a note beside a record says. */
    static List<Fact> noted(StoredRecord stored) {
        Map<String, Object> note = of(stored.control()).json;
        Map<String, Object> closed = object(note, "wayBackClosed");
        Optional<Fact> wayBack = text(closed, "cutover")
                .map(cutover -> new Fact.WayBackClosed(
                        cutover, Track.valueOf(text(closed, "on").orElseThrow())));
        Optional<Fact> cancelled = text(object(note, "cancelled"), "cutover").map(Fact.CancelNoted::new);
        return Stream.concat(wayBack.stream(), cancelled.stream()).toList();
    }

    /** What has to stay so of the cutover under way. */
    Optional<Fact.Intends> intends() {
        Map<String, Object> intent = object(json, "intent");
        return intent.isEmpty()
                ? Optional.empty()
                : inFlight()
                        .map(cutover -> new Fact.Intends(
                                cutover,
                                text(intent, "by").orElse("") + ": "
                                        + text(intent, "reason").orElse(""),
                                text(object(intent, "approval"), "deadline").map(Instant::parse),
                                text(object(intent, "plan"), "hash").orElse(""),
                                list(intent, "approvals").size()));
    }

    /** True if the cutover under way waits with the lock free. */
    boolean isParked() {
        return object(json, "intent").containsKey("parked");
    }

    Optional<Track> active() {
        return text(json, "active").map(Track::valueOf);
    }

    Optional<String> inFlight() {
        return text(object(json, "inFlight"), "id");
    }

    List<Intent> intents() {
        return list(object(json, "inFlight"), "intents").stream()
                .map(intent -> new Intent(
                        text(intent, "router").orElseThrow(),
                        split(text(intent, "to").orElseThrow())))
                .toList();
    }

    /** The cutover under way that was asked for. */
    Optional<Fact.Begun> begun() {
        Map<String, Object> now = object(json, "inFlight");
        return text(now, "operation")
                .filter("SWITCH"::equals)
                .map(any -> new Fact.Begun(
                        text(now, "id").orElseThrow(),
                        Track.valueOf(text(now, "to").orElseThrow())));
    }

    /** Ended cutovers that say by whom closed windows were passed. */
    List<Fact.Overridden> overridden() {
        return list(json, "history").stream()
                .filter(past -> text(past, "reason")
                        .filter(why -> why.contains("passed by"))
                        .isPresent())
                .map(past -> new Fact.Overridden(text(past, "id").orElseThrow()))
                .toList();
    }

    /** The cutovers that ended where they were to end. */
    List<Fact.Switched> switched() {
        return list(json, "history").stream()
                .filter(past -> text(past, "outcome").equals(Optional.of("SWITCHED")))
                .map(past -> new Fact.Switched(
                        text(past, "id").orElseThrow(),
                        Track.valueOf(text(past, "from").orElseThrow())))
                .toList();
    }

    /** The ids of ended cutovers, newest first. */
    List<String> ended() {
        return list(json, "history").stream()
                .map(past -> text(past, "id").orElseThrow())
                .toList();
    }

    /** Until when a track must not be scaled down. */
    Instant keptUntil(Track track) {
        Map<String, Object> standby = object(json, "standby");
        Instant kept = text(standby, "track").map(Track::valueOf).equals(Optional.of(track))
                ? text(standby, "until").map(Instant::parse).orElseThrow()
                : Instant.MIN;
        Instant verified = active().equals(Optional.of(track.other()))
                ? text(json, "trafficVerified").map(Instant::parse).orElse(Instant.MIN)
                : Instant.MIN;
        return kept.isAfter(verified) ? kept : verified;
    }

    private static TrafficSplit split(String text) {
        int slash = text.indexOf('/');
        return new TrafficSplit(
                Integer.parseInt(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    private static Optional<String> text(Map<String, Object> json, String field) {
        return Optional.ofNullable(json.get(field)).map(Object::toString);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> json, String field) {
        return (Map<String, Object>) json.getOrDefault(field, Map.of());
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> json, String field) {
        return (List<Map<String, Object>>) json.getOrDefault(field, List.of());
    }
}
