package dev.bluegreen.aws.alb;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A moto server of the machine, if it has one: AWS as others have understood it. Each service is chosen by the scope of a
 * signature.
 */
final class MotoServer implements AutoCloseable {

    private static final Pattern RUNNING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");
    private static final Pattern SUBNET = Pattern.compile("<subnetId>([^<]+)</subnetId>");
    private static final Pattern VPC = Pattern.compile("<vpcId>([^<]+)</vpcId>");

    private final Process process;
    private final URI endpoint;

    private MotoServer(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Empty when there is none on the PATH, or it does not start. */
    static Optional<MotoServer> start() {
        try {
            Process process = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", "0")
                    .redirectErrorStream(true)
                    .start();
            Optional<URI> endpoint = announced(process);
            if (endpoint.isEmpty()) {
                process.destroy();
            }
            return endpoint.map(at -> new MotoServer(process, at));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    URI endpoint() {
        return endpoint;
    }

    /** Two subnets of the network that every account has. */
    List<String> subnets(String region) {
        return SUBNET.matcher(ec2("DescribeSubnets", region))
                .results()
                .map(found -> found.group(1))
                .limit(2)
                .toList();
    }

    String vpc(String region) {
        Matcher found = VPC.matcher(ec2("DescribeVpcs", region));
        return found.find() ? found.group(1) : "";
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static Optional<URI> announced(Process process) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher running = RUNNING.matcher(line);
            if (running.find()) {
                return Optional.of(URI.create(running.group(1)));
            }
        }
        return Optional.empty();
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
