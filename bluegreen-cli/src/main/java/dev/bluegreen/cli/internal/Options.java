package dev.bluegreen.cli.internal;

import dev.bluegreen.model.Track;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Options that several commands have, and how a command declares its own. */
public final class Options {

    public static final String FILE = "--file";
    public static final String RELEASE = "--release";
    public static final String SERVICE = "--service";
    public static final String SMOKE_TEST = "--smoke-test";
    public static final String BAKE = "--bake";
    public static final String STANDBY = "--standby";
    public static final String KUBECONFIG = "--kubeconfig";
    public static final String CONTEXT = "--context";
    public static final String NAMESPACE = "--namespace";
    public static final String TIMEOUT = "--timeout";
    public static final String GRACE = "--grace";
    public static final String LEAVE = "--leave";
    public static final String JSON = "--json";
    public static final String JUNIT = "--junit";
    public static final String HTML = "--html";
    public static final String REQUESTED_BY = "--requested-by";
    public static final String REASON = "--reason";
    public static final String OVERRIDE_WINDOWS = "--override-windows";
    public static final String DRY_RUN = "--dry-run";
    public static final String PLAN_FILE = "--plan-file";

    /** Why a dry run takes no files for a report. */
    public static final String NO_REPORT = "which has no report to write";

    private Options() {}

    /** A command with its purpose in one sentence. */
    public static CommandSpec command(String name, String purpose) {
        return with(
                group(name, purpose),
                flag("Print the result as JSON, and nothing else, on the standard output.", JSON));
    }

    /** A command that has commands of its own. */
    public static CommandSpec group(String name, String purpose) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(purpose).abbreviateSynopsis(true);
        return with(
                spec,
                OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help message and exit.")
                        .build());
    }

    /** Adds options. */
    public static CommandSpec with(CommandSpec spec, OptionSpec... options) {
        for (OptionSpec option : options) {
            spec.addOption(option);
        }
        return spec;
    }

    /** Adds the ways to name a release, and those to reach its cluster. */
    public static CommandSpec ofRelease(CommandSpec spec) {
        with(
                spec,
                path("The release as a file; - for the standard input.", "-f", FILE),
                text("NAME", "The release by its name, instead of a file.", "-r", RELEASE),
                text("NAME", "With --release: the Service to move; without it, the only one that fits.", SERVICE),
                text(
                        "PATH",
                        "With --release: a path that answers 200 on the idle track before traffic moves.",
                        SMOKE_TEST),
                duration("With --release: watch the pods for this long after the move.", BAKE),
                duration("With --release: keep the old track for this long; 24h if left out.", STANDBY));
        return ofCluster(spec);
    }

    /** Adds the ways to reach a cluster. */
    public static CommandSpec ofCluster(CommandSpec spec) {
        return with(
                spec,
                path("The kubeconfig; else KUBECONFIG, ~/.kube/config, or the surrounding pod.", KUBECONFIG),
                text("NAME", "The context of the kubeconfig; else its current one.", CONTEXT),
                text("NAME", "The namespace; else that of the context.", "-n", NAMESPACE),
                duration("The longest time of the command; then it ends as by Ctrl-C.", TIMEOUT),
                duration("The longest wait for a safe end after Ctrl-C; 2m if left out.", GRACE));
    }

    /** Adds what commands have that move traffic. */
    public static CommandSpec moving(CommandSpec spec) {
        return asking(with(
                ofRelease(spec),
                path("Write the report as JUnit XML.", JUNIT),
                path("Write the report as a page of HTML.", HTML),
                leave()));
    }

    /** Adds the choice of what becomes of a cutover that is interrupted. */
    public static CommandSpec leaving(CommandSpec spec) {
        return with(spec, leave());
    }

    private static OptionSpec leave() {
        return flag("On Ctrl-C, leave a cutover where it is for `resume`, instead of sending traffic back.", LEAVE);
    }

    /** Adds who asks, and why. */
    public static CommandSpec asking(CommandSpec spec) {
        return with(
                spec,
                text("NAME", "The person who requests it.", REQUESTED_BY),
                text("TEXT", "The reason, such as a ticket.", REASON));
    }

    /** Adds the track as the only operand. */
    public static CommandSpec onTrack(CommandSpec spec, boolean required) {
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity(required ? "1" : "0..1")
                .paramLabel("TRACK")
                .type(Track.class)
                .converters(Converters::track)
                .completionCandidates(List.of("blue", "green"))
                .description("blue or green.")
                .build());
        return spec;
    }

    /** Adds the only operand of a command. */
    public static CommandSpec operand(CommandSpec spec, String label, Class<?> type, String purpose) {
        PositionalParamSpec.Builder operand = PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .paramLabel(label)
                .type(type)
                .description(purpose);
        if (type.equals(Duration.class)) {
            operand.converters(Converters::duration);
        }
        spec.addPositional(operand.build());
        return spec;
    }

    /** Adds operands of one kind, one at least. */
    public static CommandSpec operands(CommandSpec spec, String label, Class<?> type, String purpose) {
        return operands(spec, 1, label, type, purpose);
    }

    /** Adds operands of one kind, which may be left out. */
    public static CommandSpec anyOperands(CommandSpec spec, String label, Class<?> type, String purpose) {
        return operands(spec, 0, label, type, purpose);
    }

    private static CommandSpec operands(CommandSpec spec, int atLeast, String label, Class<?> type, String purpose) {
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .arity(atLeast + "..*")
                .required(atLeast > 0)
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(type)
                .description(purpose)
                .build());
        return spec;
    }

    public static OptionSpec flag(String purpose, String... names) {
        return OptionSpec.builder(names[0], rest(names))
                .arity("0")
                .description(purpose)
                .build();
    }

    public static OptionSpec text(String label, String purpose, String... names) {
        return valued(label, String.class, purpose, names).build();
    }

    public static OptionSpec number(String purpose, String name) {
        return valued("NUMBER", Integer.class, purpose, name).build();
    }

    public static OptionSpec path(String purpose, String... names) {
        return valued("FILE", Path.class, purpose, names).build();
    }

    public static OptionSpec required(OptionSpec option) {
        return option.toBuilder().required(true).build();
    }

    public static OptionSpec duration(String purpose, String name) {
        return valued("TIME", Duration.class, purpose, name)
                .converters(Converters::duration)
                .build();
    }

    /** A pair, any number of times. */
    public static OptionSpec pairs(String purpose, String name) {
        return valued("KEY=VALUE", Map.class, purpose, name)
                .auxiliaryTypes(String.class, String.class)
                .build();
    }

    /** One of a few words. */
    public static OptionSpec word(String purpose, String name, List<String> words) {
        return valued(String.join("|", words), String.class, purpose, name)
                .completionCandidates(words)
                .build();
    }

    private static OptionSpec.Builder valued(String label, Class<?> type, String purpose, String... names) {
        return OptionSpec.builder(names[0], rest(names))
                .arity("1")
                .paramLabel(label)
                .type(type)
                .description(purpose);
    }

    private static String[] rest(String... names) {
        return List.of(names).subList(1, names.length).toArray(String[]::new);
    }
}
