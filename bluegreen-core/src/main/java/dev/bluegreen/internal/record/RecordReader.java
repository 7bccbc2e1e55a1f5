package dev.bluegreen.internal.record;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record from JSON, section by section, strictly or leniently: then it takes what it can read, and gives back the rest as it
 * was. That is enough to send traffic back by a record that a newer version wrote, or that was damaged.
 */
final class RecordReader {

    private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);

    private final String where;
    private final Fields fields;
    private final boolean isLenient;

    RecordReader(String where, Fields fields, boolean isLenient) {
        this.where = where;
        this.fields = fields;
        this.isLenient = isLenient;
    }

    ReleaseRecord read() {
        int schema = schema();
        SectionReader in = new SectionReader(where, fields, isLenient || schema > RecordCodec.SCHEMA);
        Traffic traffic = new TrafficSection().read(in);
        Work work = new WorkSection().read(in);
        Stacks stacks = new StacksSection().read(in);
        Log log = new LogSection().read(in);
        return new ReleaseRecord(traffic, stacks, work, log, new ReleaseRecord.Origin(schema, fields.leftovers()));
    }

    /** One that cannot be read does not keep traffic from going back by the rest. */
    private int schema() {
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
}
