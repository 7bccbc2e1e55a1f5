package dev.bluegreen.cli.internal;

import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.file.ReleaseFile;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import dev.bluegreen.report.ReportCollector;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.spi.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One command with its surroundings: opens the connection when it is first needed, and closes it. For one thread. */
public final class Session implements AutoCloseable {

    private final Arguments arguments;
    private final Console console;
    private final Interruption interruption;
    private final Connection.Way way;
    private final Progress progress;
    private final ReportCollector collected = ReportCollector.create();
    private final List<Release> used = new ArrayList<>();
    private Optional<Connection> connection = Optional.empty();
    private Optional<Time.Timer> limit = Optional.empty();

    public Session(Arguments arguments, Console console, Interruption interruption, Connection.Way way) {
        this.arguments = arguments;
        this.console = console;
        this.interruption = interruption;
        this.way = way;
        this.progress = new Progress(console.progress());
    }

    /** The arguments of the command. */
    public Arguments arguments() {
        return arguments;
    }

    /** Where to read and write. */
    public Console console() {
        return console;
    }

    /** The namespace of the command; the first call opens it. */
    public Fabric8Platform platform() {
        if (connection.isEmpty()) {
            arguments
                    .duration(Options.TIMEOUT)
                    .map(time -> Input.positive(Options.TIMEOUT, time))
                    .ifPresent(Input::require);
            Connection opened = Connection.open(arguments, way);
            connection = Optional.of(opened);
            interruption.guard(opened.platform(), arguments);
            limit = arguments.duration(Options.TIMEOUT).map(this::limit);
        }
        return connection.orElseThrow().platform();
    }

    private Time.Timer limit(Duration longest) {
        return way.time()
                .after(longest, () -> interruption.interrupt("the time limit of " + Wording.of(longest) + " is over"));
    }

    /**
     * True if the arguments name a release.
     *
     * @throws ConfigurationException if they name none, and describe one
     */
    public boolean hasRelease() {
        boolean isNamed = arguments.has(Options.FILE) || arguments.has(Options.RELEASE);
        if (!isNamed) {
            ReleaseSource.requireNothingOf(arguments);
        }
        return isNamed;
    }

    /** The release that the arguments describe. */
    public Release release() {
        Release release = described().build();
        used.add(release);
        return arguments.has(Options.OVERRIDE_WINDOWS)
                ? release.overridingWindows(
                        required(Options.REQUESTED_BY, Options.OVERRIDE_WINDOWS),
                        required(Options.REASON, Options.OVERRIDE_WINDOWS))
                : release;
    }

    /** The same, to add to. */
    public ReleaseBuilder described() {
        if (arguments.has(Options.REASON)) {
            String unused = required(Options.REQUESTED_BY, Options.REASON);
        }
        ReleaseSource source = ReleaseSource.of(arguments, console);
        ReleaseBuilder release = heard(source.described().apply(platform()));
        return arguments
                .text(Options.REQUESTED_BY)
                .map(name ->
                        release.requestedBy(name, arguments.text(Options.REASON).orElse("")))
                .orElse(release);
    }

    /** The file that describes the release, without a look at the cluster. */
    public ReleaseFile file() {
        return ReleaseSource.read(arguments.path(Options.FILE).orElseThrow(), console);
    }

    /** The files that describe releases, by the names of these; a folder stands for its files. */
    public Map<String, ReleaseFile> files(List<Path> paths) {
        return ReleaseSource.readAll(paths, console);
    }

    /** A release whose progress is shown, and whose objectives a page of HTML has as charts. */
    public ReleaseBuilder heard(ReleaseBuilder release) {
        ReleaseBuilder heard = release.listener(progress);
        return arguments.has(Options.HTML) ? heard.observedBy(collected) : heard;
    }

    private String required(String option, String by) {
        return arguments
                .text(option)
                .orElseThrow(() -> new ConfigurationException(option + ": not given; " + by + " needs it"));
    }

    /** Carries out what ends in a report, and writes the report's files, however it ends. */
    public Result reported(Optional<CutoverPlan> plan, Supplier<CutoverReport> operation) {
        ReportFiles files = ReportFiles.of(arguments, collected);
        plan.ifPresent(progress::limits);
        try {
            CutoverReport report = operation.get();
            files.write(report, plan, console.err());
            return Result.of(report, ExitCode.DONE);
        } catch (CutoverException e) {
            files.write(e.report(), plan, console.err());
            throw e;
        }
    }

    /** Before this is closed, the listeners of the release are waited for. */
    public void used(Release release) {
        used.add(release);
    }

    @Override
    public void close() {
        limit.ifPresent(Time.Timer::cancel);
        if (progress.hasHeard()) {
            LastEvents last = new LastEvents(way.time(), console.err());
            used.forEach(last::await);
        }
        interruption.end();
        connection.ifPresent(Connection::close);
        progress.close();
    }
}
