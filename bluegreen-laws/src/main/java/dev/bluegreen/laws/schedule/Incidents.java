package dev.bluegreen.laws.schedule;

import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.schedule.Schedule.Incident;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.List;

/** Carries out the incidents of a schedule. */
final class Incidents {

    private final Scene scene;
    private final Time time;
    private final SceneRecorder recorder;
    private final int routers;
    private volatile boolean blind;
    private volatile long slowUntil = Long.MIN_VALUE;

    Incidents(Scene scene, SceneRecorder recorder, int routers) {
        this.scene = scene;
        this.time = scene.time();
        this.recorder = recorder;
        this.routers = routers;
    }

    void plan(List<Incident> all) {
        all.forEach(incident -> time.after(incident.at(), () -> happen(incident)));
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
