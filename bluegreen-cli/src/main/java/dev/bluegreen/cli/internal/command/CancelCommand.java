package dev.bluegreen.cli.internal.command;

import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Document;
import dev.bluegreen.cli.internal.ExitCode;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import dev.bluegreen.result.Cancellation;
import picocli.CommandLine.Model.CommandSpec;

/** Cancels a cutover that has not ended. */
final class CancelCommand implements Command {

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command(
                "cancel", "Cancels an unfinished cutover of any process; traffic that was moved goes back.");
        return Options.operand(Options.asking(Options.ofRelease(spec)), "ID", String.class, "The id of the cutover.");
    }

    @Override
    public Result run(Session session) {
        String id = session.arguments().<String>operand().orElseThrow();
        Cancellation cancelled = session.release().cancel(id);
        return Document.of("cancel", cancelled.done() ? ExitCode.DONE : ExitCode.REFUSED, cancelled.sentence())
                .result();
    }
}
