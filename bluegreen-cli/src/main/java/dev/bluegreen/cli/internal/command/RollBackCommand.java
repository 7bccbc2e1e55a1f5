package dev.bluegreen.cli.internal.command;

import dev.bluegreen.Release;
import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Sends traffic back. */
final class RollBackCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Options.moving(Options.command(
                "rollback",
                "Sends traffic back to the track that the last cutover took it from; needs nothing of the other."));
    }

    @Override
    public Result run(Session session) {
        Release release = session.release();
        return session.reported(Optional.empty(), release::rollBack);
    }
}
