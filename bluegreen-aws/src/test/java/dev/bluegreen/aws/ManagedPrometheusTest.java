package dev.bluegreen.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.check.slo.Prometheus;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

/**
 * Objectives in Amazon Managed Service for Prometheus, against a server on loopback that computes each signature anew from
 * the request as it came, by the steps of "Create a signed AWS API request" in the IAM guide.
 */
class ManagedPrometheusTest {

    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=AKIA1/(\\d{8})/eu-central-1/aps/aws4_request, SignedHeaders=([a-z0-9;-]+),"
                    + " Signature=([0-9a-f]{64})");

    private final VirtualTime time = VirtualTime.create();
    private final InMemoryPlatform platform = InMemoryPlatform.on(time)
            .deploy("shop-blue", "shop:v1", 2)
            .deploy("shop-green", "shop:v2", 2)
            .route("web", Track.BLUE, Duration.ZERO);
    private final Aws aws = Aws.on(platform);
    private final AwsCredentialsProvider credentials =
            StaticCredentialsProvider.create(AwsSessionCredentials.create("AKIA1", SECRET, "SESSION"));
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/workspaces/ws-1/api/v1/query", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void everyQueryOfABakeIsSigned() {
        Release release = release(workspace()
                .signedBy(SigV4.prometheus(aws, Region.EU_CENTRAL_1, credentials))
                .query("sum(rate(errors{app=\"shop\", path=~\"/a/.+\"}[$window])) / (1 + 2)")
                .below(0.01));

        assertThat(release.switchTo(Track.GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(refused).isEmpty();
    }

    @Test
    void withoutASignatureItIsRefusedWithTheRemedy() {
        Release release = release(workspace().query("errors").below(0.01));

        assertThatThrownBy(() -> release.switchTo(Track.GREEN))
                .hasMessageContainingAll("403", "Missing Authentication Token", ".signedBy(...)", "Nothing was moved");
    }

    @Test
    void theWrongKeyIsRefusedAndNeverShown() {
        AwsCredentialsProvider wrong =
                StaticCredentialsProvider.create(AwsSessionCredentials.create("AKIA1", "WRONGKEY", "SESSION"));
        Release release = release(workspace()
                .signedBy(SigV4.prometheus(aws, Region.EU_CENTRAL_1, wrong))
                .query("errors")
                .below(0.01));

        assertThatThrownBy(() -> release.switchTo(Track.GREEN))
                .hasMessageContainingAll("403", "signature", "Nothing was moved")
                .hasMessageNotContainingAny("WRONGKEY", "SESSION", "AKIA1");
    }

    @Test
    void missingCredentialsAreNamedAsWhatIsMissing() {
        AwsCredentialsProvider none = () -> {
            throw SdkClientException.create("Unable to load credentials from any of the providers in the chain");
        };
        Release release = release(workspace()
                .signedBy(SigV4.prometheus(aws, Region.EU_CENTRAL_1, none))
                .query("errors")
                .below(0.01));

        assertThatThrownBy(() -> release.switchTo(Track.GREEN))
                .hasMessageContainingAll("cannot be signed", "credentials", "Nothing was moved");
    }

    @Test
    void theRightIsPrintedWithThePlan() {
        Release release = release(workspace()
                .signedBy(SigV4.prometheus(aws, Region.EU_CENTRAL_1, credentials))
                .query("errors")
                .below(0.01));

        assertThat(IamPolicy.of(release.plan(Track.GREEN)).json())
                .contains("\"aps:QueryMetrics\"", "\"arn:aws:aps:eu-central-1:*:workspace/ws-1\"");
    }

    @Test
    void aWorkspaceInAnotherRegionIsNamed() {
        SigV4 signer = SigV4.prometheus(aws, Region.EU_CENTRAL_1, credentials);

        assertThatThrownBy(() -> Slo.prometheus(
                                URI.create("https://aps-workspaces.us-east-1.amazonaws.com/workspaces/ws-1"))
                        .signedBy(signer))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("us-east-1", "eu-central-1");
        assertThat(SigV4.prometheus(aws, Region.CN_NORTH_1, credentials)
                        .permissions(URI.create("https://aps-workspaces.cn-north-1.amazonaws.com.cn/workspaces/ws-1"))
                        .get(0)
                        .resource())
                .isEqualTo("arn:aws-cn:aps:cn-north-1:*:workspace/ws-1");
        assertThat(signer.toString()).doesNotContain(SECRET, "AKIA1");
    }

    private Prometheus workspace() {
        return Slo.prometheus(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/workspaces/ws-1"));
    }

    private Release release(Slo slo) {
        return BlueGreen.release("shop")
                .on(platform)
                .bake(Duration.ofMinutes(1), slo)
                .build();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String problem = problem(exchange);
        if (!problem.isEmpty()) {
            refused.add(problem);
        }
        String body = problem.isEmpty()
                ? "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"0\"]}}"
                : "{\"message\":\"" + problem + "\"}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(problem.isEmpty() ? 200 : 403, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String problem(HttpExchange exchange) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization == null) {
            return "Missing Authentication Token";
        }
        Matcher form = AUTHORIZATION.matcher(authorization);
        if (!form.matches()) {
            return "the Authorization header has another form";
        }
        List<String> signed = List.of(form.group(2).split(";"));
        if (!signed.containsAll(List.of("host", "x-amz-date", "x-amz-security-token"))) {
            return "host, date and token have to be signed, and signed are " + signed;
        }
        return signature(exchange, form.group(1), signed).equals(form.group(3))
                ? ""
                : "The request signature we calculated does not match the signature you provided";
    }

    private static String signature(HttpExchange exchange, String day, List<String> signed) {
        String headers = signed.stream()
                .map(name ->
                        name + ":" + exchange.getRequestHeaders().getFirst(name).strip() + "\n")
                .collect(Collectors.joining());
        String canonical = String.join(
                "\n",
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                canonicalQuery(exchange.getRequestURI().getRawQuery()),
                headers,
                String.join(";", signed),
                hash(""));
        String scope = day + "/eu-central-1/aps/aws4_request";
        String date = exchange.getRequestHeaders().getFirst("X-Amz-Date");
        String toSign = "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + hash(canonical);
        byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    /** Each name and value in percent-encoding, which leaves letters, digits, '-', '.', '_' and '~', sorted by name. */
    private static String canonicalQuery(String raw) {
        return Arrays.stream(raw.split("&"))
                .map(pair -> pair.split("=", 2))
                .map(pair -> encoded(pair[0]) + "=" + encoded(pair[1]))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String part) {
        byte[] bytes = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8)
                .getBytes(StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder();
        for (byte one : bytes) {
            boolean plain = (one >= '0' && one <= '9')
                    || (one >= 'a' && one <= 'z')
                    || (one >= 'A' && one <= 'Z')
                    || "-._~".indexOf(one) >= 0;
            out.append(plain ? String.valueOf((char) one) : String.format(Locale.ROOT, "%%%02X", one));
        }
        return out.toString();
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
