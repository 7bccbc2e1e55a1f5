package dev.bluegreen.internal.record;

import java.util.List;

/**
 * Origin of a record that was read, beyond its own fields.
 *
 * @param schema the schema it was written in
 * @param leftovers what this version does not know of it
 */
public record Origin(int schema, List<Leftover> leftovers) {

    /** Of a record that this version made. */
    static final Origin OURS = new Origin(RecordCodec.SCHEMA, List.of());

    /** Copies the list. */
    public Origin {
        leftovers = List.copyOf(leftovers);
    }

    /** True if a newer version wrote it. */
    public boolean isNewer() {
        return schema > RecordCodec.SCHEMA;
    }
}
