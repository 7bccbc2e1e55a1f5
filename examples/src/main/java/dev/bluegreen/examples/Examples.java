package dev.bluegreen.examples;

import dev.bluegreen.examples.benchmark.Benchmark;
import dev.bluegreen.examples.benchmark.Fleet;
import dev.bluegreen.examples.gradual.GradualExample;
import dev.bluegreen.examples.report.ReportExample;
import io.fabric8.kubernetes.client.Config;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs the example named by {@code -Dexample=...}; the quickstart when none is named. Exits 1 when that fails. */
public final class Examples {

    private static final String QUICKSTART = "quickstart";
    private static final String FULL_RELEASE = "full-release";
    private static final String ROUTE_53 = "route53";
    private static final String ALB = "alb";
    private static final String MAKE_BEFORE_BREAK = "make-before-break";
    private static final String WATERFALL = "waterfall";
    private static final String BENCHMARK = "benchmark";
    private static final String FLEET = "fleet";
    private static final String RESUME = "resume";
    private static final String GRADUAL = "gradual";
    private static final String REPORT = "report";
    private static final String CLUSTER = "cluster";

    private Examples() {}

    /** Runs one example with these arguments. */
    public static void main(String[] args) throws IOException {
        String example = System.getProperty("example", QUICKSTART);
        int code = switch (example) {
            case QUICKSTART -> new Quickstart(System.out).run(List.of(args)) ? 0 : 1;
            case FULL_RELEASE -> new FullRelease(System.out).run() ? 0 : 1;
            case ROUTE_53 -> new Route53Example(System.out).run() ? 0 : 1;
            case ALB -> new AlbExample(System.out).run() ? 0 : 1;
            case MAKE_BEFORE_BREAK -> new MakeBeforeBreakExample(System.out).run() ? 0 : 1;
            case WATERFALL -> waterfall();
            case BENCHMARK -> benchmark(List.of(args));
            case FLEET -> fleet(args.length == 0 ? 1_000 : Integer.parseInt(args[0]));
            case RESUME -> new ResumeExample(System.out).run() ? 0 : 1;
            case GRADUAL -> new GradualExample(System.out, isTerminal()).run() ? 0 : 1;
            case REPORT -> new ReportExample(System.out, Path.of("report.html")).run() ? 0 : 1;
            case CLUSTER -> cluster(List.of(args));
            default -> unknown(example);
        };
        if (code != 0) {
            System.exit(code);
        }
    }

    private static int waterfall() {
        new Waterfall(System.out).run();
        return 0;
    }

    private static int benchmark(List<String> args) {
        new Benchmark(System.out, Benchmark.Size.USUAL).run(args, Config.autoConfigure(null));
        return 0;
    }

    private static int fleet(int releases) {
        new Fleet(System.out, releases, Duration.ofSeconds(2)).run();
        return 0;
    }

    /** Until the standard input ends. */
    private static int cluster(List<String> args) throws IOException {
        if (args.size() != 1) {
            System.err.println("usage: -Dexample=cluster -Dexec.args=<kubeconfig to write>");
            return 2;
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        return new ClusterForOthers(System.out).run(Path.of(args.get(0)), in) ? 0 : 1;
    }

    /** Some JDKs have a console without a terminal. */
    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).isPresent() && System.getenv("TERM") != null;
    }

    private static int unknown(String example) {
        System.err.println("example: '" + example + "' is unknown; there are: "
                + String.join(
                        ", ",
                        QUICKSTART,
                        FULL_RELEASE,
                        ROUTE_53,
                        ALB,
                        MAKE_BEFORE_BREAK,
                        WATERFALL,
                        BENCHMARK,
                        FLEET,
                        RESUME,
                        GRADUAL,
                        REPORT,
                        CLUSTER));
        return 2;
    }
}
