package dev.bluegreen.cli.internal.command;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Document;
import dev.bluegreen.cli.internal.ExitCode;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.file.ReleaseFile;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.Resumption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Goes on with what is unfinished in a namespace. */
final class ResumeDueCommand implements Command {

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command(
                "resume-due",
                "Goes on with every unfinished cutover of the namespace that waits for nobody, and says what became of each.");
        return Options.operands(
                Options.leaving(Options.ofCluster(spec)),
                "FILE",
                Path.class,
                "Release files, or folders of them; others' releases are left alone.");
    }

    @Override
    public Result run(Session session) {
        Map<String, ReleaseFile> files = session.files(session.arguments().operands());
        Queue<ExitCode> ends = new ConcurrentLinkedQueue<>();
        List<ReleaseBuilder> found = new ArrayList<>();
        List<Resumption> due = BlueGreen.resumeDue(session.platform(), name -> {
            Optional<ReleaseBuilder> release =
                    Optional.ofNullable(files.get(name)).map(file -> described(session, file, ends));
            release.ifPresent(found::add);
            return release;
        });
        found.forEach(release -> session.used(release.build()));
        String text = due.isEmpty()
                ? "nothing is unfinished here"
                : due.stream().map(Resumption::sentence).collect(Collectors.joining("\n"));
        Document document = Document.of("resume-due", worst(due, ends), text);
        due.forEach(one -> document.item(
                Map.of("release", one.release(), "id", one.id(), "done", one.done(), "sentence", one.sentence())));
        return document.result();
    }

    private static ReleaseBuilder described(Session session, ReleaseFile file, Queue<ExitCode> ends) {
        return session.heard(file.on(session.platform()))
                .listener(event -> end(event).ifPresent(ends::add));
    }

    private static Optional<ExitCode> end(CutoverEvent event) {
        return event.outcome()
                .flatMap(name -> Stream.of(Outcome.values())
                        .filter(outcome -> outcome.name().equals(name))
                        .findFirst())
                .map(ExitCode::of);
    }

    /** That of a release that could not be looked at is "refused": nothing was moved by that. */
    private static ExitCode worst(List<Resumption> due, Queue<ExitCode> ends) {
        Stream<ExitCode> failed = due.stream().filter(one -> one.id().isEmpty()).map(one -> ExitCode.REFUSED);
        return Stream.concat(ends.stream(), failed)
                .max(Comparator.comparingInt(ExitCode::number))
                .orElse(ExitCode.DONE);
    }
}
