package dev.bluegreen.cli.internal.command;

import dev.bluegreen.Introduction;
import dev.bluegreen.cli.internal.Arguments;
import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
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
                Options.text("IMAGE", "The image, such as registry/checkout:v1.", IMAGE));
        return Options.onTrack(Options.moving(spec), true);
    }

    @Override
    public Result run(Session session) {
        Arguments arguments = session.arguments();
        Introduction first = session.release().introduce(arguments.track());
        Introduction described = arguments
                .path(MANIFEST)
                .map(file -> manifest(first, file, session))
                .orElse(first);
        Introduction whole = arguments.text(IMAGE).map(described::image).orElse(described);
        return session.reported(Optional.empty(), whole::apply);
    }

    private static Introduction manifest(Introduction first, Path file, Session session) {
        return file.toString().equals("-") ? first.manifest(session.console().text()) : first.manifest(file);
    }
}
