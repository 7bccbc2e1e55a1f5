package dev.bluegreen.examples.benchmark;

import dev.bluegreen.model.Track;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The same patch by kubectl, as a process. */
record KubectlPatch(String kubectl, List<String> options, String app) implements Way {

    /** The program on the PATH, if there is one. */
    static Optional<String> find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "kubectl"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    @Override
    public String name() {
        return "kubectl patch";
    }

    @Override
    public void move(Track to) {
        List<String> command = new ArrayList<>(List.of(kubectl));
        command.addAll(options);
        command.addAll(List.of("patch", "service", Apps.service(app), "--type=json", "--patch=" + BarePatch.patch(to)));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        "kubectl failed: " + String.join(" ", command.subList(options.size() + 1, command.size())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + kubectl, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the benchmark was interrupted", e);
        }
    }
}
