package dev.bluegreen.cli.internal.command;

import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Document;
import dev.bluegreen.cli.internal.ExitCode;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import dev.bluegreen.event.AuditHead;
import dev.bluegreen.event.AuditLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Verifies audit files. */
final class AuditVerifyCommand implements Command {

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command(
                "verify",
                "Verifies an audit file, or a folder of them; with a release, against what its record knows.");
        return Options.operand(
                Options.ofRelease(spec), "PATH", Path.class, "The audit file, or the folder of audit files.");
    }

    @Override
    public Result run(Session session) {
        Path path = session.arguments().<Path>operand().orElseThrow();
        List<AuditHead> heads =
                session.hasRelease() ? session.release().status().audit() : List.of();
        AuditLog.Verification verified = AuditLog.verify(path, heads);
        Document document = Document.of(
                "audit verify",
                verified.isConsistent() ? ExitCode.DONE : ExitCode.NEEDS_ATTENTION,
                path + ": " + verified);
        verified.problems().forEach(problem -> document.item(Map.of("sentence", problem)));
        return document.result();
    }
}
