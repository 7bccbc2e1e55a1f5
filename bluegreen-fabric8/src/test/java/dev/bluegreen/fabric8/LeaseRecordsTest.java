package dev.bluegreen.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.spi.RecordStore;
import dev.bluegreen.spi.StoredRecord;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseRecordsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

    private final Shop shop = Shop.empty();
    private final RecordStore records = shop.platform.records();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void thereIsNoRecordUntilOneIsWritten() {
        assertThat(records.load("checkout")).isEmpty();
        assertThat(records.describe("checkout")).isEqualTo("Lease/bluegreen-checkout");
    }

    @Test
    void keepsTheRecordOfAReleaseWithTheLongestName() {
        String release = "r".repeat(63);

        records.compareAndSet(release, Optional.empty(), record(1, "{}"));

        assertThat(records.load(release)).isPresent();
    }

    @Test
    void keepsAllThatIsInARecord() {
        StoredRecord written = create();

        assertThat(written.version()).isNotEmpty();
        assertThat(written).isEqualTo(record(1, "{\"a\":1}").withVersion(written.version()));
        assertThat(records.load("checkout")).contains(written);
    }

    @Test
    void theLeaseReadsAsAnyLeaseDoes() {
        create();

        Lease lease = lease();
        assertThat(lease.getSpec().getHolderIdentity()).isEqualTo("ann-1");
        assertThat(lease.getSpec().getLeaseDurationSeconds()).isEqualTo(30);
        assertThat(lease.getSpec().getLeaseTransitions()).isEqualTo(1);
        assertThat(lease.getSpec().getAcquireTime().toInstant()).isEqualTo(NOON);
        assertThat(lease.getMetadata().getAnnotations()).containsEntry("bluegreen.dev/record", "{\"a\":1}");
        assertThat(lease.getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/managed-by", "bluegreen")
                .containsEntry("bluegreen.dev/release", "checkout");
    }

    @Test
    void everyCallIsOneRequest() {
        StoredRecord first = create();
        records.compareAndSet("checkout", Optional.of(first), record(2, "{}"));
        records.load("checkout");

        assertThat(shop.requests()).containsExactly("create leases", "update leases", "get leases");
    }

    @Test
    void aRecordWithoutHolderIsFree() {
        StoredRecord first = create();
        StoredRecord free = StoredRecord.builder(NOON, Duration.ofSeconds(30), "{}")
                .token(1)
                .build();

        assertThat(records.compareAndSet("checkout", Optional.of(first), free).holder())
                .isEmpty();
        assertThat(records.load("checkout").orElseThrow().holder()).isEmpty();
    }

    @Test
    void theSecondToCreateItIsRefused() {
        create();

        conflict(() -> records.compareAndSet("checkout", Optional.empty(), record(1, "{}")));
    }

    @Test
    void aRecordThatAnotherWriterWroteMeanwhileIsRefused() {
        StoredRecord first = create();
        RecordStore other = Fabric8Platform.of(shop.kubectl()).records();
        other.compareAndSet("checkout", other.load("checkout"), record(2, "theirs"));

        conflict(() -> records.compareAndSet("checkout", Optional.of(first), record(2, "ours")));
        assertThat(records.load("checkout").orElseThrow().json()).isEqualTo("theirs");
    }

    @Test
    void aRecordThatComesWithoutItsLeaseIsReadOnceAndRefusedWithoutAWriteWhenItIsOld() {
        StoredRecord first = create();
        records.compareAndSet("checkout", Optional.of(first), record(2, "{}"));
        RecordStore fresh = Fabric8Platform.of(shop.cluster.client()).records();
        shop.forget();

        Optional<StoredRecord> known = Optional.of(first.toBuilder().build());
        conflict(() -> fresh.compareAndSet("checkout", known, record(3, "{}")));
        assertThat(shop.requests()).containsExactly("get leases");
    }

    @Test
    void whatOthersPutOnTheLeaseStays() {
        create();
        shop.kubectl()
                .leases()
                .inNamespace("default")
                .withName("bluegreen-checkout")
                .edit(lease -> lease.toBuilder()
                        .editMetadata()
                        .addToLabels("team", "shop")
                        .addToAnnotations("note", "mind the gap")
                        .endMetadata()
                        .build());

        records.compareAndSet("checkout", records.load("checkout"), record(2, "{}"));

        assertThat(lease().getMetadata().getLabels()).containsEntry("team", "shop");
        assertThat(lease().getMetadata().getAnnotations()).containsEntry("note", "mind the gap");
    }

    @Test
    void aPartOfASecondCountsAsAWholeSoThatNobodyTakesOverEarly() {
        StoredRecord brief = StoredRecord.builder(NOON, Duration.ofMillis(1500), "{}")
                .holder(Optional.of("ann-1"))
                .token(1)
                .build();

        assertThat(records.compareAndSet("checkout", Optional.empty(), brief).duration())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aTokenThatNoLeaseCanCountIsRefusedBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> records.compareAndSet("checkout", Optional.empty(), record(1L << 31, "{}")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("token: 2147483648");
        assertThat(shop.cluster.writes()).noneMatch(write -> write.resource().equals("leases"));
    }

    private StoredRecord create() {
        return records.compareAndSet("checkout", Optional.empty(), record(1, "{\"a\":1}"));
    }

    private Lease lease() {
        return shop.kubectl()
                .leases()
                .inNamespace("default")
                .withName("bluegreen-checkout")
                .get();
    }

    private static StoredRecord record(long token, String json) {
        return StoredRecord.builder(NOON, Duration.ofSeconds(30), json)
                .holder(Optional.of("ann-1"))
                .token(token)
                .build();
    }

    private static void conflict(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        error -> assertThat(error.kind()).isEqualTo(Kind.CONFLICT));
    }
}
