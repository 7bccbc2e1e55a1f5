package dev.bluegreen.cli.internal;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.file.ReleaseFile;
import dev.bluegreen.model.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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

    /** A file, or the standard input. */
    static ReleaseFile read(Path path, Console console) {
        return path.toString().equals("-")
                ? ReleaseFile.read("standard input", console.text())
                : ReleaseFile.read(path);
    }

    private static ReleaseSource named(Arguments arguments) {
        String name = arguments
                .text(Options.RELEASE)
                .orElseThrow(() -> new ConfigurationException(
                        "release: none is named; give its file with -f, or its name with -r"));
        return new ReleaseSource(platform -> named(name, arguments, platform));
    }

    private static ReleaseBuilder named(String name, Arguments arguments, Fabric8Platform platform) {
        ReleaseBuilder release = BlueGreen.release(name)
                .on(platform)
                .standby(arguments.duration(Options.STANDBY).orElse(STANDBY));
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
