package dev.bluegreen.cli.internal.command;

import static dev.bluegreen.cli.internal.Options.PLAN_FILE;
import static dev.bluegreen.cli.internal.Options.path;

import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.ExitCode;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.PlanFile;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import dev.bluegreen.report.ReleaseJson;
import dev.bluegreen.result.CutoverPlan;
import picocli.CommandLine.Model.CommandSpec;

/** Prints what a switch would do. */
final class PlanCommand implements Command {

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command("plan", "Prints every write of a switch, before any is made.");
        return Options.onTrack(
                Options.ofRelease(Options.with(spec, path("Write the plan, for `switch --plan-file`.", PLAN_FILE))),
                true);
    }

    @Override
    public Result run(Session session) {
        PlanFile.requireWritable(session.arguments());
        CutoverPlan plan = session.release().plan(session.arguments().track());
        PlanFile.write(session.arguments(), plan);
        return shown(plan);
    }

    /** A plan that could not be carried out now is not a success. */
    static Result shown(CutoverPlan plan) {
        return new Result(plan.executable() ? ExitCode.DONE : ExitCode.REFUSED, plan.toString(), ReleaseJson.of(plan));
    }
}
