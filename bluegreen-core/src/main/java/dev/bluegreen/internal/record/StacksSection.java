package dev.bluegreen.internal.record;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.bluegreen.internal.record.ReleaseRecord.Stacks;
import dev.bluegreen.internal.record.Sizes.Pin;
import dev.bluegreen.internal.record.Traffic.Adopted;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.model.Track;
import java.util.List;
import java.util.Map;

/** {@code staged} with {@code templates}, {@code origin}, and the sizes: {@code fullSizes}, {@code retired} and {@code pins}. */
final class StacksSection implements RecordCodec.Section<Stacks> {

    private static final String ORIGIN = "origin";

    /** No size beyond this is one that a release has recorded. */
    private static final int MOST_PODS = 10_000;

    @Override
    public Stacks read(RecordReader in) {
        return new Stacks(
                new Staged(in.optional("staged", in.fields()::track), in.byTrack("templates", StacksSection::template)),
                new Sizes(pods(in, "fullSizes", 1), pins(in), pods(in, "retired", 0)),
                in.optional(ORIGIN, field -> adopted(in.fields().object(field, "workload"))));
    }

    @Override
    public void write(Stacks stacks, RecordWriter out) {
        stacks.staged().track().ifPresent(track -> out.json().addProperty("staged", track.name()));
        out.byTrack("fullSizes", stacks.sizes().full(), JsonPrimitive::new);
        out.byTrack("retired", stacks.sizes().retired(), JsonPrimitive::new);
        stacks.adopted().ifPresent(adopted -> out.json().add(ORIGIN, adopted(adopted, out)));
        List<Pin> pins = stacks.sizes().pins();
        if (!pins.isEmpty()) {
            out.json().add("pins", RecordWriter.array(pins, pin -> pin(pin, out)));
        }
        if (out.room().isWhole()) {
            out.byTrack("templates", stacks.staged().templates(), JsonPrimitive::new);
        }
    }

    private static String template(Fields json, String track) {
        String found = json.text(track);
        if (found.length() > Staged.LONGEST) {
            throw json.wrong(track, found, "a fingerprint of at most " + Staged.LONGEST + " characters");
        }
        return found;
    }

    private static Map<Track, Integer> pods(RecordReader in, String field, int least) {
        return in.byTrack(field, (json, track) -> json.whole(track, least, MOST_PODS));
    }

    private static List<Pin> pins(RecordReader in) {
        return in.optional(
                        "pins",
                        field -> in.fields().objects(field, "track").stream()
                                .flatMap(json -> in.sane(() -> pin(json)).stream())
                                .toList())
                .orElse(List.of());
    }

    private static Pin pin(Fields json) {
        return new Pin(
                json.track("track"),
                json.text("autoscaler"),
                json.whole("was", 0, MOST_PODS),
                json.whole("min", 0, MOST_PODS));
    }

    private static JsonObject pin(Pin pin, RecordWriter out) {
        JsonObject json = new JsonObject();
        json.addProperty("track", pin.track().name());
        json.addProperty("autoscaler", out.name(pin.autoscaler()));
        json.addProperty("was", pin.was());
        json.addProperty("min", pin.min());
        return json;
    }

    private static Adopted adopted(Fields json) {
        return new Adopted(
                origin(json), json.text("routing"), json.flag("stands"), json.ifPresent("until", json::instant));
    }

    static Origin origin(Fields json) {
        Track track = json.track("track");
        String workload = json.text("workload");
        try {
            return new Origin(track, workload);
        } catch (ConfigurationException e) {
            throw json.wrong("workload", workload, "the name of a workload");
        }
    }

    /** The name is never cut: a cut one would be that of no workload. */
    static JsonObject origin(Origin origin) {
        JsonObject json = new JsonObject();
        json.addProperty("track", origin.track().name());
        json.addProperty("workload", origin.workload());
        return json;
    }

    private static JsonObject adopted(Adopted adopted, RecordWriter out) {
        JsonObject json = origin(adopted.origin());
        json.addProperty("routing", out.text(adopted.routing()));
        json.addProperty("stands", adopted.stands());
        adopted.until().ifPresent(at -> json.addProperty("until", at.toString()));
        return json;
    }
}
