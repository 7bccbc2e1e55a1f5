package dev.bluegreen.aws;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * A moto server of the machine, on a free port of loopback: AWS as others have understood it. Each service is chosen by
 * the scope of a signature. It is ended with the tests, or with this process.
 */
public final class MotoServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MotoServer.class);
    private static final Pattern RUNNING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");
    private static final Pattern SUBNET = Pattern.compile("<subnetId>([^<]+)</subnetId>");
    private static final Pattern VPC = Pattern.compile("<vpcId>([^<]+)</vpcId>");
    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 5;

    private final Process process;
    private final URI endpoint;

    private MotoServer(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Empty when there is none on the PATH, or it does not start; says so in one line. */
    static Optional<MotoServer> start() {
        try {
            Process process = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", "0")
                    .redirectErrorStream(true)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return started(process);
        } catch (IOException e) {
            LOG.warn("moto_server is not on the PATH: the tests against it are skipped");
            return Optional.empty();
        }
    }

    private static Optional<MotoServer> started(Process process) {
        CompletableFuture<URI> endpoint = new CompletableFuture<>();
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> read(process, endpoint));
        try {
            URI at = endpoint.get(START_SECONDS, TimeUnit.SECONDS);
            return Optional.of(new MotoServer(process, at));
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("moto_server does not start, the tests against it are skipped: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        reading.join();
        return Optional.empty();
    }

    /** To the end: a server whose output nobody reads stands still when the pipe is full. */
    private static void read(Process process, CompletableFuture<URI> endpoint) {
        String last = "";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                Matcher running = RUNNING.matcher(line);
                if (running.find()) {
                    endpoint.complete(URI.create(running.group(1)));
                }
            }
        } catch (IOException e) {
            last = e.toString();
        }
        endpoint.completeExceptionally(new IllegalStateException("it ended with: " + last));
    }

    /** An unmodified client that makes one attempt. */
    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder, String region) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA1", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    /** Two subnets of the network that every account has. */
    public List<String> subnets(String region) {
        return SUBNET.matcher(ec2("DescribeSubnets", region))
                .results()
                .map(found -> found.group(1))
                .limit(2)
                .toList();
    }

    /** The network that every account has. */
    public String vpc(String region) {
        Matcher found = VPC.matcher(ec2("DescribeVpcs", region));
        return found.find() ? found.group(1) : "";
    }

    @Override
    public void close() {
        process.destroy();
        if (process.onExit()
                .completeOnTimeout(process, STOP_SECONDS, TimeUnit.SECONDS)
                .join()
                .isAlive()) {
            process.destroyForcibly();
        }
    }

    private String ec2(String action, String region) {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIA1/20260101/" + region
                                + "/ec2/aws4_request, SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString("Action=" + action + "&Version=2016-11-15"))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new IllegalStateException("moto does not answer " + action, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
