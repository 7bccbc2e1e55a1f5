package dev.bluegreen.cli.internal.command;

import static dev.bluegreen.cli.internal.Options.DRY_RUN;
import static dev.bluegreen.cli.internal.Options.HTML;
import static dev.bluegreen.cli.internal.Options.JUNIT;
import static dev.bluegreen.cli.internal.Options.NO_REPORT;
import static dev.bluegreen.cli.internal.Options.OVERRIDE_WINDOWS;
import static dev.bluegreen.cli.internal.Options.PLAN_FILE;
import static dev.bluegreen.cli.internal.Options.flag;
import static dev.bluegreen.cli.internal.Options.path;

import dev.bluegreen.Release;
import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.PlanFile;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverPlan;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Moves traffic to a track, or carries out exactly the plan of a file. */
final class SwitchCommand implements Command {

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Options.command("switch", "Moves traffic to a track, and returns when that is proven, and baked.");
        Options.with(
                spec,
                path("Carry out exactly this plan, of `plan` or `request`; a changed one is refused.", PLAN_FILE),
                flag("Print the plan, and move nothing.", DRY_RUN),
                flag("Pass closed change windows; needs --requested-by and --reason.", OVERRIDE_WINDOWS));
        return Options.onTrack(Options.moving(spec), false);
    }

    @Override
    public Result run(Session session) {
        session.arguments().requireAlone(DRY_RUN, NO_REPORT, JUNIT, HTML);
        Optional<PlanFile> file = session.arguments().path(PLAN_FILE).map(PlanFile::read);
        Track to = file.map(plan -> track(plan, session)).orElseGet(session.arguments()::track);
        Release release = session.release();
        file.ifPresent(plan -> requireSameRelease(plan, release));
        boolean isPlanned = file.isPresent()
                || session.arguments().has(DRY_RUN)
                || session.arguments().has(HTML);
        Optional<CutoverPlan> now = isPlanned ? Optional.of(release.plan(to)) : Optional.empty();
        if (session.arguments().has(DRY_RUN)) {
            now.ifPresent(plan -> file.ifPresent(planned -> requireSame(planned, plan)));
            return PlanCommand.shown(now.orElseThrow());
        }
        boolean isThere = now.flatMap(CutoverPlan::from).equals(Optional.of(to));
        if (file.isEmpty() || isThere) {
            return session.reported(now, () -> release.switchTo(to));
        }
        requireSame(file.get(), now.orElseThrow());
        Release exact = release.asPlanned(file.get().hash());
        return session.reported(now, () -> file.get().cutover().isPresent() ? exact.resume() : exact.switchTo(to));
    }

    private static Track track(PlanFile plan, Session session) {
        session.arguments().<Track>operand().filter(track -> track != plan.to()).ifPresent(track -> {
            throw new ConfigurationException(
                    "TRACK: " + track + ", and the plan is for " + plan.to() + "; leave it out, or give the same one");
        });
        return plan.to();
    }

    private static void requireSameRelease(PlanFile plan, Release release) {
        if (!plan.release().equals(release.name())) {
            throw new ConfigurationException(PLAN_FILE + ": it is a plan of release " + plan.release() + ", not of "
                    + release.name() + "; give the plan of this release");
        }
    }

    private static void requireSame(PlanFile planned, CutoverPlan now) {
        planned.cutover().filter(id -> !now.cutover().equals(Optional.of(id))).ifPresent(id -> {
            throw new BlueGreenException("request " + id + " is not waiting any more: it was carried out, cancelled or"
                    + " its deadline is over; see `history`, and request again");
        });
        List<String> differences = planned.differences(now);
        if (!differences.isEmpty()) {
            throw new BlueGreenException("the plan has changed since it was made: " + String.join("; ", differences)
                    + ". Nothing was moved; plan again");
        }
    }
}
