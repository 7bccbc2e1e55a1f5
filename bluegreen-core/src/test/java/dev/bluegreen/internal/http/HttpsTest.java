package dev.bluegreen.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Exchanges by TLS, and through the proxy that the JDK is set to use, keep to the same deadline. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpsTest {

    private static final String PASSWORD = "not a secret";
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final RawServer.Script HELLO = (output, server) ->
            output.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(StandardCharsets.ISO_8859_1));

    @TempDir
    static Path directory;

    private static SSLContext trusting;

    private final SSLContext before = defaultContext();
    private final ProxySelector selector = ProxySelector.getDefault();

    @BeforeAll
    static void makeACertificateOfLocalhost() throws Exception {
        Path keys = directory.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> pair = List.of(keytool, "-genkeypair", "-alias", "test", "-keyalg", "EC");
        List<String> name = List.of("-dname", "CN=localhost", "-ext", "san=dns:localhost");
        List<String> place = List.of("-storetype", "PKCS12", "-keystore", keys.toString(), "-storepass", PASSWORD);
        Process made = new ProcessBuilder(
                        Stream.of(pair, name, place).flatMap(List::stream).toList())
                .redirectErrorStream(true)
                .start();
        assertThat(made.waitFor()).isZero();
        trusting = context(keys);
    }

    private static SSLContext context(Path keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(keys)) {
            store.load(input, PASSWORD.toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store, PASSWORD.toCharArray());
        TrustManagerFactory others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), others.getTrustManagers(), null);
        return context;
    }

    @AfterEach
    void restore() {
        SSLContext.setDefault(before);
        ProxySelector.setDefault(selector);
    }

    @Test
    void readsAnAnswerOfAServerThatIsTrusted() throws IOException {
        SSLContext.setDefault(trusting);
        try (RawServer server = secure(HELLO)) {
            assertThat(get(server, "localhost").body()).isEqualTo("hello");
            assertThat(server.heads().get(0)).startsWith("GET / HTTP/1.1\r\n");
        }
    }

    @Test
    void takesNoAnswerOfAServerThatIsNot() throws IOException {
        try (RawServer server = secure(HELLO)) {
            assertThatThrownBy(() -> get(server, "localhost")).hasMessageContaining("failed in TLS");
        }
        SSLContext.setDefault(trusting);
        try (RawServer server = secure(HELLO)) {
            assertThatThrownBy(() -> get(server, "127.0.0.1"))
                    .as("the certificate is that of localhost")
                    .hasMessageContaining("failed in TLS");
        }
    }

    @Test
    void aServerThatDripsBelowTlsGainsNothing() {
        String recordOfManyBytes = "\u0016\u0003\u0003\u003f\u00ff";
        try (RawServer server = RawServer.drippingUnasked(recordOfManyBytes, "\u0000")) {
            URI uri = URI.create("https://127.0.0.1:" + server.uri().getPort());
            assertThatThrownBy(() -> new Http(Duration.ofMillis(300)).get(uri, Map.of()))
                    .hasMessageContaining("did not answer within 300 ms");
        }
    }

    @Test
    void asksTheProxyForTheWholeUri() throws IOException {
        try (RawServer proxy = new RawServer(HELLO)) {
            use(proxy);
            assertThat(new Http(LONG)
                            .get(URI.create("http://shop.invalid/a?b"), Map.of())
                            .body())
                    .isEqualTo("hello");
            assertThat(proxy.heads().get(0))
                    .startsWith("GET http://shop.invalid/a?b HTTP/1.1\r\n")
                    .contains("Host: shop.invalid\r\n");
        }
    }

    @Test
    void goesThroughTheProxyByTls() throws IOException {
        SSLContext.setDefault(trusting);
        try (RawServer server = secure(HELLO);
                RawServer proxy = passingOnTo(server)) {
            use(proxy);
            assertThat(get(server, "localhost").body()).isEqualTo("hello");
            assertThat(proxy.heads().get(0))
                    .startsWith("CONNECT localhost:" + server.uri().getPort() + " HTTP/1.1\r\n");
        }
    }

    @Test
    void saysThatTheProxyRefused() throws IOException {
        try (RawServer proxy = RawServer.sending("HTTP/1.1 407 who are you\r\n\r\n")) {
            use(proxy);
            assertThatThrownBy(() -> new Http(LONG).get(URI.create("https://shop.invalid/"), Map.of()))
                    .hasMessageContaining("the proxy refused the connection with status 407");
        }
    }

    private static Http.Answer get(RawServer server, String host) {
        return new Http(LONG)
                .get(URI.create("https://" + host + ":" + server.uri().getPort()), Map.of());
    }

    private static RawServer secure(RawServer.Script script) throws IOException {
        return new RawServer(
                trusting.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    private static RawServer passingOnTo(RawServer server) {
        return new RawServer((client, output, raw) -> {
            try (Socket there = new Socket("127.0.0.1", server.uri().getPort())) {
                output.write("HTTP/1.1 200 connected\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                RawServer.fork(() -> copy(there, client));
                client.getInputStream().transferTo(there.getOutputStream());
            }
        });
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one of the two has ended
        }
    }

    private static void use(RawServer proxy) {
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(new Proxy(
                        Proxy.Type.HTTP,
                        InetSocketAddress.createUnresolved(
                                "127.0.0.1", proxy.uri().getPort())));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException e) {}
        });
    }

    private static SSLContext defaultContext() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
