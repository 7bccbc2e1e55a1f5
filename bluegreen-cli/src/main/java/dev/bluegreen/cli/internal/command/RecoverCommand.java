package dev.bluegreen.cli.internal.command;

import dev.bluegreen.Release;
import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.Wording;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Ends what a dead process left. */
final class RecoverCommand implements Command {

    private static final String HOW = "--how";
    private static final List<String> WAYS = List.of("auto", "finish", "roll-back");

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Options.command("recover", "Ends the operation of a process that died: resumes or undoes it.");
        return Options.moving(Options.with(spec, Options.word("How to end it; auto if left out.", HOW, WAYS)));
    }

    @Override
    public Result run(Session session) {
        Recovery how = session.arguments().text(HOW).map(RecoverCommand::way).orElse(Recovery.AUTO);
        Release release = session.release();
        return session.reported(Optional.empty(), () -> release.recover(how));
    }

    private static Recovery way(String word) {
        return switch (word) {
            case "auto" -> Recovery.AUTO;
            case "finish" -> Recovery.FINISH;
            case "roll-back" -> Recovery.ROLL_BACK;
            default ->
                throw new ConfigurationException(
                        HOW + ": " + Wording.quoted(word) + "; give one of " + String.join(", ", WAYS));
        };
    }
}
