package dev.bluegreen;

import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.result.Retirement;
import dev.bluegreen.spi.Platform;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

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
     * {@link #retireDue(Platform, UnaryOperator)} with releases as {@link #release} describes them: tracks are scaled down
     * to 0, and nobody but the audit is told.
     */
    public static List<Retirement> retireDue(Platform platform) {
        return retireDue(platform, release -> release);
    }

    /**
     * Retires every track of a namespace whose standby is over, for a job that runs every few minutes; listeners hear of
     * standbys that end within the hour, or have no ready pod. The job knows no more of a release than its record and what
     * it is told here, the same for all: {@code retireDue(shop, release -> release.retireBy(DELETION).drainGate(queues)
     * .listener(slack))}. A release that was switched by routers that are not seen like this is left alone, and said so; its
     * own program calls {@link Release#retire}.
     *
     * @param describe what to change of each release's description; its platform is always the given one
     * @return what became of each standby that runs, in the order of the releases' names; what one release
     *     throws is its sentence and stops no other
     * @throws dev.bluegreen.model.PlatformException if the platform does not list its releases
     * @throws dev.bluegreen.model.ClosedException if the platform is closed
     */
    public static List<Retirement> retireDue(Platform platform, UnaryOperator<ReleaseBuilder> describe) {
        Input.given("retireDue", platform, "give a Platform");
        Input.given("retireDue", describe, "give what to change of each release");
        Subscription underway = platform.running().begin("retireDue", reason -> {});
        try {
            return platform.releases().stream()
                    .sorted()
                    .flatMap(name -> due(name, platform, describe).stream())
                    .toList();
        } finally {
            underway.close();
        }
    }

    private static Optional<Retirement> due(String name, Platform platform, UnaryOperator<ReleaseBuilder> describe) {
        try {
            return describe.apply(release(name)).on(platform).engine().retireDue();
        } catch (BlueGreenException e) {
            return Optional.of(Retirement.failed(name, e));
        } catch (RuntimeException e) {
            return Optional.of(Retirement.failed(name, new BlueGreenException(String.valueOf(e), e)));
        }
    }
}
