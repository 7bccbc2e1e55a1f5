package dev.bluegreen.cli.internal.command;

import dev.bluegreen.Release;
import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Goes on with a cutover. */
final class ResumeCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Options.moving(Options.command(
                "resume", "Goes on with a cutover that is parked, or whose process died; waits for its approval."));
    }

    @Override
    public Result run(Session session) {
        Release release = session.release();
        return session.reported(Optional.empty(), release::resume);
    }
}
