package dev.bluegreen.testkit.memory;

import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.RecordStore;
import dev.bluegreen.spi.StoredRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records in a map, with compare-and-set. */
final class InMemoryRecords implements RecordStore {

    private final Bus bus;
    private final Map<String, StoredRecord> records = new HashMap<>();
    private long version;

    InMemoryRecords(Bus bus) {
        this.bus = bus;
    }

    @Override
    public String describe(String release) {
        return "record/" + release;
    }

    @Override
    public Optional<StoredRecord> load(String release) {
        return bus.call("load " + describe(release), () -> find(release));
    }

    @Override
    public StoredRecord compareAndSet(String release, Optional<StoredRecord> expected, StoredRecord next) {
        return bus.call("save " + describe(release), () -> replace(release, expected, next));
    }

    List<String> releases() {
        return bus.call("list records", this::names);
    }

    private synchronized List<String> names() {
        return List.copyOf(records.keySet());
    }

    synchronized Optional<StoredRecord> find(String release) {
        return Optional.ofNullable(records.get(release));
    }

    synchronized void delete(String release) {
        records.remove(release);
    }

    private synchronized StoredRecord replace(String release, Optional<StoredRecord> expected, StoredRecord next) {
        Optional<String> found = find(release).map(StoredRecord::version);
        if (!found.equals(expected.map(StoredRecord::version))) {
            throw new PlatformException(
                    PlatformException.Kind.CONFLICT,
                    describe(release) + " is at version " + found.orElse("none") + ", not "
                            + expected.map(StoredRecord::version).orElse("none"));
        }
        version++;
        StoredRecord stored = next.withVersion(Long.toString(version));
        records.put(release, stored);
        return stored;
    }
}
