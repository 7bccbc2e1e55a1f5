package dev.bluegreen.internal.record;

import dev.bluegreen.internal.record.Fields.UnreadableException;
import dev.bluegreen.internal.record.ReleaseRecord.Origin;
import dev.bluegreen.internal.record.ReleaseRecord.Stacks;
import dev.bluegreen.model.Track;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record from JSON, section by section, strictly or leniently: leniently it takes the readable parts, and gives back the
 * rest unchanged. That is enough to send traffic back by a record that a newer version wrote, or that was damaged.
 */
final class RecordReader {

    private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);

    private final String where;
    private final Fields fields;
    private final int schema;
    private final boolean isLenient;

    RecordReader(String where, Fields fields, boolean isLenient) {
        this.where = where;
        this.fields = fields;
        this.schema = schema(where, fields, isLenient);
        this.isLenient = isLenient || schema > RecordCodec.SCHEMA;
    }

    /** One that cannot be read does not keep traffic from going back by the rest. */
    private static int schema(String where, Fields fields, boolean isLenient) {
        try {
            return fields.whole("schema", 1, Integer.MAX_VALUE);
        } catch (UnreadableException e) {
            if (!isLenient) {
                throw e;
            }
            LOG.warn("{}: {}; it is taken for {}", where, e.getMessage(), RecordCodec.SCHEMA);
            return RecordCodec.SCHEMA;
        }
    }

    ReleaseRecord read() {
        Traffic traffic = new TrafficSection().read(this);
        Work work = new WorkSection().read(this);
        Stacks stacks = new StacksSection().read(this);
        Log log = new LogSection().read(this);
        return new ReleaseRecord(traffic, stacks, work, log, new Origin(schema, fields.leftovers()));
    }

    /** All fields of the record; what a section reads of them directly is never given back. */
    Fields fields() {
        return fields;
    }

    boolean isLenient() {
        return isLenient;
    }

    <T> Optional<T> optional(String field, Function<String, T> reader) {
        try {
            return fields.ifPresent(field, reader);
        } catch (UnreadableException e) {
            if (!isLenient) {
                throw e;
            }
            LOG.warn("{}: {}; it is left as it is", where, e.getMessage());
            fields.unread(field);
            return Optional.empty();
        }
    }

    /** @param keys the fields that together tell one of the objects from another */
    <T> List<T> list(String field, Function<Fields, T> reader, String... keys) {
        return optional(field, named -> each(fields.objects(named, keys), reader))
                .orElse(List.of());
    }

    <T> Map<Track, T> byTrack(String field, BiFunction<Fields, String, T> reader) {
        return optional(field, named -> byTrack(fields.object(named, named), reader))
                .orElse(Map.of());
    }

    private <T> Map<Track, T> byTrack(Fields json, BiFunction<Fields, String, T> reader) {
        Map<Track, T> all = new EnumMap<>(Track.class);
        for (Track track : Track.values()) {
            sane(() -> json.ifPresent(track.name(), field -> reader.apply(json, field)))
                    .flatMap(Function.identity())
                    .ifPresent(value -> all.put(track, value));
        }
        return all;
    }

    /** A value that cannot be one is left out, strictly too: it must not stand in the way of going back, nor be asked for. */
    <T> Optional<T> sane(Supplier<T> reader) {
        try {
            return Optional.of(reader.get());
        } catch (UnreadableException e) {
            LOG.warn("{}: {}; it is ignored", where, e.getMessage());
            return Optional.empty();
        }
    }

    static <T> List<T> each(List<Fields> objects, Function<Fields, T> reader) {
        List<T> values = new ArrayList<>();
        objects.forEach(object -> values.add(reader.apply(object)));
        return values;
    }
}
