package dev.bluegreen.cli.internal.command;

import static dev.bluegreen.cli.internal.Options.duration;
import static dev.bluegreen.cli.internal.Options.flag;
import static dev.bluegreen.cli.internal.Options.number;
import static dev.bluegreen.cli.internal.Options.pairs;
import static dev.bluegreen.cli.internal.Options.path;
import static dev.bluegreen.cli.internal.Options.text;

import dev.bluegreen.Stage;
import dev.bluegreen.cli.internal.Arguments;
import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Document;
import dev.bluegreen.cli.internal.ExitCode;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import dev.bluegreen.result.StageReport;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Puts a new version onto the idle track. */
final class StageCommand implements Command {

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command(
                "stage", "Puts a new version onto the idle track, and waits until its pods are ready; traffic stays.");
        Options.with(
                spec,
                text("IMAGE", "The image, such as registry/checkout:v2.", "--image"),
                path(
                        "Stage the Deployment of this manifest, instead of a clone; - for the standard input.",
                        "--manifest"),
                text("NAME", "The container to change, if there are several.", "--container"),
                pairs("An environment variable; may be repeated. Its value is never printed.", "--env"),
                pairs("A request of resources, such as cpu=500m; may be repeated.", "--request"),
                pairs("A limit of resources; may be repeated.", "--limit"),
                pairs("An annotation of the pods; may be repeated.", "--annotation"),
                number(
                        "Replicas; else as many as the active track or the manifest has, whichever is more.",
                        "--replicas"),
                number("Replicas until traffic moves.", "--preview-replicas"),
                duration("The longest wait for ready pods; 10m if left out.", "--within"),
                flag("Stage a track although it is the standby, which ends the way back.", "--over-standby"));
        return Options.onTrack(Options.asking(Options.ofRelease(spec)), true);
    }

    @Override
    public Result run(Session session) {
        Arguments arguments = session.arguments();
        Stage stage = session.release().stage(arguments.track());
        stage = with(stage, arguments.path("--manifest"), (next, file) -> manifest(next, file, session));
        stage = with(stage, arguments.text("--container"), Stage::container);
        stage = with(stage, arguments.text("--image"), Stage::image);
        stage = each(stage, arguments.pairs("--env"), Stage::env);
        stage = each(stage, arguments.pairs("--request"), Stage::request);
        stage = each(stage, arguments.pairs("--limit"), Stage::limit);
        stage = each(stage, arguments.pairs("--annotation"), Stage::annotation);
        stage = with(stage, arguments.number("--replicas"), Stage::replicas);
        stage = with(stage, arguments.number("--preview-replicas"), Stage::previewReplicas);
        stage = with(stage, arguments.duration("--within"), Stage::within);
        return shown((arguments.has("--over-standby") ? stage.overStandby() : stage).apply());
    }

    private static Stage manifest(Stage stage, Path file, Session session) {
        return file.toString().equals("-") ? stage.manifest(session.console().text()) : stage.manifest(file);
    }

    private static <T> Stage with(Stage stage, Optional<T> value, BiFunction<Stage, T, Stage> change) {
        return value.map(given -> change.apply(stage, given)).orElse(stage);
    }

    private static Stage each(Stage stage, Map<String, String> pairs, PairChange change) {
        Stage next = stage;
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            next = change.apply(next, pair.getKey(), pair.getValue());
        }
        return next;
    }

    private interface PairChange {

        Stage apply(Stage stage, String key, String value);
    }

    private static Result shown(StageReport report) {
        String text = Stream.concat(Stream.of(report.sentence()), report.notes().stream())
                .collect(Collectors.joining("\n"));
        return Document.of("stage", ExitCode.DONE, text)
                .item(Map.of(
                        "id", report.id(),
                        "release", report.release(),
                        "track", report.track(),
                        "workload", report.workload().name(),
                        "ready", report.workload().ready()))
                .result();
    }
}
