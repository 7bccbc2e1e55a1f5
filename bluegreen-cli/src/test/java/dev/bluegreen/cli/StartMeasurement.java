package dev.bluegreen.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The time from the start of a process to its first request: {@code status} of the command line, and a bare program with the
 * same client, flags and jar. Both with a class data archive of their own; one after the other, in turns. By hand:
 * {@code docs/cli.md} says how.
 */
final class StartMeasurement {

    private static final List<String> FAST = List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xlog:disable", "-Xlog:all=error:stderr");
    private static final double MILLION = 1e6;

    private final Path folder;
    private final Path jar;
    private final Path java;

    private StartMeasurement(Path folder, Path jar, Path java) {
        this.folder = folder;
        this.jar = jar;
        this.java = java;
    }

    /** What one start took, in milliseconds: by the clock, and of the processor. */
    private record Start(double elapsed, double processor) {}

    /** @param args the jar, the number of turns, and the Java to run */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("bluegreen-start");
        new StartMeasurement(folder, Path.of(args[0]).toAbsolutePath(), Path.of(args[2]))
                .run(Integer.parseInt(args[1]));
    }

    private void run(int turns) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), kubeconfig(server.getLocalPort()));
            List<String> bare = bare(kubeconfig);
            List<String> cli = cli(kubeconfig);
            List<Start> ofBare = new ArrayList<>();
            List<Start> ofCli = new ArrayList<>();
            for (int turn = 0; turn < turns; turn++) {
                ofBare.add(start(bare, server));
                ofCli.add(start(cli, server));
            }
            System.out.printf(Locale.ROOT, "bare  %s%n", shown(ofBare));
            System.out.printf(Locale.ROOT, "cli   %s%n", shown(ofCli));
            System.out.printf(
                    Locale.ROOT,
                    "ratio elapsed %.2f, processor %.2f%n",
                    median(ofCli.stream().map(Start::elapsed))
                            / median(ofBare.stream().map(Start::elapsed)),
                    median(ofCli.stream().map(Start::processor))
                            / median(ofBare.stream().map(Start::processor)));
        }
    }

    private static String shown(List<Start> starts) {
        return String.format(
                Locale.ROOT,
                "median %.0f ms, fastest %.0f ms; processor median %.0f ms",
                median(starts.stream().map(Start::elapsed)),
                starts.stream().mapToDouble(Start::elapsed).min().orElseThrow(),
                median(starts.stream().map(Start::processor)));
    }

    private static double median(Stream<Double> values) {
        List<Double> sorted = values.sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** The command line as its launcher starts it. */
    private List<String> cli(Path kubeconfig) throws Exception {
        Path archive = folder.resolve("cli.jsa");
        run(List.of(
                "-XX:ArchiveClassesAtExit=" + archive,
                "-cp",
                jar.toString(),
                "dev.bluegreen.cli.internal.ClassArchive"));
        return List.of(
                "-XX:SharedArchiveFile=" + archive,
                "-jar",
                jar.toString(),
                "status",
                "-r",
                "myapp",
                "--service",
                "myapp",
                "--kubeconfig",
                kubeconfig.toString());
    }

    private List<String> bare(Path kubeconfig) throws Exception {
        Path program = folder.resolve("bare.jar");
        String name = BareProgram.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(program);
                JarOutputStream jars = new JarOutputStream(out)) {
            jars.putNextEntry(new JarEntry(name));
            jars.write(StartMeasurement.class.getResourceAsStream("/" + name).readAllBytes());
        }
        Path archive = folder.resolve("bare.jsa");
        List<String> both = List.of("-cp", program + ":" + jar, BareProgram.class.getName());
        Path nowhere = Files.writeString(folder.resolve("nowhere"), kubeconfig(1));
        run(Stream.of(List.of("-XX:ArchiveClassesAtExit=" + archive), both, List.of(nowhere.toString()))
                .flatMap(List::stream)
                .toList());
        return Stream.of(List.of("-XX:SharedArchiveFile=" + archive), both, List.of(kubeconfig.toString()))
                .flatMap(List::stream)
                .toList();
    }

    private void run(List<String> args) throws Exception {
        process(args).waitFor();
    }

    private Start start(List<String> args, ServerSocket server) throws Exception {
        long begin = System.nanoTime();
        Process process = process(args);
        try (Socket first = server.accept()) {
            int unused = first.getInputStream().read();
            double elapsed = (System.nanoTime() - begin) / MILLION;
            Duration processor = process.info().totalCpuDuration().orElse(Duration.ZERO);
            process.destroyForcibly().waitFor();
            return new Start(elapsed, processor.toNanos() / MILLION);
        }
    }

    private Process process(List<String> args) throws IOException {
        List<String> command = Stream.of(List.of(java.toString()), FAST, args)
                .flatMap(List::stream)
                .toList();
        return new ProcessBuilder(command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
    }

    private static String kubeconfig(int port) {
        return """
                apiVersion: v1
                kind: Config
                current-context: fake
                contexts: [{name: fake, context: {cluster: fake, user: fake}}]
                clusters: [{name: fake, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: fake, user: {token: admin}}]
                """.formatted(port);
    }
}
