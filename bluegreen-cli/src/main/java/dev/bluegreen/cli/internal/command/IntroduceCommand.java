package dev.bluegreen.cli.internal.command;

import static dev.bluegreen.cli.internal.Options.DRY_RUN;
import static dev.bluegreen.cli.internal.Options.HTML;
import static dev.bluegreen.cli.internal.Options.JUNIT;
import static dev.bluegreen.cli.internal.Options.NO_REPORT;
import static dev.bluegreen.cli.internal.Options.flag;

import dev.bluegreen.Introduction;
import dev.bluegreen.cli.internal.Arguments;
import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import dev.bluegreen.result.CutoverPlan;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Brings an app to its first track. */
final class IntroduceCommand implements Command {

    private static final String MANIFEST = "--manifest";
    private static final String IMAGE = "--image";

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command(
                "introduce",
                "Stages the first track of an app that has none yet, and moves traffic to it; no way back.");
        Options.with(
                spec,
                Options.path(
                        "The manifest of its Deployment, if that is not there; - for the standard input.", MANIFEST),
                Options.text("IMAGE", "The image, such as registry/checkout:v1.", IMAGE),
                flag("Print the plan, and change nothing.", DRY_RUN));
        return Options.onTrack(Options.moving(spec), true);
    }

    @Override
    public Result run(Session session) {
        Arguments arguments = session.arguments();
        arguments.requireAlone(DRY_RUN, NO_REPORT, JUNIT, HTML);
        Introduction first = session.release().introduce(arguments.track());
        Introduction described = arguments
                .path(MANIFEST)
                .map(file -> manifest(first, file, session))
                .orElse(first);
        Introduction whole = arguments.text(IMAGE).map(described::image).orElse(described);
        if (arguments.has(DRY_RUN)) {
            return PlanCommand.shown(whole.plan());
        }
        Optional<CutoverPlan> plan = arguments.has(HTML) ? Optional.of(whole.plan()) : Optional.empty();
        return session.reported(plan, whole::apply);
    }

    private static Introduction manifest(Introduction first, Path file, Session session) {
        return file.toString().equals("-") ? first.manifest(session.console().text()) : first.manifest(file);
    }
}
