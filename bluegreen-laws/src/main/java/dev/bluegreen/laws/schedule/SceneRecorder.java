package dev.bluegreen.laws.schedule;

import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.History;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.spi.StoredRecord;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Writes down what takes effect on a scene. */
final class SceneRecorder {

    private final Scene scene;
    private final Schedule.Setup setup;
    private final List<String> routers;
    private final Map<Track, Integer> ready = new EnumMap<>(Track.class);
    private final Map<String, RecordJson> records = new HashMap<>();
    private final History history;

    /**
     * A recorder of a scene.
     *
     * @param setup what its releases are asked for
     * @param routers the names of the scene's routers, in order
     */
    SceneRecorder(Scene scene, Schedule.Setup setup, List<String> routers) {
        this.setup = setup;
        this.scene = scene;
        this.routers = routers;
        for (Track track : Track.values()) {
            ready.put(track, scene.ready(track));
        }
        history = History.from(routing(), ready);
    }

    History history() {
        return history;
    }

    void add(Fact fact) {
        history.add(scene.time().now(), fact);
    }

    /** Enters the state of pods and routers, as seen by users' requests. */
    void look() {
        for (Track track : Track.values()) {
            int now = scene.ready(track);
            if (now != ready.put(track, now)) {
                add(new Fact.Ready(track, now));
            }
        }
        routing().forEach((router, split) -> {
            for (Track track : Track.values()) {
                if (split.sendsTo(track)) {
                    add(new Fact.Request(router, track, ready.getOrDefault(track, 0) > 0));
                }
            }
        });
    }

    void foreignWrite(int router, Track to) {
        TrafficSplit before = scene.routing(router);
        scene.foreignWrite(router, to);
        add(new Fact.ForeignWrite("kubectl", routers.get(router), before, scene.routing(router)));
    }

    /**
     * Enters the contents of a write to the record.
     *
     * @param real converts the time of the writer's clock into the true time
     */
    void recordWritten(Optional<StoredRecord> before, StoredRecord after, UnaryOperator<Instant> real) {
        if (isNote(before, after)) {
            noteWritten(before, after);
            return;
        }
        lock(before, after);
        RecordJson old = parsed(before);
        RecordJson now = parsed(after);
        String actor =
                after.holder().or(() -> before.flatMap(StoredRecord::holder)).orElse("");
        boolean same = old.inFlight().equals(now.inFlight());
        if (!same) {
            now.begun().ifPresent(this::begun);
        }
        now.intends()
                .filter(intent -> !old.intends().equals(Optional.of(intent)))
                .ifPresent(this::add);
        now.intents().stream()
                .skip(same ? old.intents().size() : 0)
                .forEach(intent -> add(new Fact.Intended(actor, intent.router(), intent.to())));
        now.overridden().stream().filter(one -> !old.overridden().contains(one)).forEach(this::add);
        now.ended().stream().filter(id -> !old.ended().contains(id)).forEach(id -> add(new Fact.ResultEntered(id)));
        keptUntil(old, now, real);
        now.switched().stream().filter(ended -> !old.switched().contains(ended)).forEach(this::add);
        if (after.holder().isEmpty() && now.isParked()) {
            now.inFlight().ifPresent(id -> add(new Fact.Parked(id)));
        }
    }

    private void begun(Fact.Begun begun) {
        add(begun);
        add(setup.asked(begun.cutover()));
    }

    private void noteWritten(Optional<StoredRecord> before, StoredRecord after) {
        List<Fact> known = before.map(RecordJson::noted).orElse(List.of());
        RecordJson.noted(after).stream().filter(fact -> !known.contains(fact)).forEach(this::add);
    }

    private void keptUntil(RecordJson old, RecordJson now, UnaryOperator<Instant> real) {
        for (Track track : Track.values()) {
            Instant until = now.keptUntil(track);
            if (!until.equals(old.keptUntil(track))) {
                add(new Fact.Kept(track, until.equals(Instant.MIN) ? until : real.apply(until)));
            }
        }
    }

    /** What others write beside the record is no sign of life of its holder, even if they write it twice. */
    private static boolean isNote(Optional<StoredRecord> before, StoredRecord after) {
        return before.filter(old -> old.signOfLife().equals(after.signOfLife())
                        && old.holder().equals(after.holder())
                        && old.token() == after.token())
                .isPresent();
    }

    RecordJson parsed(StoredRecord stored) {
        return parsed(Optional.of(stored));
    }

    /** Each is looked at again and again. */
    private synchronized RecordJson parsed(Optional<StoredRecord> stored) {
        return records.computeIfAbsent(stored.map(StoredRecord::json).orElse(""), RecordJson::of);
    }

    private void lock(Optional<StoredRecord> before, StoredRecord after) {
        Optional<String> old = before.flatMap(StoredRecord::holder);
        Optional<String> now = after.holder();
        boolean sameToken = before.map(StoredRecord::token).equals(Optional.of(after.token()));
        if (now.isPresent() && now.equals(old) && sameToken) {
            add(new Fact.LockRenewed(now.get()));
        } else if (now.isPresent()) {
            add(new Fact.LockTaken(now.get(), after.token()));
        } else {
            old.ifPresent(holder -> add(new Fact.LockFreed(holder)));
        }
    }

    /** All has come to rest. */
    void rest() {
        Optional<StoredRecord> stored = scene.record();
        RecordJson record = RecordJson.of(stored);
        look();
        add(new Fact.Rest(routing(), record.active(), stored.flatMap(StoredRecord::holder), record.inFlight()));
    }

    private Map<String, TrafficSplit> routing() {
        Map<String, TrafficSplit> now = new HashMap<>();
        for (int i = 0; i < routers.size(); i++) {
            now.put(routers.get(i), scene.routing(i));
        }
        return now;
    }
}
