package dev.bluegreen.cli.internal.command;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Document;
import dev.bluegreen.cli.internal.ExitCode;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.model.Wording;
import dev.bluegreen.report.ReleaseJson;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.RecordedReleases.Past;
import dev.bluegreen.result.ReleaseStatus;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Prints past cutovers. */
final class HistoryCommand implements Command {

    private static final String NONE = "no cutover so far";

    @Override
    public CommandSpec spec() {
        return Options.ofRelease(Options.command(
                "history",
                "Prints the last cutovers, newest first; without a release, those of all that have a record."));
    }

    @Override
    public Result run(Session session) {
        if (!session.hasRelease()) {
            return shown(BlueGreen.history(session.platform()));
        }
        ReleaseStatus status = session.release().status();
        return new Result(ExitCode.DONE, lines(status.history(), HistoryCommand::line), ReleaseJson.history(status));
    }

    private static <T> String lines(List<T> history, Function<T, String> line) {
        return history.isEmpty() ? NONE : history.stream().map(line).collect(Collectors.joining("\n"));
    }

    private static String line(PastCutover past) {
        return Wording.of(past.at()) + " " + past.operation().noun() + " " + past.id() + " " + past.tracks() + " "
                + past.outcome() + " by " + past.by() + ": " + past.reason();
    }

    private static Map<String, Object> origin(Origin origin) {
        return Map.of("track", origin.track(), "workload", origin.workload());
    }

    private static Result shown(List<Past> history) {
        Document document = Document.of("history", ExitCode.DONE, lines(history, Past::toString));
        history.forEach(past -> document.item(Map.of(
                "namespace", past.namespace(),
                "release", past.release(),
                "id", past.cutover().id(),
                "from", past.cutover().from(),
                "to", past.cutover().to(),
                "outcome", past.cutover().outcome(),
                "at", past.cutover().at(),
                "by", past.cutover().by(),
                "reason", past.cutover().reason(),
                "origin", past.cutover().origin().map(HistoryCommand::origin))));
        return document.result();
    }
}
