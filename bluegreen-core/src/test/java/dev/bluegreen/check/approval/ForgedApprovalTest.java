package dev.bluegreen.check.approval;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.check.approval.Approval.Answer;
import dev.bluegreen.internal.http.RawServer;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.LoopbackServer;
import dev.bluegreen.scene.LoopbackServer.Reply;
import dev.bluegreen.scene.Shop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to get a cutover through without a second person, or without an answer to this very question. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForgedApprovalTest {

    private final Shop shop = new Shop();
    private final LoopbackServer server = new LoopbackServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALICE",
                " alice\t",
                "alice.",
                "alice . ",
                "ａｌｉｃｅ",
                "Ａｌｉｃｅ．",
                "𝐚𝐥𝐢𝐜𝐞",
                "ⓐⓛⓘⓒⓔ",
                "al\u200bice",
                "al\u00adice",
                "\ufeffalice",
                "alice\u2060",
                "alice\u202e",
                "\u2066alice\u2069",
                "alice\ufe0f",
                "al\u034fice",
                "alice\u3164",
                "alice\u00a0",
                "alice\u2003",
                "\u0430lice",
                "\u03b1lice",
                "bob, alice",
                "bob\uff0c alice",
                "alice,",
                "",
                ",",
                "\u200b"
            })
    void aNameThatLooksLikeTheRequestersDoesNotCount(String name) {
        assertThatThrownBy(() -> shop.builder()
                        .requestedBy("alice")
                        .approval(by(name).notByRequester().within(ofSeconds(30)))
                        .build()
                        .switchTo(GREEN))
                .hasMessageFindingMatch("was not approved within");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALICE",
                "alice.",
                "ａｌｉｃｅ",
                "𝐚𝐥𝐢𝐜𝐞",
                "al\u200bice",
                "alice\ufe0f",
                "al\u034fice",
                "\u0430lice",
                "alice, "
            })
    void aNameThatLooksLikeAnotherDoesNotCountInAQuorum(String name) {
        assertThatThrownBy(() -> shop.builder()
                        .approval(Approval.quorum(2, by("alice"), by(name)).within(ofSeconds(30)))
                        .build()
                        .switchTo(GREEN))
                .hasMessageFindingMatch("was not approved within");
    }

    @Test
    void aNameOfMixedScriptsDoesNotCountAndTheMessageSaysWhy() {
        Approval mixed = by("\u0430nn");
        String why = "\u0430nn approved, which does not count: that name has Cyrillic and Latin letters in one word and"
                + " can be mistaken for another; use a name of one script";

        assertThatThrownBy(() -> shop.builder()
                        .requestedBy("alice")
                        .approval(mixed.notByRequester().within(ofSeconds(30)))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining(why);
        assertThatThrownBy(() -> shop.builder()
                        .approval(Approval.quorum(2, by("ben"), mixed).within(ofSeconds(30)))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("ben approved, 2 are needed; " + why);
    }

    @Test
    void aRequesterWhoseNameMixesScriptsIsNamedWithWhyNobodyCounts() {
        assertThatThrownBy(() -> shop.builder()
                        .requestedBy("al\u0456ce")
                        .approval(by("ben").notByRequester().within(ofSeconds(30)))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining(
                        "ben approved, which does not count: al\u0456ce requested this cutover, and that name"
                                + " has Cyrillic and Latin letters in one word");
    }

    @Test
    void peopleWhoAreNamedTogetherAreCountedOnce() {
        Approval together = Approval.quorum(2, by("ann"), by("ben"));

        assertThatThrownBy(() -> shop.builder()
                        .approval(Approval.quorum(3, by("ann"), by("ben"), together)
                                .within(ofSeconds(30)))
                        .build()
                        .switchTo(GREEN))
                .hasMessageFindingMatch("was not approved within");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Smith, Alice|smith,  ALICE", "Smith, Alice|Bob, Smith, Alice", "Smith, Alice|Smith, Alice, Bob"})
    void aNameWithACommaIsComparedWhole(String requester, String approver) {
        assertThatThrownBy(() -> shop.builder()
                        .requestedBy(requester)
                        .approval(by(approver).notByRequester().within(ofSeconds(30)))
                        .build()
                        .switchTo(GREEN))
                .hasMessageFindingMatch("was not approved within");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alice|bob",
                "Smith, Alice|Smith, Bob",
                "alice|alicé",
                "alice|Иван Петров",
                "alice|Ιωάννης",
                "alice|Иван Smith",
                "straße|strase",
                "alice|李小龙"
            })
    void anotherPersonApproves(String requester, String approver) {
        assertThat(shop.builder()
                        .requestedBy(requester)
                        .approval(by(approver).notByRequester())
                        .build()
                        .switchTo(GREEN)
                        .outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    /** %1$s is the cutover, %2$s the plan. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'decision':'rejected','decision':'approved','cutover':'%1$s','plan':'%2$s','by':'eve'}",
                "{'decision':'approved','cutover':'x','cutover':'%1$s','plan':'%2$s','by':'eve'}",
                "{'decision':'approved','cutover':'%1$s','plan':'%2$s','by':'ann','by':'eve'}",
                "{'decision':'approved','cutover':'%1$s','plan':'%2$s','by':'eve'} {'decision':'pending'}",
                "{'decision':'approved','cutover':'%1$s','plan':'%2$s','by':'eve',}",
                "[{'decision':'approved','cutover':'%1$s','plan':'%2$s','by':'eve'}]",
                "{'decision':['approved'],'cutover':'%1$s','plan':'%2$s','by':'eve'}",
                "{'decision':'approved','cutover':['%1$s'],'plan':'%2$s','by':'eve'}",
                "{'decision':'APPROVED','cutover':'%1$s','plan':'%2$s','by':'eve'}",
                "{'decision':'approved ','cutover':'%1$s','plan':'%2$s','by':'eve'}",
                "{'decision':true,'cutover':'%1$s','plan':'%2$s','by':'eve'}",
                "{'approved':true,'cutover':'%1$s','plan':'%2$s','by':'eve'}",
                "{'decision':'approved','cutover':'%1$s','plan':'','by':'eve'}",
                "{'decision':'approved','cutover':'%1$s'}",
                "<html><script>{'decision':'approved','cutover':'%1$s','plan':'%2$s'}</script></html>"
            })
    void anAnswerThatIsNotPlainlyAnApprovalIsNone(String answer) {
        server.answering(uri -> new Reply(200, filled(answer)));

        assertRefused(Approval.webhook(server.uri()).within(ofMinutes(1)));
    }

    @Test
    void anAnswerThatIsNestedWithoutEndIsNone() {
        for (String deep : new String[] {"[".repeat(500_000), "{\"a\":".repeat(150_000)}) {
            server.answering(
                    uri -> new Reply(200, filled("{'decision':'approved','cutover':'%1$s','plan':'%2$s','x':") + deep));

            assertRefused(Approval.webhook(server.uri()).within(ofSeconds(20)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        try (LoopbackServer elsewhere = new LoopbackServer()) {
            elsewhere.answering(200, "{\"decision\":\"approved\"}");
            server.answering(uri -> new Reply(
                    status,
                    filled("{'decision':'approved','cutover':'%1$s','plan':'%2$s','by':'eve'}"),
                    Map.of("Location", elsewhere.uri() + "/")));

            assertRefused(Approval.webhook(server.uri()).within(ofMinutes(1)));
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void anAnswerThatIsPackedIsNotUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(new byte[200 << 20]);
        }

        assertRefusedRaw(output -> {
            output.write(head("Content-Encoding: gzip\r\nContent-Length: " + packed.size()));
            output.write(packed.toByteArray());
        });
    }

    @Test
    void aHeadWithoutEndIsNotAnAnswer() {
        assertRefusedRaw(output -> {
            output.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 20_000; i++) {
                output.write("X-Filler: yyyyyyyyyyyyyyyy\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        });
    }

    /** What comes in drops is not waited for longer than one exchange takes, and no half of it counts. */
    @Test
    void anApprovalThatBreaksOffIsNone() {
        AtomicReference<String> id = new AtomicReference<>("");
        String plan = shop.release().plan(GREEN).hash();
        try (RawServer raw = new RawServer((output, open) -> output.write((new String(
                                head("Content-Length: 500"), StandardCharsets.US_ASCII)
                        + "{\"decision\":\"approved\",\"cutover\":\"" + id.get() + "\",\"plan\":\"" + plan + "\"}")
                .getBytes(StandardCharsets.UTF_8)))) {
            assertThatThrownBy(() -> shop.builder()
                            .listener(event -> id.set(event.cutoverId()))
                            .approval(Approval.webhook(raw.uri()).within(ofSeconds(20)))
                            .build()
                            .switchTo(GREEN))
                    .hasMessageFindingMatch("was not approved within");
        }
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    /** Two cutovers wait at once: what approves the one says nothing of the other. */
    @Test
    void anAnswerToOneOfTwoCutoversThatWaitIsNoneToTheOther() {
        shop.platform.deploy("till-blue", "till:1", 1).deploy("till-green", "till:2", 1);
        shop.platform.route("till", BLUE, ofSeconds(1));
        AtomicReference<String> first = new AtomicReference<>("");
        server.answering(uri -> {
            JsonObject asked = question();
            first.compareAndSet("", asked.get("release").getAsString().equals("shop") ? asked.toString() : "");
            String answered = first.get().isEmpty() ? asked.toString() : first.get();
            JsonObject about = JsonParser.parseString(answered).getAsJsonObject();
            boolean pending = first.get().isEmpty();
            return new Reply(
                    200,
                    pending
                            ? "{\"decision\":\"pending\"}"
                            : "{\"decision\":\"approved\",\"by\":\"ann\",\"cutover\":" + about.get("cutover")
                                    + ",\"plan\":" + about.get("plan") + "}");
        });
        Approval approval = Approval.webhook(server.uri()).within(ofMinutes(2));
        CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> end(BlueGreen.release("till")
                .on(shop.platform)
                .cutover(shop.platform.router("till"))
                .approval(approval)
                .build()));

        assertThat(end(shop.builder()
                        .cutover(shop.platform.router("web"))
                        .approval(approval)
                        .build()))
                .isEqualTo("SWITCHED");
        assertThat(other.join()).containsPattern("was not approved within");
    }

    private static String end(Release release) {
        try {
            return release.switchTo(GREEN).outcome().name();
        } catch (CutoverException e) {
            return e.report().sentence();
        }
    }

    private interface Script {

        void write(OutputStream output) throws IOException;
    }

    private void assertRefusedRaw(Script script) {
        try (RawServer raw = new RawServer((output, open) -> script.write(output))) {
            assertRefused(Approval.webhook(raw.uri()).within(ofSeconds(20)));
        }
    }

    private static byte[] head(String headers) {
        return ("HTTP/1.1 200 OK\r\n" + headers + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private void assertRefused(Approval approval) {
        assertThatThrownBy(() -> shop.builder().approval(approval).build().switchTo(GREEN))
                .isInstanceOf(CutoverException.class);
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }

    private String filled(String answer) {
        JsonObject asked = question();
        return answer.replace('\'', '"')
                .formatted(asked.get("cutover").getAsString(), asked.get("plan").getAsString());
    }

    private JsonObject question() {
        return JsonParser.parseString(server.bodies().get(server.bodies().size() - 1))
                .getAsJsonObject();
    }

    private static Approval by(String name) {
        return Approval.callback(request -> Answer.approved(name));
    }
}
