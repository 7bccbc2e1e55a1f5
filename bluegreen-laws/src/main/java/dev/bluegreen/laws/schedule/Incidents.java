package dev.bluegreen.laws.schedule;

import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.schedule.Schedule.Incident;
import dev.bluegreen.laws.schedule.Schedule.Minutes;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.NamespaceNotices;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Carries out the incidents of a schedule. */
final class Incidents {

    private final Scene scene;
    private final Time time;
    private final SceneRecorder recorder;
    private final int routers;
    private volatile boolean blind;
    private volatile long slowUntil = Long.MIN_VALUE;
    private volatile long breachedUntil = Long.MIN_VALUE;
    private final Notice stop;
    private final Notice windows;

    Incidents(Scene scene, SceneRecorder recorder, int routers) {
        this.scene = scene;
        this.time = scene.time();
        this.recorder = recorder;
        this.routers = routers;
        this.stop = new Notice(
                NamespaceNotices.STOP,
                Map.of("stopped", "true", "by", "ann", "reason", "INC-1"),
                posted -> new Fact.Stopped(posted));
        this.windows = new Notice(
                NamespaceNotices.WINDOWS,
                Map.of("freeze", "deny 2025-12-31/2026-01-02 UTC"),
                posted -> new Fact.Windows("namespace", !posted));
    }

    /** A notice that several people may post at a time. */
    private final class Notice {

        private final String name;
        private final Map<String, String> entries;
        private final Function<Boolean, Fact> fact;
        private int posts;

        Notice(String name, Map<String, String> entries, Function<Boolean, Fact> fact) {
            this.name = name;
            this.entries = entries;
            this.fact = fact;
        }

        /** A stop counts from when it is there, and no longer from right before it is not. */
        synchronized void post(Duration length) {
            if (posts++ == 0) {
                scene.post(name, entries);
                recorder.add(fact.apply(true));
            }
            time.after(length, this::unpost);
        }

        private synchronized void unpost() {
            if (--posts == 0) {
                recorder.add(fact.apply(false));
                scene.unpost(name);
            }
        }
    }

    void plan(List<Incident> all) {
        all.forEach(incident -> time.after(incident.at(), () -> happen(incident)));
    }

    /** The window of the release, which closes and opens by the clock. */
    void plan(Minutes denied) {
        time.after(Duration.ofMinutes(denied.from()), () -> recorder.add(new Fact.Windows("release", false)));
        time.after(Duration.ofMinutes(denied.to()), () -> recorder.add(new Fact.Windows("release", true)));
    }

    /** Stops all releases, for a time. */
    void stop(Duration length) {
        stop.post(length);
    }

    boolean objectivesAreBreached() {
        return time.nanos() < breachedUntil;
    }

    boolean controllersAreSlow() {
        return time.nanos() < slowUntil;
    }

    boolean watchesAreBlind() {
        return blind;
    }

    void awaitSight() {
        while (blind) {
            scene.advance(Duration.ofMinutes(1));
        }
    }

    private void happen(Incident incident) {
        switch (incident.what()) {
            case PODS -> scene.setReady(incident.track(), incident.number());
            case FOREIGN_WRITE -> recorder.foreignWrite(incident.number() % routers, incident.track());
            case SLOW_CONTROLLERS -> {
                slowUntil = time.nanos() + Duration.ofSeconds(incident.number()).toNanos();
                recorder.add(new Fact.Disturbed("controllers", incident.toString()));
            }
            case DELETED -> scene.delete(incident.track());
            case FORBIDDEN -> forbid(incident);
            case OUT_OF_SIGHT -> hide(incident);
            case STOP -> stop(Duration.ofSeconds(incident.number()));
            case WINDOWS -> windows.post(Duration.ofSeconds(incident.number()));
            case BREACH ->
                breachedUntil =
                        time.nanos() + Duration.ofSeconds(incident.number()).toNanos();
        }
        recorder.look();
    }

    /** A rollback from that track is not disturbed; one to it is. */
    private void forbid(Incident incident) {
        Track track = incident.track();
        scene.forbid(track, true);
        recorder.add(new Fact.Forbidden(track));
        time.after(Duration.ofSeconds(incident.number()), () -> scene.forbid(track, false));
    }

    private void hide(Incident incident) {
        see(false);
        recorder.add(new Fact.Disturbed("watches", incident.toString()));
        time.after(Duration.ofSeconds(incident.number()), () -> see(true));
    }

    /** Entered before the watches work again, because they show changes at once, and after they go blind. */
    private void see(boolean clear) {
        if (clear) {
            recorder.add(new Fact.Sight(true));
        }
        if (scene.hide(!clear) && !clear) {
            blind = true;
            recorder.add(new Fact.Sight(false));
        }
        blind &= !clear;
    }
}
