package dev.bluegreen.cli.internal.command;

import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import dev.bluegreen.file.ReleaseFile;
import picocli.CommandLine.Model.CommandSpec;

/** Checks a release file by itself. */
final class ValidateCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Options.with(
                Options.command("validate", "Checks a release file, without a cluster and without its secrets."),
                Options.required(Options.path("The release as a file; - for the standard input.", "-f", Options.FILE)));
    }

    @Override
    public Result run(Session session) {
        ReleaseFile file = session.file();
        return Result.done("validate", file + " is valid");
    }
}
