package dev.bluegreen.cli.internal.command;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Document;
import dev.bluegreen.cli.internal.ExitCode;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import dev.bluegreen.file.ReleaseFile;
import dev.bluegreen.model.RetireBy;
import dev.bluegreen.result.Retirement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Retires what is due in a namespace. */
final class RetireDueCommand implements Command {

    private static final String DELETE = "--delete";

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command(
                "retire-due",
                "Retires every track of the namespace whose standby is over, and says what became of each.");
        return Options.anyOperands(
                Options.ofCluster(Options.with(
                        spec, Options.flag("Delete the Deployments, instead of scaling them down.", DELETE))),
                "FILE",
                Path.class,
                "Release files, or folders of them, for releases that move more than the selector of one Service.");
    }

    @Override
    public Result run(Session session) {
        Map<String, ReleaseFile> files = session.files(session.arguments().operands());
        boolean isDeleted = session.arguments().has(DELETE);
        List<Retirement> due = BlueGreen.retireDue(session.platform(), release -> {
            ReleaseFile file = files.get(release.name());
            ReleaseBuilder described = session.heard(file == null ? release : file.on(session.platform()));
            return isDeleted ? described.retireBy(RetireBy.DELETION) : described;
        });
        boolean hasFailed = due.stream().anyMatch(one -> one.state() == Retirement.State.FAILED);
        String text = due.isEmpty()
                ? "no standby runs here"
                : due.stream().map(Retirement::sentence).collect(Collectors.joining("\n"));
        Document document = Document.of("retire-due", hasFailed ? ExitCode.REFUSED : ExitCode.DONE, text);
        due.forEach(one -> document.item(RetireCommand.item(one)));
        return document.result();
    }
}
