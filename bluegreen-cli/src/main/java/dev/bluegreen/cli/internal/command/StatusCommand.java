package dev.bluegreen.cli.internal.command;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Document;
import dev.bluegreen.cli.internal.ExitCode;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import dev.bluegreen.report.ReleaseJson;
import dev.bluegreen.result.RecordedReleases;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.result.Unfinished;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Prints where traffic is. */
final class StatusCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Options.ofRelease(Options.command(
                "status",
                "Prints where traffic is now; without a release, those that have a record, by their records."));
    }

    @Override
    public Result run(Session session) {
        if (!session.hasRelease()) {
            return shown(BlueGreen.releases(session.platform()));
        }
        ReleaseStatus status = session.release().status();
        return new Result(ExitCode.DONE, status.toString(), ReleaseJson.of(status));
    }

    private static Result shown(RecordedReleases releases) {
        boolean isEmpty = releases.releases().isEmpty() && releases.notSeen().isEmpty();
        Document document =
                Document.of("status", ExitCode.DONE, isEmpty ? "no release has a record here" : releases.toString());
        releases.releases()
                .forEach(release -> document.item(Map.of(
                        "namespace", release.namespace(),
                        "release", release.name(),
                        "active", release.active(),
                        "unfinished", release.unfinished().map(Unfinished::id),
                        "state", release.unfinished().map(Unfinished::state))));
        return document.result();
    }
}
