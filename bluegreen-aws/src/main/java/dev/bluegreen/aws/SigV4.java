package dev.bluegreen.aws;

import dev.bluegreen.check.slo.RequestSigner;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.Region;

/**
 * Signs requests to a metrics store hosted by AWS with Signature Version 4, using the SDK's signer: {@code
 * Slo.prometheus(workspace).signedBy(SigV4.prometheus(aws, Region.EU_CENTRAL_1, credentials))}. Credentials are requested from
 * their provider for each request, so that they can be renewed. Thread-safe; the provider stays the caller's.
 */
public final class SigV4 implements RequestSigner {

    /** The signing name and the prefix of actions of Amazon Managed Service for Prometheus. */
    private static final String PROMETHEUS = "aps";

    private static final Pattern WORKSPACE = Pattern.compile("/workspaces/(ws-[0-9A-Za-z-]+)(/.*)?");

    /** A VPC endpoint puts a name in front ("Endpoints and quotas" in the service's guide). */
    private static final Pattern HOST = Pattern.compile("(.*\\.)?aps-workspaces\\.([a-z0-9-]+)\\..*");

    private final Aws aws;
    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    private SigV4(Aws aws, Region region, AwsCredentialsProvider credentials) {
        this.aws = aws;
        this.region = region;
        this.credentials = credentials;
    }

    /**
     * For a workspace of Amazon Managed Service for Prometheus. Its address is the query URL without {@code
     * /api/v1/query}, such as {@code https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-1}. Needs {@code
     * aps:QueryMetrics}.
     *
     * @throws ConfigurationException if an argument is null
     */
    public static SigV4 prometheus(Aws aws, Region region, AwsCredentialsProvider credentials) {
        return new SigV4(
                Input.given("sigV4.aws", aws, "give an Aws, such as Aws.alone()"),
                Input.given("sigV4.region", region, "give the region of the workspace"),
                Input.given("sigV4.credentials", credentials, "give an AwsCredentialsProvider"));
    }

    /**
     * {@inheritDoc}
     *
     * @throws dev.bluegreen.model.PlatformException with {@code FORBIDDEN} if no credentials are found
     */
    @Override
    public Map<String, String> sign(String method, URI uri, Map<String, String> headers, String body) {
        AwsCredentials identity = aws.call(call(uri), credentials::resolveCredentials);
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
        headers.forEach(request::putHeader);
        ContentStreamProvider payload = ContentStreamProvider.fromByteArray(body.getBytes(StandardCharsets.UTF_8));
        Map<String, List<String>> signed = signer.sign(builder -> builder.identity(identity)
                        .request(request.build())
                        .payload(payload)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, PROMETHEUS)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region.id())
                        .putProperty(
                                HttpSigner.SIGNING_CLOCK, Clock.fixed(aws.time().now(), ZoneOffset.UTC)))
                .request()
                .headers();
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        signed.forEach((name, values) -> all.put(name, String.join(",", values)));
        return all;
    }

    /**
     * {@code aps:QueryMetrics} on the workspace.
     *
     * @throws ConfigurationException if the workspace is in another region
     */
    @Override
    public List<Permission> permissions(URI store) {
        Matcher host = HOST.matcher(String.valueOf(store.getHost()));
        if (host.matches() && !host.group(2).equals(region.id())) {
            throw new ConfigurationException("signedBy: the workspace is in " + host.group(2) + ", and requests are"
                    + " signed for " + region.id() + "; give SigV4 the region of the workspace");
        }
        return List.of(call(store).permission());
    }

    private AwsCall call(URI store) {
        Matcher path = WORKSPACE.matcher(String.valueOf(store.getPath()));
        String workspace = path.matches() ? path.group(1) : "*";
        String partition = region.metadata() == null
                ? "aws"
                : region.metadata().partition().id();
        return AwsCall.read(
                "aps:QueryMetrics", "arn:" + partition + ":aps:" + region.id() + ":*:workspace/" + workspace);
    }

    /** Names service and region, not the credentials. */
    @Override
    public String toString() {
        return "SigV4 for " + PROMETHEUS + " in " + region.id();
    }
}
