package dev.bluegreen.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An exchange with somebody else's server ends by its deadline and takes no more than it should, whatever that server does. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration LATER = Duration.ofSeconds(20);

    @ParameterizedTest(name = "after {0}, drops of {1}")
    @CsvSource(textBlock = """
            'HTTP', ' '
            'HTTP/1.1 200 OK\r\n', 'X: y\r\n'
            'HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n', 'x'
            'HTTP/1.1 200 OK\r\n\r\n', 'x'
            'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', '0'
            'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', '1\r\nx\r\n'
            'HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 100 Continue\r\n\r\n'
            """)
    void aServerThatDripsGainsNothing(String first, String drops) {
        try (RawServer server = RawServer.dripping(first, drops)) {
            assertThatThrownBy(() -> get(server, SOON))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("did not answer within 300 ms");
        }
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForLonger() {
        try (RawServer server = new RawServer((output, raw) -> {
            while (raw.isOpen()) {
                raw.pause();
            }
        })) {
            assertThatThrownBy(() -> get(server, SOON)).hasMessageContaining("did not answer within 300 ms");
            assertThatThrownBy(() -> get(server, Duration.ofNanos(1)))
                    .hasMessageContaining("did not answer within less than 1 ms");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {300L * 365 * 24 * 3600, Long.MAX_VALUE})
    void aTimeoutOfCenturiesIsJustALongOne(long seconds) {
        try (RawServer server = RawServer.sending(OK + "\r\nok")) {
            assertThat(get(server, Duration.ofSeconds(seconds)).body()).isEqualTo("ok");
        }
    }

    @Test
    void ofABodyWithoutEndTheBeginningIsRead() {
        for (String head : Set.of("", "Content-Length: 99999999999\r\n", "Transfer-Encoding: chunked\r\n")) {
            boolean chunked = head.startsWith("T");
            String block = "x".repeat(1 << 16);
            try (RawServer server = new RawServer((output, raw) -> {
                output.write((OK + head + "\r\n").getBytes());
                while (raw.isOpen()) {
                    output.write((chunked ? "10000\r\n" + block + "\r\n" : block).getBytes());
                }
            })) {
                assertThat(get(server, Duration.ofSeconds(20)).body()).hasSize(1 << 20);
            }
        }
    }

    @Test
    void headersWithoutEndAreNotReadToIt() {
        try (RawServer server = new RawServer((output, raw) -> {
            output.write(OK.getBytes());
            while (raw.isOpen()) {
                output.write("X-Header: of a thousand\r\n".repeat(100).getBytes());
            }
        })) {
            assertThatThrownBy(() -> get(server, Duration.ofSeconds(20))).hasMessageContaining("endless headers");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "SSH-2.0-OpenSSH_9.6\r\n",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 999 no\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: nameless\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nabc\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc"
            })
    void aReplyThatIsNotHttpIsNotAnAnswer(String text) {
        try (RawServer server = RawServer.sending(text)) {
            assertThatThrownBy(() -> get(server, Duration.ofSeconds(10)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("broke off");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 OK\\r\\nContent-Length: 3\\r\\n\\r\\nabcdef | 200 | abc",
                "HTTP/1.0 200 OK\\r\\n\\r\\nabc | 200 | abc",
                "HTTP/1.1 200 OK\\nContent-Length: 3\\n\\nabc | 200 | abc",
                "HTTP/1.1 200\\r\\ncontent-length:3\\r\\n\\r\\nabc | 200 | abc",
                "HTTP/1.1 100 Continue\\r\\n\\r\\nHTTP/1.1 404 no\\r\\nContent-Length: 0\\r\\n\\r\\n | 404 | ''",
                "HTTP/1.1 204 none\\r\\n\\r\\nabc | 204 | ''",
                "HTTP/1.1 302 there\\r\\nLocation: http://127.0.0.1:1/\\r\\nContent-Length: 0\\r\\n\\r\\n | 302 | ''",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n"
                        + "2;x=y\\r\\nab\\r\\n1\\r\\nc\\r\\n0\\r\\nT: x\\r\\n\\r\\n | 200 | abc"
            })
    void whatIsHttpIsRead(String text, int status, String body) {
        try (RawServer server = RawServer.sending(text.replace("\\r", "\r").replace("\\n", "\n"))) {
            Http.Answer answer = get(server, Duration.ofSeconds(10));
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo(body);
        }
    }

    @Test
    void requestsTheConfiguredPermissionsAndNoMore() {
        try (RawServer server = RawServer.sending(OK + "\r\n")) {
            URI uri = server.uri().resolve("/a%20b?q=%26#fragment");
            new Http(SOON.multipliedBy(30)).get(uri, Map.of("Host", "shop.example", "X-Token", "abc"));
            new Http(SOON.multipliedBy(30)).postJson(server.uri(), "{\"ü\":1}", Map.of());

            assertThat(server.heads().get(0))
                    .startsWith("GET /a%20b?q=%26 HTTP/1.1\r\n")
                    .contains("Host: shop.example\r\n", "X-Token: abc\r\n", "Connection: close\r\n")
                    .doesNotContain("fragment", "Content-Length");
            assertThat(server.heads().get(1))
                    .startsWith("POST / HTTP/1.1\r\n")
                    .contains("Content-Type: application/json\r\n", "Content-Length: 8\r\n");
        }
    }

    @Test
    void aHeaderThatWouldBecomeTwoIsNotSentAndNotShown() {
        Map<String, Map<String, String>> headers = Map.of(
                "line break", Map.of("Authorization", "secret\n"),
                "two headers", Map.of("Authorization", "secret\r\nX: y"),
                "beyond Latin", Map.of("Authorization", "secret\u2028"),
                "no name", Map.of("", "secret"),
                "two words", Map.of("a b", "secret"),
                "framing", Map.of("Transfer-Encoding", "secret"));
        try (RawServer server = RawServer.sending(OK + "\r\n")) {
            headers.forEach((name, wrong) -> assertThatThrownBy(
                            () -> new Http(Duration.ofSeconds(10)).get(server.uri(), wrong))
                    .as(name)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageNotContaining("secret"));
            assertThat(server.heads()).allSatisfy(head -> assertThat(head).doesNotContain("secret"));
        }
    }

    @Test
    void anInterruptEndsAnExchangeAtOnce() {
        try (RawServer server = RawServer.dripping(OK, "X: y\r\n")) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> get(server, Duration.ofHours(1))).hasMessageContaining("was not waited for");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aServerThatNeverReadsARequestIsNotWaitedForLonger() {
        try (RawServer server = RawServer.deaf()) {
            String much = "x".repeat(1 << 25);

            assertThatThrownBy(() -> new Http(SOON).postJson(server.uri(), much, Map.of()))
                    .hasMessageContaining("did not answer within 300 ms");
        }
    }

    @Test
    void aLongRequestIsSentWhole() {
        try (RawServer server = RawServer.counting()) {
            String much = "x".repeat(1 << 23);

            assertThat(new Http(LATER).postJson(server.uri(), much, Map.of()).body())
                    .isEqualTo("" + much.length());
        }
    }

    @Test
    void anInterruptEndsTheSendingAtOnce() {
        try (RawServer server = RawServer.deaf()) {
            String much = "x".repeat(1 << 25);
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> new Http(LATER).postJson(server.uri(), much, Map.of()))
                    .hasMessageContaining("was not waited for");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aLookUpThatHangsIsNotWaitedForLongerAndCostsOneThread() {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        Http http = new Http(SOON, host -> {
            begun.incrementAndGet();
            await(end);
            return InetAddress.getAllByName("127.0.0.1");
        });
        try (RawServer server = RawServer.sending(OK + "\r\nok")) {
            URI named = URI.create("http://shop.example:" + server.uri().getPort());
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> http.get(named, Map.of()))
                        .hasMessageContaining("did not answer within 300 ms");
            }
            assertThat(begun).hasValue(1);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> http.get(named, Map.of())).hasMessageContaining("was not waited for");
            assertThat(Thread.interrupted()).isTrue();

            end.countDown();
            assertThat(new Http(LATER, host -> InetAddress.getAllByName("127.0.0.1"))
                            .get(named, Map.of())
                            .body())
                    .isEqualTo("ok");
        } finally {
            end.countDown();
        }
    }

    @Test
    void anUnknownHostIsNamedAndRetried() {
        AtomicInteger begun = new AtomicInteger();
        Http http = new Http(LATER, host -> {
            begun.incrementAndGet();
            throw new UnknownHostException(host);
        });
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> http.get(URI.create("http://shop.example/x"), Map.of()))
                    .hasMessage("http://shop.example/x cannot be reached");
        }
        assertThat(begun).hasValue(2);
    }

    @Test
    void whatHasNoHostIsNotTakenForThisMachine() {
        for (String uri : Set.of("http:///nohost", "ftp://host/", "/path", "http:opaque")) {
            assertThatThrownBy(() -> new Http(SOON).get(URI.create(uri), Map.of()))
                    .as(uri)
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void leavesNoThreadBehind() {
        try (RawServer server = RawServer.sending(OK + "\r\nok")) {
            Set<String> before = threads();
            for (int i = 0; i < 100; i++) {
                get(server, Duration.ofSeconds(10));
            }
            assertThat(threads()).isSubsetOf(before);
        }
    }

    private static void await(CountDownLatch end) {
        while (end.getCount() > 0) {
            try {
                end.await();
            } catch (InterruptedException e) {
                // a resolver of an operating system hears none
            }
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.equals("raw-server"))
                .collect(Collectors.toSet());
    }

    private static Http.Answer get(RawServer server, Duration timeout) {
        return new Http(timeout).get(server.uri(), Map.of());
    }
}
