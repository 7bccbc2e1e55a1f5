package dev.bluegreen.event;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit file whose disk is full, late, or may no longer be written: no operation waits for it, and no line is lost. */
class AuditDiskTest {

    @TempDir
    Path directory;

    private final Shop shop = new Shop();
    private final Disk disk = new Disk();

    @Test
    void aFullDiskStopsNoCutoverAndItsLinesAreWrittenWhenThereIsSpace() throws IOException {
        try (JsonLinesAudit audit = JsonLinesAudit.in(directory, shop.time, disk)) {
            disk.space(1_500);
            List<String> problems = new CopyOnWriteArrayList<>();
            shop.time.after(Duration.ofMinutes(3), () -> problems.addAll(problems(audit)));
            shop.time.after(Duration.ofMinutes(4), () -> disk.space(Long.MAX_VALUE));

            assertThat(release(audit).switchTo(GREEN).outcome()).hasToString("SWITCHED");
            shop.time.advance(Duration.ofMinutes(10));

            assertThat(problems)
                    .singleElement()
                    .asString()
                    .contains(audit.path().toString(), "No space left on device", "give its disk space");
            assertThat(AuditLog.verify(audit.path(), heads()).anchored()).isTrue();
            assertThat(numbers(audit)).doesNotHaveDuplicates().isSorted();
            assertThat(release(audit).status().undelivered()).isEmpty();
        }
    }

    @Test
    void aDiskThatTurnsReadOnlyStopsNoCutoverAndTheNextProcessWritesItsLines() throws IOException {
        JsonLinesAudit first = JsonLinesAudit.in(directory, shop.time, disk);
        shop.before("shift router/web", () -> disk.refuse("Read-only file system"));

        assertThat(release(first).switchTo(GREEN).outcome()).hasToString("SWITCHED");
        first.close();
        assertThat(AuditLog.verify(first.path()).isConsistent()).isTrue();
        disk.refuse(null);

        try (JsonLinesAudit second = JsonLinesAudit.in(directory, shop.time)) {
            release(second).rollBack();
            shop.time.advance(Duration.ofSeconds(1));

            assertThat(Files.readString(second.path()))
                    .contains("\"replayed\":true")
                    .contains("SWITCHED");
            assertThat(AuditLog.verify(directory, heads()).anchored()).isTrue();
        }
    }

    @Test
    void closingOnADiskThatFailsIsNoFailureAndFreesTheFile() {
        JsonLinesAudit first = JsonLinesAudit.in(directory, shop.time, disk);
        release(first).switchTo(GREEN);
        disk.unsafe("Input/output error");

        first.close();

        disk.unsafe(null);
        try (JsonLinesAudit second = JsonLinesAudit.in(directory, shop.time)) {
            assertThat(second.path()).isEqualTo(first.path());
        }
    }

    /** On a full disk a write ends anywhere, also right before the line break, or after it. */
    @Test
    void aLineThatEndsAtAnyByteIsCompletedAndTheChainHolds() throws IOException {
        int length = line(1).length();
        for (int bytes = 0; bytes <= length + 1; bytes++) {
            Path folder = directory.resolve("after-" + bytes);
            AuditFile file = AuditFile.open(folder, "ann", disk);
            file.append(event(1));
            disk.space(bytes);

            boolean fits = bytes > length;
            if (!fits) {
                assertThatThrownBy(() -> file.append(event(2))).isInstanceOf(BlueGreenException.class);
            }
            disk.space(Long.MAX_VALUE);
            file.append(event(2));
            file.close();

            AuditFile next = AuditFile.open(folder, "ann", disk);
            next.append(event(3));
            next.close();
            assertThat(AuditLog.verify(next.path(), next.head().stream().toList())
                            .anchored())
                    .as("full after %d bytes", bytes)
                    .isTrue();
        }
    }

    @Test
    void aLineThatAKilledProcessLeftWithoutItsLineBreakCounts() throws IOException {
        AuditFile killed = AuditFile.open(directory, "ann", disk);
        killed.append(event(1));
        killed.close();
        String whole = Files.readString(killed.path());
        Files.writeString(killed.path(), whole.stripTrailing());

        AuditFile next = AuditFile.open(directory, "ann", disk);
        next.append(event(2));
        next.close();

        assertThat(AuditLog.verify(next.path(), next.head().stream().toList()))
                .hasToString("consistent and anchored, 2 lines");
    }

    @Test
    void anEventHasOneLineHoweverOftenItsDiskFailsToSayThatItIsSafe() throws IOException {
        try (JsonLinesAudit audit = JsonLinesAudit.in(directory, shop.time, disk)) {
            disk.unsafe("Input/output error");
            shop.time.after(Duration.ofMinutes(4), () -> disk.unsafe(null));

            release(audit).switchTo(GREEN);
            shop.time.advance(Duration.ofMinutes(10));

            assertThat(numbers(audit)).doesNotHaveDuplicates().isSorted();
            assertThat(AuditLog.verify(audit.path(), heads()).anchored()).isTrue();
        }
    }

    /** The audit has the time of the system here, as virtual time would wait for it. */
    @Test
    void noCutoverWaitsUntilItsLinesAreOnDisk() {
        CountDownLatch late = disk.hang();
        JsonLinesAudit audit = JsonLinesAudit.in(directory, Time.system(), disk);
        try {
            Instant start = shop.time.now();

            CutoverReport report = release(audit).switchTo(GREEN);

            assertThat(report.outcome()).hasToString("SWITCHED");
            assertThat(Duration.between(start, shop.time.now())).isLessThanOrEqualTo(Shop.SETTLE.plusSeconds(2));
            assertThat(audit.head()).isEmpty();
            assertThat(audit.outbox().orElseThrow().pending()).isPositive();
        } finally {
            late.countDown();
            audit.close();
        }
        assertThat(AuditLog.verify(audit.path()).isConsistent()).isTrue();
        assertThat(audit.head()).isPresent();
    }

    private Release release(JsonLinesAudit audit) {
        return shop.builder().listener(audit).build();
    }

    private List<AuditHead> heads() {
        return shop.release().status().audit();
    }

    private static List<String> problems(JsonLinesAudit audit) {
        return audit.outbox().orElseThrow().problem().stream().toList();
    }

    private static List<Integer> numbers(JsonLinesAudit audit) throws IOException {
        return Files.readAllLines(audit.path()).stream()
                .filter(line -> AuditLine.read(line).isPresent())
                .map(line -> Integer.parseInt(line.replaceFirst(".*\"n\":(\\d+),.*", "$1")))
                .toList();
    }

    private static String line(int number) {
        return AuditLine.of(event(number), number, AuditLine.NOTHING, false);
    }

    private static CutoverEvent event(int number) {
        return CutoverEvent.builder("shop", "c-1", number, Instant.EPOCH)
                .phase(Phase.SHIFT)
                .kind(CutoverEvent.Kind.PHASE)
                .build();
    }
}
