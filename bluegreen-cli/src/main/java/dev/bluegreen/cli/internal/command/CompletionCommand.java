package dev.bluegreen.cli.internal.command;

import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Prints the completion for bash. */
final class CompletionCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Options.command("completion", "Prints the completion for bash: source <(bluegreen completion)");
    }

    @Override
    public Result run(Session session) {
        CommandLine line = session.arguments().parsed().commandSpec().root().commandLine();
        return Result.done("completion", AutoComplete.bash("bluegreen", line).stripTrailing());
    }
}
