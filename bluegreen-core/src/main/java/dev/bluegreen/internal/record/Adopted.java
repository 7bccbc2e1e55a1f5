package dev.bluegreen.internal.record;

import com.google.gson.JsonObject;
import dev.bluegreen.model.Origin;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.ReleaseStatus.Standby;
import java.time.Instant;
import java.util.Optional;

/**
 * The workload from which a release was adopted, until it is retired.
 *
 * @param origin the workload, and the track that it stands for
 * @param routing the routers and their values before the adoption, for a person
 * @param stands true until its track gets a workload of its own: as long as it does, traffic can go back to it
 * @param until how long it is kept; empty while traffic is on it
 */
public record Adopted(Origin origin, String routing, boolean stands, Optional<Instant> until) {

    static final String FIELD = "origin";

    /** Of an adoption that begins. */
    public static Adopted begun(Origin origin, String routing) {
        return new Adopted(origin, routing, true, Optional.empty());
    }

    /** The origin as the idle track: as the one that it stands for, else as the one that has no traffic. */
    public Origin idle(Optional<Track> active) {
        return stands ? origin : new Origin(active.map(Track::other).orElse(origin.track()), origin.workload());
    }

    /** A copy that does not stand for a track that gets a workload of its own. */
    Adopted without(Track track) {
        return new Adopted(origin, routing, stands && origin.track() != track, until);
    }

    /** A copy that is kept as its track is, where it stands for it. */
    Adopted keeping(Optional<Standby> kept) {
        Optional<Instant> end =
                kept.filter(one -> one.track() == origin.track()).map(Standby::until);
        return stands ? new Adopted(origin, routing, true, end) : this;
    }

    static Adopted read(Fields json) {
        return new Adopted(
                new Origin(json.track("track"), json.text("workload")),
                json.text("routing"),
                json.flag("stands"),
                json.ifPresent("until", json::instant));
    }

    JsonObject json(RecordWriter out) {
        JsonObject json = new JsonObject();
        json.addProperty("track", origin.track().name());
        json.addProperty("workload", out.name(origin.workload()));
        json.addProperty("routing", out.text(routing));
        json.addProperty("stands", stands);
        until.ifPresent(at -> json.addProperty("until", at.toString()));
        return json;
    }
}
