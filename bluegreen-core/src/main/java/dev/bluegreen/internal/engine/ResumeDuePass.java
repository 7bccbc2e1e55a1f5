package dev.bluegreen.internal.engine;

import dev.bluegreen.internal.engine.operation.Failures;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.RecordCodec;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.result.Resumption;
import dev.bluegreen.spi.Platform;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** One pass over the releases of a namespace: all that have something unfinished go on side by side, since a bake takes long. */
public final class ResumeDuePass {

    private final Platform platform;
    private final Function<String, Optional<EngineRelease>> describe;

    /** @param describe the release of a name; empty for one that it does not know */
    public ResumeDuePass(Platform platform, Function<String, Optional<EngineRelease>> describe) {
        this.platform = platform;
        this.describe = describe;
    }

    /** The results by the names of the releases. */
    public List<Resumption> run() {
        List<Supplier<Optional<Resumption>>> begun =
                platform.releases().stream().sorted().map(this::begin).toList();
        return begun.stream().flatMap(release -> release.get().stream()).toList();
    }

    private Supplier<Optional<Resumption>> begin(String name) {
        try {
            Optional<InFlight> left = unfinished(name);
            if (left.isEmpty()) {
                return Optional::empty;
            }
            Optional<EngineRelease> release = describe.apply(name);
            Supplier<Optional<Resumption>> begun = release.isPresent()
                    ? requireName(name, release.get()).startDue()
                    : () -> Optional.of(unknown(name, left.get()));
            return () -> end(name, begun);
        } catch (Throwable e) {
            Resumption failed = failed(name, e);
            return () -> Optional.of(failed);
        }
    }

    private Optional<InFlight> unfinished(String name) {
        return platform.records()
                .load(name)
                .flatMap(stored -> RecordCodec.decodeAny(platform.records().describe(name), stored.json())
                        .inFlight());
    }

    private static EngineRelease requireName(String name, EngineRelease release) {
        if (!release.name().equals(name)) {
            throw new BlueGreenException("resumeDue: the description is of release " + release.name() + "; describe "
                    + name + ", or leave it out");
        }
        return release;
    }

    private static Resumption unknown(String name, InFlight left) {
        return new Resumption(
                name,
                Optional.of(left.id()),
                false,
                name + ": " + left.name() + " has not ended, and nothing describes " + name
                        + " here; describe it, or call" + " resume() in its own program.");
    }

    private static Optional<Resumption> end(String name, Supplier<Optional<Resumption>> begun) {
        try {
            return begun.get();
        } catch (Throwable e) {
            return Optional.of(failed(name, e));
        }
    }

    /** One release does not keep the others from going on. */
    private static Resumption failed(String name, Throwable thrown) {
        return Resumption.failed(name, new BlueGreenException(Failures.sentence(Failures.of(thrown))));
    }
}
