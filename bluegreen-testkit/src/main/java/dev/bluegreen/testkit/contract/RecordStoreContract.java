package dev.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.spi.RecordStore;
import dev.bluegreen.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of every {@link RecordStore}. Extend it, make the stores, and run it as a test class of JUnit Jupiter. */
public abstract class RecordStoreContract {

    private static final String RELEASE = "checkout";
    private static final int CONTESTANTS = 5;
    private static final int LONG_DOCUMENT = 100_000;
    private static final Instant ACQUIRED = Instant.parse("2026-01-01T12:00:00.123456Z");
    private static final Instant RENEWED = ACQUIRED.plusSeconds(10);

    /** For implementations. */
    protected RecordStoreContract() {}

    /**
     * Another store on the storage under test, like that of another process. All stores of one test share the storage, which
     * has no record when the test begins.
     */
    protected abstract RecordStore store();

    /** Deletes the record of a release without the store, like a manual deletion. */
    protected abstract void lose(String release);

    @Test
    void thereIsNoRecordUntilOneIsWritten() {
        assertThat(store().load(RELEASE)).isEmpty();
    }

    @Test
    void namesTheRecordByItsRelease() {
        assertThat(store().describe(RELEASE)).contains(RELEASE).isNotEqualTo(store().describe("cart"));
    }

    @Test
    void keepsAllThatIsInARecord() {
        StoredRecord record = record(3, "{\"sentence\":\"blue → \\\"green\\\"\\n\",\"empty\":{}}");

        StoredRecord written = store().compareAndSet(RELEASE, Optional.empty(), record);

        assertThat(written).isEqualTo(record.withVersion(written.version()));
        assertThat(store().load(RELEASE)).contains(written);
    }

    @Test
    void keepsTheControlNoteApartFromTheRecord() {
        StoredRecord first = create();

        StoredRecord noted = store().compareAndSet(
                        RELEASE,
                        Optional.of(first),
                        first.toBuilder().control("{\"stop\":1}").build());

        assertThat(noted.control()).isEqualTo("{\"stop\":1}");
        assertThat(load()).isEqualTo(noted);
        StoredRecord without = store().compareAndSet(
                        RELEASE,
                        Optional.of(noted),
                        noted.toBuilder().control("").build());
        assertThat(without.control()).isEmpty();
        assertThat(load().control()).isEmpty();
    }

    @Test
    void keepsALongDocument() {
        String json = "{\"history\":\"" + "x".repeat(LONG_DOCUMENT) + "\"}";

        store().compareAndSet(RELEASE, Optional.empty(), record(1, json));

        assertThat(load().json()).isEqualTo(json);
    }

    @Test
    void keepsTheRecordOfAReleaseWithTheLongestName() {
        String release = "r".repeat(63);

        store().compareAndSet(release, Optional.empty(), record(1, "{}"));

        assertThat(store().load(release)).isPresent();
    }

    @Test
    void keepsReleasesApart() {
        create();

        assertThat(store().load("checkout2")).isEmpty();
        store().compareAndSet("checkout2", Optional.empty(), record(1, "other"));
        assertThat(load().json()).isEqualTo("{}");
    }

    @Test
    void everyWriteGivesTheRecordAnotherVersion() {
        RecordStore store = store();
        StoredRecord first = store.compareAndSet(RELEASE, Optional.empty(), record(1, "{}"));

        StoredRecord second = store.compareAndSet(RELEASE, Optional.of(first), record(2, "{}"));

        assertThat(first.version()).isNotEmpty();
        assertThat(second.version()).isNotEmpty().isNotEqualTo(first.version());
        assertThat(load()).isEqualTo(second);
    }

    @Test
    void loadingChangesNothing() {
        create();

        assertThat(load()).isEqualTo(load());
    }

    @Test
    void aHolderThatLetsGoLeavesTheLockFree() {
        StoredRecord held = create();
        StoredRecord free = StoredRecord.builder(ACQUIRED, held.duration(), "{}")
                .renewed(RENEWED)
                .token(1)
                .build();

        store().compareAndSet(RELEASE, Optional.of(held), free);

        assertThat(load().holder()).isEmpty();
    }

    @Test
    void theSecondToCreateItIsRefusedAndWritesNothing() {
        StoredRecord first = create();

        Contest.refused(() -> store().compareAndSet(RELEASE, Optional.empty(), record(2, "second")));

        assertThat(load()).isEqualTo(first);
    }

    @Test
    void aWriterWithAnOlderVersionIsRefusedAndWritesNothing() {
        RecordStore slow = store();
        create();
        StoredRecord seen = slow.load(RELEASE).orElseThrow();
        StoredRecord theirs = store().compareAndSet(RELEASE, store().load(RELEASE), record(2, "theirs"));

        Contest.refused(() -> slow.compareAndSet(RELEASE, Optional.of(seen), record(3, "ours")));

        assertThat(load()).isEqualTo(theirs);
    }

    @Test
    void aWriterThatHasReadAgainIsNotRefused() {
        RecordStore slow = store();
        create();
        store().compareAndSet(RELEASE, store().load(RELEASE), record(2, "theirs"));

        slow.compareAndSet(RELEASE, slow.load(RELEASE), record(3, "ours"));

        assertThat(load().json()).isEqualTo("ours");
    }

    @Test
    void aRecordThatIsGoneIsNotWrittenByWhoeverExpectsIt() {
        RecordStore store = store();
        StoredRecord seen = store.compareAndSet(RELEASE, Optional.empty(), record(1, "{}"));
        lose(RELEASE);

        Contest.refused(() -> store.compareAndSet(RELEASE, Optional.of(seen), record(2, "{}")));

        assertThat(store.load(RELEASE)).isEmpty();
    }

    @Test
    void aRecordMadeAnewIsNotTakenForTheOldOne() {
        RecordStore store = store();
        StoredRecord old = store.compareAndSet(RELEASE, Optional.empty(), record(1, "{}"));
        lose(RELEASE);
        StoredRecord anew = create();

        Contest.refused(() -> store.compareAndSet(RELEASE, Optional.of(old), record(2, "late")));

        assertThat(load()).isEqualTo(anew);
    }

    @Test
    void ofManyWhoCreateItOneWins() {
        Contest.oneWins(Stream.generate(this::store)
                .limit(CONTESTANTS)
                .<Runnable>map(store -> () -> store.compareAndSet(RELEASE, Optional.empty(), record(1, "{}")))
                .toList());
    }

    @Test
    void ofManyWhoWriteFromTheSameVersionOneWins() {
        create();
        List<Runnable> writers = Stream.generate(this::store)
                .limit(CONTESTANTS)
                .map(this::writer)
                .toList();

        Contest.oneWins(writers);
    }

    private Runnable writer(RecordStore store) {
        Optional<StoredRecord> seen = store.load(RELEASE);
        return () -> store.compareAndSet(RELEASE, seen, record(2, "{}"));
    }

    private StoredRecord create() {
        return store().compareAndSet(RELEASE, Optional.empty(), record(1, "{}"));
    }

    private StoredRecord load() {
        return store().load(RELEASE).orElseThrow();
    }

    private static StoredRecord record(long token, String json) {
        return StoredRecord.builder(ACQUIRED, Duration.ofSeconds(30), json)
                .holder(Optional.of("ann-1"))
                .renewed(RENEWED)
                .token(token)
                .build();
    }
}
