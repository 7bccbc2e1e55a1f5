package dev.bluegreen.internal.record;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Change;
import dev.bluegreen.event.CutoverEvent.Source;
import dev.bluegreen.event.RollBackCause;
import dev.bluegreen.event.RouterMove;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Pending events as JSON: each in {@code told}, and what those of one operation share once, in {@code toldOf}. Cluster and
 * namespace are those of the record, and not in it.
 */
final class ToldEvents {

    private ToldEvents() {}

    static List<CutoverEvent> read(RecordReader in) {
        Map<String, Origin> origins = in.list("toldOf", Origin::read, "id").stream()
                .collect(Collectors.toMap(Origin::id, Function.identity(), (one, other) -> other));
        return in.list("told", ToldEvents::event, "id", "n").stream()
                .map(event -> Optional.ofNullable(origins.get(event.cutoverId()))
                        .map(origin -> origin.addTo(event))
                        .orElse(event))
                .toList();
    }

    static void write(List<CutoverEvent> events, RecordWriter out) {
        Map<String, Origin> origins = new LinkedHashMap<>();
        events.stream().map(Origin::of).filter(Origin::isKnown).forEach(origin -> origins.put(origin.id(), origin));
        out.json().add("told", RecordWriter.array(events, event -> json(event, out)));
        if (!origins.isEmpty()) {
            out.json().add("toldOf", RecordWriter.array(List.copyOf(origins.values()), origin -> origin.json(out)));
        }
    }

    private static CutoverEvent event(Fields json) {
        return CutoverEvent.builder(
                        json.text("release"),
                        json.text("id"),
                        json.whole("n", 0, Integer.MAX_VALUE),
                        json.instant("at"))
                .phase(json.oneOf("phase", Phase.values()))
                .kind(json.oneOf("kind", CutoverEvent.Kind.values()))
                .outcome(json.ifPresent("outcome", json::text))
                .sentence(json.text("text"))
                .move(json.ifPresent("move", field -> move(json.object(field, "router"))))
                .cause(json.ifPresent("cause", json::text).flatMap(ToldEvents::cause))
                .build();
    }

    /** A newer version may know more. */
    private static Optional<RollBackCause> cause(String name) {
        return Arrays.stream(RollBackCause.values())
                .filter(cause -> cause.name().equals(name))
                .findFirst();
    }

    private static RouterMove move(Fields json) {
        return new RouterMove(json.text("router"), split(json, "from"), split(json, "to"));
    }

    private static TrafficSplit split(Fields json, String field) {
        String text = json.text(field);
        if (!text.matches("\\d{1,9}/\\d{1,9}") || text.matches("0+/0+")) {
            throw json.wrong(field, text, "two weights such as 100/0");
        }
        String[] weights = text.split("/", -1);
        return new TrafficSplit(Integer.parseInt(weights[0]), Integer.parseInt(weights[1]));
    }

    private static JsonObject json(RouterMove move, RecordWriter out) {
        JsonObject json = new JsonObject();
        json.addProperty("router", out.name(move.router()));
        json.addProperty("from", move.before().toString());
        json.addProperty("to", move.after().toString());
        return json;
    }

    private static JsonObject json(CutoverEvent event, RecordWriter out) {
        JsonObject json = new JsonObject();
        json.addProperty("n", event.number());
        json.addProperty("at", event.at().toString());
        json.addProperty("release", out.name(event.release()));
        json.addProperty("id", out.name(event.cutoverId()));
        json.addProperty("phase", event.phase().name());
        json.addProperty("kind", event.kind().name());
        event.outcome().ifPresent(how -> json.addProperty("outcome", out.name(how)));
        json.addProperty("text", out.text(event.sentence()));
        event.move().ifPresent(move -> json.add("move", json(move, out)));
        event.cause().ifPresent(cause -> json.addProperty("cause", cause.name()));
        return json;
    }

    /**
     * What the events of one operation share.
     *
     * @param id the operation
     * @param source who asked for it
     * @param change what it changes
     */
    private record Origin(String id, Source source, Change change) {

        private static final String IMAGES = "images";
        private static final String WORKLOADS = "workloads";
        private static final String ROUTERS = "routers";

        static Origin of(CutoverEvent event) {
            return new Origin(event.cutoverId(), event.source(), event.change());
        }

        boolean isKnown() {
            return !source.requester().isEmpty() || !change.equals(Change.UNKNOWN);
        }

        static Origin read(Fields json) {
            return new Origin(
                    json.text("id"),
                    new Source(
                            "",
                            "",
                            json.text("by"),
                            json.ifPresent("reason", json::text).orElse("")),
                    new Change(
                            json.ifPresent("from", json::track),
                            json.ifPresent("to", json::track),
                            byTrack(json, IMAGES, Fields::texts),
                            byTrack(json, WORKLOADS, Fields::text),
                            json.ifPresent(ROUTERS, json::texts).orElse(List.of())));
        }

        private static <T> Map<Track, T> byTrack(Fields json, String field, BiFunction<Fields, String, T> reader) {
            Map<Track, T> values = new EnumMap<>(Track.class);
            json.ifPresent(field, name -> json.object(name, name))
                    .ifPresent(all -> Arrays.stream(Track.values())
                            .forEach(track -> all.ifPresent(track.name(), name -> reader.apply(all, name))
                                    .ifPresent(value -> values.put(track, value))));
            return values;
        }

        CutoverEvent addTo(CutoverEvent event) {
            return event.toBuilder().source(source).change(change).build();
        }

        JsonObject json(RecordWriter out) {
            JsonObject json = new JsonObject();
            json.addProperty("id", out.name(id));
            json.addProperty("by", out.text(source.requester()));
            if (!source.reason().isEmpty()) {
                json.addProperty("reason", out.text(source.reason()));
            }
            change.from().ifPresent(track -> json.addProperty("from", track.name()));
            change.to().ifPresent(track -> json.addProperty("to", track.name()));
            add(json, IMAGES, change.images(), images -> names(images, out));
            add(json, WORKLOADS, change.workloads(), name -> new JsonPrimitive(out.name(name)));
            if (!change.routers().isEmpty()) {
                json.add(ROUTERS, names(change.routers(), out));
            }
            return json;
        }

        private static JsonArray names(List<String> texts, RecordWriter out) {
            return RecordWriter.texts(texts.stream().map(out::name).toList());
        }

        private static <T> void add(
                JsonObject json, String field, Map<Track, T> values, Function<T, JsonElement> writer) {
            if (!values.isEmpty()) {
                JsonObject all = new JsonObject();
                values.forEach((track, value) -> all.add(track.name(), writer.apply(value)));
                json.add(field, all);
            }
        }
    }
}
