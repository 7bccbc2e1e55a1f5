package dev.bluegreen.event;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bluegreen.Release;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.scene.Shop;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of an audit, and what its verification finds. */
class JsonLinesAuditTest {

    @TempDir
    Path directory;

    private final Shop shop = new Shop();
    private final List<JsonLinesAudit> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(JsonLinesAudit::close);
    }

    @Test
    void aCutoverIsConsistentAndAnchoredToItsLastLine() throws IOException {
        JsonLinesAudit audit = audit();
        switched(audit);

        List<JsonObject> lines = lines(audit);
        assertThat(lines).last().satisfies(line -> {
            assertThat(line.get("outcome").getAsString()).isEqualTo("SWITCHED");
            assertThat(line.get("requester").getAsString()).startsWith("ann (claimed by ");
            assertThat(line.get("reason").getAsString()).isEqualTo("REL-7");
            assertThat(line.get("imagesGREEN").getAsJsonArray().get(0).getAsString())
                    .isEqualTo("shop:2");
        });
        assertThat(heads())
                .singleElement()
                .satisfies(head -> assertThat(head.line()).isEqualTo(lines.size()));
        assertThat(AuditLog.verify(audit.path(), heads()))
                .hasToString("consistent and anchored, " + lines.size() + " lines");
        assertThat(AuditLog.verify(audit.path())).hasToString("consistent, not anchored, " + lines.size() + " lines");
        assertThat(AuditLog.verify(directory, heads()).anchored()).isTrue();
    }

    @Test
    void aRefusalIsAnchoredToo() {
        JsonLinesAudit audit = audit();
        switched(audit);
        long before = heads().get(0).line();
        shop.platform.setReady("shop-blue", 0);

        assertThatThrownBy(() -> release(audit).switchTo(BLUE)).isInstanceOf(RefusedException.class);
        shop.time.advance(Duration.ofSeconds(1));

        assertThat(heads())
                .singleElement()
                .satisfies(head -> assertThat(head.line()).isGreaterThan(before));
        assertThat(AuditLog.verify(audit.path(), heads()).anchored()).isTrue();
        assertThat(shop.release().status().undelivered()).isEmpty();
    }

    @Test
    void aRefusalWithoutARecordIsSaidNotToBeAnchored() {
        JsonLinesAudit audit = audit();
        shop.platform.setReady("shop-green", 0);

        assertThatThrownBy(() -> release(audit).switchTo(GREEN)).isInstanceOf(RefusedException.class);
        shop.time.advance(Duration.ofSeconds(1));

        assertThat(shop.platform.record("shop")).isEmpty();
        assertThat(AuditLog.verify(audit.path(), heads()).toString()).startsWith("consistent, not anchored, ");
    }

    @Test
    void linesAfterTheOnesThatARecordKnowsAreSaidNotToBeAnchored() {
        JsonLinesAudit audit = audit();
        switched(audit);
        List<AuditHead> known = heads();
        release(audit).rollBack();
        shop.time.advance(Duration.ofSeconds(1));

        AuditLog.Verification verified = AuditLog.verify(directory, known);

        assertThat(verified.isConsistent()).isTrue();
        assertThat(verified.anchored()).isFalse();
        assertThat(verified)
                .hasToString("consistent, anchored up to the last end: "
                        + known.get(0).line() + " of " + verified.lines() + " lines");
    }

    @Test
    void aFileThatNoRecordKnowsIsSaidNotToBeAnchored() throws IOException {
        switched(audit());
        Files.copy(open.get(0).path(), directory.resolve("other.jsonl"));

        assertThat(AuditLog.verify(directory, heads()).toString())
                .startsWith("consistent, anchored up to the last end: ");
    }

    @Test
    void anAlteredLineIsFound() throws IOException {
        Path file = changed(all -> replaced(all, 3, all.get(3).replace("shop", "shoq")));

        assertThat(AuditLog.verify(file, heads()).problems())
                .anyMatch(problem -> problem.startsWith("line 4 was altered"));
        assertThat(AuditLog.verify(file).isConsistent()).isFalse();
    }

    @Test
    void anAlteredLineWithAHashOfItsOwnIsFound() throws IOException {
        Path file = changed(all -> replaced(all, 3, resealed(all.get(3).replace("shop", "shoq"))));

        assertThat(AuditLog.verify(file).problems()).anyMatch(problem -> problem.startsWith("line 5 does not follow"));
    }

    @Test
    void theLastLineWithAHashOfItsOwnIsFoundByTheRecord() throws IOException {
        Path file =
                changed(all -> replaced(all, all.size() - 1, resealed(last(all).replace("SWITCHED", "REFUSED"))));

        assertThat(AuditLog.verify(file).isConsistent()).isTrue();
        assertThat(AuditLog.verify(file, heads()).toString())
                .startsWith("not consistent: line ")
                .endsWith(" differs from the one that the record knows");
    }

    @Test
    void aMissingLineIsFound() throws IOException {
        Path file = changed(all -> without(all, 3));

        assertThat(AuditLog.verify(file).problems()).anyMatch(problem -> problem.startsWith("line 5 does not follow"));
    }

    @Test
    void aMissingFirstLineIsFound() throws IOException {
        assertThat(AuditLog.verify(changed(all -> without(all, 0))).isConsistent())
                .isFalse();
    }

    @Test
    void linesInAnotherOrderAreFound() throws IOException {
        Path file = changed(all -> {
            Collections.swap(all, 2, 3);
            return all;
        });

        assertThat(AuditLog.verify(file).isConsistent()).isFalse();
    }

    @Test
    void aCutEndIsFoundByTheRecordAlone() throws IOException {
        Path file = changed(all -> all.subList(0, all.size() - 1));

        assertThat(AuditLog.verify(file).isConsistent()).isTrue();
        assertThat(AuditLog.verify(file, heads()).toString()).contains("lines were cut off");
    }

    @Test
    void aMissingFileIsFound() throws IOException {
        JsonLinesAudit audit = audit();
        switched(audit);
        Files.delete(audit.path());

        assertThat(AuditLog.verify(directory, heads()).problems())
                .singleElement()
                .asString()
                .contains(" is missing: the record knows line ");
    }

    @Test
    void aTornLastLineIsSurvivedAndTheNextProcessGoesOnAfterIt() throws IOException {
        JsonLinesAudit first = audit();
        switched(first);
        first.close();
        open.clear();
        Files.writeString(first.path(), "{\"line\":99,\"at\":\"20", StandardOpenOption.APPEND);
        assertThat(AuditLog.verify(first.path(), heads()).anchored()).isTrue();

        JsonLinesAudit second = audit();
        release(second).rollBack();
        shop.time.advance(Duration.ofSeconds(1));

        assertThat(second.path()).isEqualTo(first.path());
        assertThat(AuditLog.verify(second.path(), heads()).anchored()).isTrue();
    }

    @Test
    void twoAuditsOfOneHostHaveAFileEach() throws IOException {
        JsonLinesAudit first = audit();
        JsonLinesAudit second = audit();
        switched(first);
        release(second).rollBack();
        shop.time.advance(Duration.ofSeconds(1));

        assertThat(first.path()).isNotEqualTo(second.path());
        assertThat(heads()).hasSize(2);
        assertThat(AuditLog.verify(directory, heads()).anchored()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"shift router/web, 1", "save record/shop, 2"})
    void aKilledAndRecoveredCutoverVerifiesAndHasBothSidesOfEachWrite(String call, int nth) throws IOException {
        JsonLinesAudit first = audit();
        shop.crashAt(call, nth, dying -> release(first).switchTo(GREEN));
        shop.time.advance(Duration.ofMinutes(1));
        JsonLinesAudit second = audit();

        release(second).recover();
        shop.time.advance(Duration.ofSeconds(1));

        List<JsonObject> lines = lines(second);
        List<String> intents = texts(lines, "INTENT").stream()
                .filter(text -> !text.startsWith("if that does not hold"))
                .toList();
        assertThat(intents)
                .isNotEmpty()
                .allSatisfy(intent -> assertThat(texts(lines, "WRITE"))
                        .as("the other side of %s", intent)
                        .anyMatch(text -> text.contains(intent)));
        assertThat(AuditLog.verify(second.path(), heads()).anchored()).isTrue();
        assertThat(AuditLog.verify(directory, heads()).isConsistent()).isTrue();
        assertThat(lines)
                .filteredOn(line -> line.has("replayed"))
                .isNotEmpty()
                .allSatisfy(again -> assertThat(lines(first))
                        .anyMatch(line -> line.get("n").equals(again.get("n"))
                                && line.get("cutover").equals(again.get("cutover"))
                                && line.get("text").equals(again.get("text"))));
    }

    @Test
    void theFileOfAProcessThatDiedInTheBakeIsAnchored() {
        JsonLinesAudit first = audit();
        shop.crashAt(
                "save record/shop",
                4,
                dying -> shop.builder()
                        .bake(Duration.ofMinutes(2))
                        .listener(first)
                        .build()
                        .switchTo(GREEN));

        assertThat(heads())
                .singleElement()
                .satisfies(head -> assertThat(head.line()).isGreaterThan(5));
        assertThat(AuditLog.verify(first.path(), heads()).anchoredLines()).isGreaterThan(5);
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsRefusedAtOnce() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");

        assertThatThrownBy(() -> JsonLinesAudit.in(file.resolve("below")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot be written");
        assertThatThrownBy(() -> AuditLog.verify(directory.resolve("none")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void closingTwiceIsNoFailure() {
        JsonLinesAudit audit = audit();
        switched(audit);
        audit.close();
        audit.close();

        assertThat(AuditLog.verify(audit.path(), heads()).anchored()).isTrue();
    }

    /** The lock of a file is that of the operating system. */
    @Test
    void twoProcessesOfOneHostHaveAFileEach() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process other = new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader says = other.inputReader()) {
            Path theirs = Path.of(says.readLine());

            Path ours = audit().path();

            assertThat(theirs).exists().isNotEqualTo(ours);
            assertThat(ours.getParent()).isEqualTo(theirs.getParent());
        } finally {
            other.destroy();
        }
    }

    /** Opens an audit, says which file it has, and keeps it until it is ended. */
    static final class OtherProcess {

        public static void main(String[] arguments) throws IOException {
            JsonLinesAudit audit = JsonLinesAudit.in(Path.of(arguments[0]));
            System.out.println(audit.path());
            int unused = System.in.read();
            audit.close();
        }
    }

    @Test
    void aFileThatIsNoAuditIsNotConsistent() throws IOException {
        Path file = Files.writeString(directory.resolve("x.jsonl"), "{\"hash\":1}\n[]\n");

        assertThat(AuditLog.verify(file).problems()).containsExactly("line 1 was altered: its hash does not match");
        assertThat(AuditLog.verify(Files.writeString(directory.resolve("empty.jsonl"), "")))
                .hasToString("consistent, not anchored, 0 lines");
    }

    private JsonLinesAudit audit() {
        JsonLinesAudit audit = JsonLinesAudit.in(directory, shop.time);
        open.add(audit);
        return audit;
    }

    private Release release(JsonLinesAudit audit) {
        return shop.builder().requestedBy("ann", "REL-7").listener(audit).build();
    }

    private void switched(JsonLinesAudit audit) {
        release(audit).switchTo(GREEN);
        shop.time.advance(Duration.ofSeconds(1));
    }

    private List<AuditHead> heads() {
        return shop.release().status().audit();
    }

    private Path changed(UnaryOperator<List<String>> change) throws IOException {
        JsonLinesAudit audit = audit();
        switched(audit);
        List<String> lines = change.apply(new ArrayList<>(Files.readAllLines(audit.path())));
        return Files.writeString(audit.path(), String.join("\n", lines) + "\n");
    }

    private static List<String> replaced(List<String> all, int place, String line) {
        assertThat(all.set(place, line)).isNotEqualTo(line);
        return all;
    }

    private static List<String> without(List<String> all, int place) {
        all.remove(place);
        return all;
    }

    private static String last(List<String> all) {
        return all.get(all.size() - 1);
    }

    private static String resealed(String line) {
        return AuditLine.sealed(line.replaceAll(",\"hash\":\"[0-9a-f]{64}\"", ""));
    }

    private static List<JsonObject> lines(JsonLinesAudit audit) {
        try {
            return Files.readAllLines(audit.path(), UTF_8).stream()
                    .map(line -> JsonParser.parseString(line).getAsJsonObject())
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> texts(List<JsonObject> lines, String kind) {
        return lines.stream()
                .filter(line -> line.get("event").getAsString().equals(kind))
                .map(line -> line.get("text").getAsString())
                .toList();
    }
}
