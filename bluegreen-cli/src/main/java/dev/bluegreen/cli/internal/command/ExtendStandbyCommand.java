package dev.bluegreen.cli.internal.command;

import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import dev.bluegreen.model.Wording;
import dev.bluegreen.result.ReleaseStatus.Standby;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;

/** Keeps the old track for longer. */
final class ExtendStandbyCommand implements Command {

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command("extend-standby", "Keeps the old track for longer.");
        return Options.operand(
                Options.asking(Options.ofRelease(spec)), "TIME", Duration.class, "The time to add, such as 6h.");
    }

    @Override
    public Result run(Session session) {
        Duration time = session.arguments().<Duration>operand().orElseThrow();
        Standby standby = session.release().extendStandby(time);
        return Result.done("extend-standby", standby.track() + " is kept until " + Wording.of(standby.until()));
    }
}
