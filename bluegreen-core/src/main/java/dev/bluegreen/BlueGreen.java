package dev.bluegreen;

import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.Retirement;
import dev.bluegreen.spi.Platform;
import java.util.List;
import java.util.Optional;

/** The entry: {@code BlueGreen.release("myapp").switchTo(GREEN)}. */
public final class BlueGreen {

    private BlueGreen() {}

    /**
     * Begins the description of a release.
     *
     * @param name a DNS-1123 label; by default also the value of the label {@code app}
     */
    public static ReleaseBuilder release(String name) {
        return ReleaseBuilder.named(name);
    }

    /**
     * Retires every track of a namespace whose standby is over, for a job that runs every few minutes; listeners hear of
     * standbys that end within the hour, or have no ready pod. Releases are taken as {@link #release} describes them: one
     * with routers, labels or workloads of its own is left alone, and said so; its own program calls
     * {@link Release#retire}.
     *
     * @return what became of each standby that runs, in the order of the releases' names; what one release
     *     throws is its sentence and stops no other
     * @throws dev.bluegreen.model.PlatformException if the platform does not list its releases
     */
    public static List<Retirement> retireDue(Platform platform, CutoverListener... listeners) {
        return platform.releases().stream()
                .sorted()
                .flatMap(name -> due(name, platform, listeners).stream())
                .toList();
    }

    private static Optional<Retirement> due(String name, Platform platform, CutoverListener... listeners) {
        ReleaseBuilder builder = release(name).on(platform);
        for (CutoverListener listener : listeners) {
            builder = builder.listener(listener);
        }
        try {
            return builder.engine().retireDue();
        } catch (BlueGreenException e) {
            return Optional.of(Retirement.failed(name, e));
        }
    }
}
