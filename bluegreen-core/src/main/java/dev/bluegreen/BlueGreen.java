package dev.bluegreen;

import dev.bluegreen.internal.engine.RecordedReleasesReader;
import dev.bluegreen.internal.engine.ResumeDuePass;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.result.RecordedReleases;
import dev.bluegreen.result.Resumption;
import dev.bluegreen.result.Retirement;
import dev.bluegreen.spi.Platform;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The entry point: {@code BlueGreen.release("myapp").switchTo(GREEN)}. */
public final class BlueGreen {

    private BlueGreen() {}

    /**
     * Starts the configuration of a release.
     *
     * @param name a DNS-1123 label; by default also the value of the label {@code app}
     */
    public static ReleaseBuilder release(String name) {
        return ReleaseBuilder.named(name);
    }

    /**
     * {@link #retireDue(Platform, UnaryOperator)} with the defaults of {@link #release}: tracks are scaled down to 0, and only
     * the audit is notified.
     *
     * @throws dev.bluegreen.model.ConfigurationException if the platform is null
     */
    public static List<Retirement> retireDue(Platform platform) {
        return retireDue(platform, release -> release);
    }

    /**
     * Retires every track of a namespace whose standby is over, for a job that runs every few minutes. Listeners are notified
     * of standbys that end within the hour or have no ready pod. The job knows only the record of each release and the
     * configuration given here: one for all, {@code retireDue(shop, release ->
     * release.retireBy(DELETION).drainGate(queues).listener(slack))}, or one for each, by {@link ReleaseBuilder#name}. Only the
     * selector of a Service is discovered: a release that moves another router has to be described. One whose record names
     * routers outside its configuration is skipped, with a sentence saying so.
     *
     * @param describe gives the configuration of a release, from the default one; the platform is always the given one
     * @return the result for each running standby, ordered by release name; an exception of one release becomes its
     *     sentence and does not stop the others
     * @throws dev.bluegreen.model.ConfigurationException if an argument is null
     * @throws dev.bluegreen.model.PlatformException if the platform does not list its releases
     * @throws dev.bluegreen.model.ClosedException if the platform is closed
     */
    public static List<Retirement> retireDue(Platform platform, UnaryOperator<ReleaseBuilder> describe) {
        Input.given("retireDue", platform, "give a Platform");
        Input.given("retireDue", describe, "give a function that changes the configuration");
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

    /**
     * Goes on with what is unfinished in a namespace, for a job that runs every few minutes, or the start of a service: requested
     * cutovers that are parked, and operations whose process died. Waits for no person: a cutover that needs an approval, or is
     * frozen, is looked at and stays parked, until its first deadline is over; one that can go on is tested, moved, proven and
     * baked, all of them side by side. Operations of live processes are left alone.
     *
     * @param describe the configuration of a release by its name, which has to be the one of the cutover; empty for a release
     *     that is not known here. The platform is always the given one
     * @return the result for each release with an unfinished operation, ordered by release name; an exception of one release
     *     becomes its sentence and does not stop the others
     * @throws dev.bluegreen.model.ConfigurationException if an argument is null
     * @throws dev.bluegreen.model.PlatformException if the platform does not list its releases
     * @throws dev.bluegreen.model.ClosedException if the platform is closed
     */
    public static List<Resumption> resumeDue(Platform platform, Function<String, Optional<ReleaseBuilder>> describe) {
        Input.given("resumeDue", platform, "give a Platform");
        Input.given("resumeDue", describe, "give a function that describes a release by its name");
        Subscription underway = platform.running().begin("resumeDue", reason -> {});
        try {
            return new ResumeDuePass(
                            platform,
                            name -> Input.given(
                                            "resumeDue.describe", describe.apply(name), "give an empty one for none")
                                    .map(release -> release.on(platform).engine()))
                    .run();
        } finally {
            underway.close();
        }
    }

    /**
     * Lists the releases that have a record, without a description of any: where traffic was moved to last, what has not ended,
     * and the last cutovers. On Kubernetes those of all namespaces, where Leases may be listed there; else those of the
     * platform's own, and {@link RecordedReleases#notSeen()} says so. A process that died shows as dead once it was seen silent
     * for 30 s by this platform. Writes nothing.
     *
     * @throws dev.bluegreen.model.ConfigurationException if the platform is null
     * @throws dev.bluegreen.model.PlatformException if the platform does not list its records
     * @throws dev.bluegreen.model.ClosedException if the platform is closed
     */
    public static RecordedReleases releases(Platform platform) {
        Input.given("releases", platform, "give a Platform");
        Subscription underway = platform.running().begin("releases", reason -> {});
        try {
            return new RecordedReleasesReader(platform).read();
        } finally {
            underway.close();
        }
    }

    /**
     * The last cutovers of all those releases, newest first.
     *
     * @throws dev.bluegreen.model.ConfigurationException if the platform is null
     * @throws dev.bluegreen.model.PlatformException if the platform does not list its records
     * @throws dev.bluegreen.model.ClosedException if the platform is closed
     */
    public static List<RecordedReleases.Past> history(Platform platform) {
        return releases(platform).history();
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
