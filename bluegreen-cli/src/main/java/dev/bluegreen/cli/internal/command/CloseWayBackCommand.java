package dev.bluegreen.cli.internal.command;

import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import dev.bluegreen.result.ReleaseStatus.ClosedWayBack;
import picocli.CommandLine.Model.CommandSpec;

/** Declares that traffic must not go back. */
final class CloseWayBackCommand implements Command {

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command(
                "close-way-back", "Declares that traffic must not go back, such as after a change of the database.");
        return Options.operand(
                Options.asking(Options.ofRelease(spec)), "WHY", String.class, "The reason, in one line.");
    }

    @Override
    public Result run(Session session) {
        ClosedWayBack closed = session.release()
                .closeWayBack(session.arguments().<String>operand().orElseThrow());
        return Result.done(
                "close-way-back",
                "the way back from " + closed.on() + " is closed by " + closed.by() + ": " + closed.reason());
    }
}
