package dev.bluegreen.cli.internal.command;

import dev.bluegreen.cli.internal.Arguments;
import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Document;
import dev.bluegreen.cli.internal.ExitCode;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Retirement;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Retires an idle track. */
final class RetireCommand implements Command {

    private static final String ORIGIN = "--origin";

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Options.command("retire", "Scales the idle track down, or deletes it, once nothing needs it.");
        Options.with(
                spec, Options.flag("Instead of a track, the Deployment that the release was adopted from.", ORIGIN));
        return Options.onTrack(Options.asking(Options.ofRelease(spec)), false);
    }

    @Override
    public Result run(Session session) {
        requireOne(session.arguments());
        Retirement retired = session.arguments().has(ORIGIN)
                ? session.release().retireOrigin()
                : session.release().retire(session.arguments().track());
        return Document.of("retire", ExitCode.DONE, retired.sentence())
                .item(item(retired))
                .result();
    }

    private static void requireOne(Arguments arguments) {
        arguments.<Track>operand().filter(track -> arguments.has(ORIGIN)).ifPresent(track -> {
            throw new ConfigurationException(
                    "TRACK: " + track + ", besides " + ORIGIN + ", which is no track; leave one of the two out");
        });
    }

    static Map<String, Object> item(Retirement retired) {
        return Map.of(
                "release", retired.release(),
                "track", retired.track(),
                "state", retired.state(),
                "sentence", retired.sentence());
    }
}
