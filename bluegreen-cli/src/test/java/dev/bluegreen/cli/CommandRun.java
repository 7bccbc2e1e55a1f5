package dev.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.bluegreen.cli.internal.Connection.Way;
import dev.bluegreen.testkit.FakeCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Commands through their main entry: against the cluster of a kubeconfig on loopback, in real time, or by the clients of a
 * cluster in virtual time, which knows of no others.
 */
final class CommandRun {

    /**
     * What a command left.
     *
     * @param code its exit code
     * @param out its standard output
     * @param err its standard error
     */
    record Ended(int code, String out, String err) {

        /** The document on its standard output, which is of the published shape. */
        JsonObject json() {
            return PublishedShape.checked(out);
        }

        /** With what it printed, should it be another code. */
        Ended endsWith(int expected) {
            assertThat(code).as("out: %s%nerr: %s", out, err).isEqualTo(expected);
            return this;
        }
    }

    private final FakeCluster cluster;
    private final Optional<Path> kubeconfig;

    private CommandRun(FakeCluster cluster, Optional<Path> kubeconfig) {
        this.cluster = cluster;
        this.kubeconfig = kubeconfig;
    }

    static CommandRun on(FakeCluster cluster) {
        return new CommandRun(cluster, Optional.empty());
    }

    static CommandRun byKubeconfig(FakeCluster cluster, Path folder) {
        try {
            Path file = folder.resolve("kubeconfig");
            Files.writeString(file, kubeconfig(cluster.config().getMasterUrl()));
            return new CommandRun(cluster, Optional.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that needs no cluster. */
    static Ended alone(String... args) {
        return ended("", (in, out, err) -> Cli.run(args, in, out, err));
    }

    private static String kubeconfig(String url) {
        return """
                apiVersion: v1
                kind: Config
                current-context: fake
                contexts: [{name: fake, context: {cluster: fake, user: fake}}]
                clusters: [{name: fake, cluster: {server: "%s"}}]
                users: [{name: fake, user: {token: admin}}]
                """.formatted(url);
    }

    Ended run(String... args) {
        return given("", args);
    }

    Ended given(String input, String... args) {
        Stream<String> connection = kubeconfig.stream().flatMap(file -> Stream.of("--kubeconfig", file.toString()));
        String[] all = Stream.concat(Stream.of(args), connection).toArray(String[]::new);
        return ended(
                input,
                (in, out, err) -> kubeconfig.isPresent()
                        ? Cli.run(all, in, out, err)
                        : Cli.run(all, in, out, err, new Way(any -> client(), cluster.time())));
    }

    /** One that needs a release, {@code myapp}. */
    Ended onMyapp(String... args) {
        return run(Stream.concat(Stream.of(args), Stream.of("-r", "myapp")).toArray(String[]::new));
    }

    private interface Entry {

        int run(InputStream in, PrintStream out, PrintStream err);
    }

    private static Ended ended(String input, Entry entry) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        int code = entry.run(in, printer(out), printer(err));
        return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** One of its own, because the command closes it. */
    private KubernetesClient client() {
        return cluster.clientBuilder().build();
    }

    private static PrintStream printer(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
