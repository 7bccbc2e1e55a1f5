package dev.bluegreen.cli.internal;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.file.ReleaseFile;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Names;
import dev.bluegreen.model.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The description of a release: a file, or its name with a few options. Reads nothing of the cluster. */
record ReleaseSource(Function<Fabric8Platform, ReleaseBuilder> described) {

    private static final Duration STANDBY = Duration.ofHours(24);
    private static final int OK = 200;
    private static final List<String> OF_A_NAME =
            List.of(Options.RELEASE, Options.SERVICE, Options.SMOKE_TEST, Options.BAKE, Options.STANDBY);

    static ReleaseSource of(Arguments arguments, Console console) {
        Optional<Path> file = arguments.path(Options.FILE);
        OF_A_NAME.stream()
                .filter(option -> file.isPresent() && arguments.has(option))
                .findFirst()
                .ifPresent(option -> {
                    throw new ConfigurationException(
                            option + ": given besides a file; say it in the file, or leave the file out");
                });
        return file.map(path -> new ReleaseSource(read(path, console)::on)).orElseGet(() -> named(arguments));
    }

    /** @throws ConfigurationException if a release is described that is not named */
    static void requireNothingOf(Arguments arguments) {
        OF_A_NAME.stream().filter(arguments::has).findFirst().ifPresent(option -> {
            throw new ConfigurationException(option + ": given without a release; name it with " + Options.RELEASE
                    + ", or leave the option out");
        });
    }

    /** A file, or the standard input. */
    static ReleaseFile read(Path path, Console console) {
        return path.toString().equals("-")
                ? ReleaseFile.read("standard input", console.text())
                : ReleaseFile.read(path);
    }

    /** The files by the names of their releases; of a folder those that end in .yaml or .yml. */
    static Map<String, ReleaseFile> readAll(List<Path> paths, Console console) {
        Map<String, Path> seen = new LinkedHashMap<>();
        Map<String, ReleaseFile> files = new LinkedHashMap<>();
        for (Path path : paths.stream().flatMap(ReleaseSource::within).toList()) {
            ReleaseFile file = read(path, console);
            Path other = seen.put(file.name(), path);
            if (other != null) {
                throw new ConfigurationException("FILE: " + Wording.quoted(other) + " and " + Wording.quoted(path)
                        + " both describe " + file.name() + "; give one of them");
            }
            files.put(file.name(), file);
        }
        return files;
    }

    private static Stream<Path> within(Path path) {
        if (!Files.isDirectory(path)) {
            return Stream.of(path);
        }
        try (Stream<Path> all = Files.list(path)) {
            List<Path> files = all.filter(file -> file.toString().matches(".*\\.ya?ml") && !Files.isDirectory(file))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new ConfigurationException("FILE: " + Wording.quoted(path)
                        + " has no release file; put one there whose name ends in .yaml or .yml");
            }
            return files.stream();
        } catch (IOException e) {
            throw new ConfigurationException(
                    "FILE: " + Wording.quoted(path) + " cannot be listed; give a folder that this process may read");
        }
    }

    private static ReleaseSource named(Arguments arguments) {
        String name = arguments
                .text(Options.RELEASE)
                .orElseThrow(() -> new ConfigurationException(
                        "release: none is named; give its file with -f, or its name with -r"));
        ReleaseBuilder release = BlueGreen.release(Names.requireDnsLabel(Options.RELEASE, name));
        return new ReleaseSource(platform -> named(release, arguments, platform));
    }

    private static ReleaseBuilder named(ReleaseBuilder named, Arguments arguments, Fabric8Platform platform) {
        ReleaseBuilder release =
                named.on(platform).standby(arguments.duration(Options.STANDBY).orElse(STANDBY));
        ReleaseBuilder routed = arguments
                .text(Options.SERVICE)
                .map(service -> release.cutover(platform.selectorPatch(service)))
                .orElse(release);
        ReleaseBuilder tested = arguments
                .text(Options.SMOKE_TEST)
                .map(path -> routed.smokeTest(SmokeTest.get(path).expectStatus(OK)))
                .orElse(routed);
        return arguments
                .duration(Options.BAKE)
                .map(time -> tested.bake(time, Slo.podHealth()))
                .orElse(tested);
    }
}
