package dev.bluegreen.cli.internal.command;

import static dev.bluegreen.cli.internal.Options.DRY_RUN;
import static dev.bluegreen.cli.internal.Options.HTML;
import static dev.bluegreen.cli.internal.Options.JUNIT;
import static dev.bluegreen.cli.internal.Options.NO_REPORT;
import static dev.bluegreen.cli.internal.Options.flag;

import dev.bluegreen.Adoption;
import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import dev.bluegreen.result.CutoverPlan;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Takes an app with one plain Deployment to blue/green. */
final class AdoptCommand implements Command {

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command(
                "adopt",
                "Takes an app with one plain Deployment to blue/green: its clone becomes blue, and gets all traffic.");
        Options.with(spec, flag("Print the plan, and change nothing.", DRY_RUN));
        return Options.operand(
                Options.moving(spec), "DEPLOYMENT", String.class, "The Deployment, which has no track label.");
    }

    @Override
    public Result run(Session session) {
        session.arguments().requireAlone(DRY_RUN, NO_REPORT, JUNIT, HTML);
        Adoption adoption =
                session.release().adopt(session.arguments().<String>operand().orElseThrow());
        if (session.arguments().has(DRY_RUN)) {
            return PlanCommand.shown(adoption.plan());
        }
        Optional<CutoverPlan> plan = session.arguments().has(HTML) ? Optional.of(adoption.plan()) : Optional.empty();
        return session.reported(plan, adoption::apply);
    }
}
