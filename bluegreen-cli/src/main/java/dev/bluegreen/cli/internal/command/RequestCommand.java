package dev.bluegreen.cli.internal.command;

import static dev.bluegreen.cli.internal.Options.DRY_RUN;
import static dev.bluegreen.cli.internal.Options.OVERRIDE_WINDOWS;
import static dev.bluegreen.cli.internal.Options.PLAN_FILE;
import static dev.bluegreen.cli.internal.Options.flag;
import static dev.bluegreen.cli.internal.Options.path;

import dev.bluegreen.Release;
import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.ExitCode;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.PlanFile;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.report.ReleaseJson;
import dev.bluegreen.result.CutoverRequest;
import picocli.CommandLine.Model.CommandSpec;

/** Records a switch that another process is to carry out. */
final class RequestCommand implements Command {

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command(
                "request",
                "Records a switch for `switch --plan-file`, `resume` or a job to carry out, once it is approved.");
        Options.with(
                spec,
                path("Write the plan, which carries the id of the request.", PLAN_FILE),
                flag("Print the plan, and request nothing.", DRY_RUN),
                flag("Pass closed change windows; needs --requested-by and --reason.", OVERRIDE_WINDOWS));
        return Options.onTrack(Options.asking(Options.ofRelease(spec)), true);
    }

    @Override
    public Result run(Session session) {
        session.arguments()
                .requireAlone(DRY_RUN, "which makes no request that a plan could carry; `plan` writes one", PLAN_FILE);
        PlanFile.requireWritable(session.arguments());
        Track to = session.arguments().track();
        Release release = session.release();
        if (session.arguments().has(DRY_RUN)) {
            return PlanCommand.shown(release.plan(to));
        }
        CutoverRequest request = release.request(to);
        PlanFile.write(session.arguments(), request.plan());
        String until = request.until().map(end -> ", until " + Wording.of(end)).orElse("");
        return new Result(
                ExitCode.DONE,
                "requested " + request.id() + ": " + request.waitsFor() + until + "\n" + request.plan(),
                ReleaseJson.of(request.plan()));
    }
}
