package dev.bluegreen.internal.record;

import com.google.gson.JsonObject;
import dev.bluegreen.internal.record.Traffic.Clock;
import dev.bluegreen.result.ReleaseStatus.Standby;
import java.util.List;

/** {@code active}, {@code standby}, {@code trafficVerified}, {@code clock}, {@code wayBackClosed} and {@code routers}. */
final class TrafficSection implements RecordCodec.Section<Traffic> {

    @Override
    public Traffic read(RecordReader in) {
        Fields fields = in.fields();
        return new Traffic(
                in.optional("active", fields::track),
                in.optional("standby", field -> standby(fields.object(field, "track"))),
                in.optional("trafficVerified", fields::instant),
                in.optional("clock", field -> clock(fields.object(field, "of"))),
                in.optional(WayBackClosed.FIELD, field -> WayBackClosed.read(fields.object(field, "cutover"))),
                in.optional("routers", fields::texts).orElse(List.of()));
    }

    @Override
    public void write(Traffic traffic, RecordWriter out) {
        JsonObject json = out.json();
        traffic.active().ifPresent(track -> json.addProperty("active", track.name()));
        traffic.standby().ifPresent(kept -> json.add("standby", standby(kept)));
        traffic.verified().ifPresent(at -> json.addProperty("trafficVerified", at.toString()));
        traffic.clock().ifPresent(clock -> json.add("clock", clock(clock, out)));
        traffic.closed().ifPresent(closed -> json.add(WayBackClosed.FIELD, closed.json(out::text)));
        json.add(
                "routers",
                RecordWriter.texts(traffic.routers().stream().map(out::name).toList()));
    }

    private static Standby standby(Fields json) {
        return new Standby(json.track("track"), json.instant("until"));
    }

    private static JsonObject standby(Standby kept) {
        JsonObject json = new JsonObject();
        json.addProperty("track", kept.track().name());
        json.addProperty("until", kept.until().toString());
        return json;
    }

    private static Clock clock(Fields json) {
        return new Clock(json.text("of"), json.instant("at"));
    }

    private static JsonObject clock(Clock clock, RecordWriter out) {
        JsonObject json = new JsonObject();
        json.addProperty("of", out.text(clock.of()));
        json.addProperty("at", clock.at().toString());
        return json;
    }
}
