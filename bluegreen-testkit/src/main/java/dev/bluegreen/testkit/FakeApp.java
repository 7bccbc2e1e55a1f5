package dev.bluegreen.testkit;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.internal.Given;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The usual scene: one app as two Deployments, {@code <app>-blue} and {@code <app>-green}, as people write them (labels on
 * the pods, none on the Deployments), and one Service that selects blue. Immutable: each method returns another scene; {@link
 * #deploy()} creates it.
 */
public final class FakeApp {

    private static final int MAX_REPLICAS = 10_000;

    /** The name of an app, short enough for that of its Service, which allows the least. */
    private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]{0,55}[a-z0-9])?");

    /** Parts of a scene. */
    record Scene(
            String app,
            String namespace,
            String service,
            Map<Track, String> versions,
            Map<Track, Integer> replicas,
            int port,
            boolean probes) {

        static Scene of(String app) {
            Given.text(
                    "app", app, NAME, "give lower-case letters, digits and '-', 57 at most, beginning with a letter");
            return new Scene(
                    app,
                    "default",
                    app + "-svc",
                    Map.of(Track.BLUE, "v1", Track.GREEN, "v2"),
                    Map.of(Track.BLUE, 3, Track.GREEN, 3),
                    8080,
                    true);
        }

        Scene namespace(String name) {
            return new Scene(app, name, service, versions, replicas, port, probes);
        }

        Scene service(String name) {
            return new Scene(app, namespace, name, versions, replicas, port, probes);
        }

        Scene version(Track track, String version) {
            return new Scene(app, namespace, service, with(versions, track, version), replicas, port, probes);
        }

        Scene replicas(Track track, int number) {
            return new Scene(app, namespace, service, versions, with(replicas, track, number), port, probes);
        }

        Scene port(int number) {
            return new Scene(app, namespace, service, versions, replicas, number, probes);
        }

        Scene withoutProbes() {
            return new Scene(app, namespace, service, versions, replicas, port, false);
        }

        private static <T> Map<Track, T> with(Map<Track, T> map, Track track, T value) {
            Map<Track, T> changed = new EnumMap<>(map);
            changed.put(track, value);
            return Map.copyOf(changed);
        }
    }

    private final Simulation simulation;
    private final Consumer<Map<String, Object>> apply;
    private final Scene scene;

    FakeApp(Simulation simulation, Consumer<Map<String, Object>> apply, Scene scene) {
        this.simulation = simulation;
        this.apply = apply;
        this.scene = scene;
    }

    /** Puts it in this namespace instead of {@code default}; makes the namespace if it is missing. */
    public FakeApp inNamespace(String name) {
        return with(scene.namespace(Given.name("inNamespace", name)));
    }

    /** Blue's version instead of {@code v1}: the tag of its image. */
    public FakeApp blue(String version) {
        return with(scene.version(Track.BLUE, Given.tag("blue", version)));
    }

    /** Green's version instead of {@code v2}: the tag of its image. */
    public FakeApp green(String version) {
        return with(scene.version(Track.GREEN, Given.tag("green", version)));
    }

    /**
     * Sets the number of pods on each track; default 3.
     *
     * @throws ConfigurationException if the number is not between 0 and 10,000
     */
    public FakeApp replicas(int number) {
        return replicas(Track.BLUE, number).replicas(Track.GREEN, number);
    }

    /**
     * Sets the number of pods on one track.
     *
     * @throws ConfigurationException if the number is not between 0 and 10,000
     */
    public FakeApp replicas(Track track, int number) {
        Given.any("replicas", track);
        return with(scene.replicas(track, Given.between("replicas", number, 0, MAX_REPLICAS)));
    }

    /** The Service's name instead of {@code <app>-svc}. */
    public FakeApp service(String name) {
        return with(scene.service(Given.name("service", name)));
    }

    /**
     * The port the app listens on in its pods instead of 8080; the Service's is 80 in any case.
     *
     * @throws ConfigurationException if it is not between 1 and 65535
     */
    public FakeApp port(int number) {
        return with(scene.port(Given.between("port", number, 1, Given.HIGHEST_PORT)));
    }

    /** Leaves out readiness and liveness probes: such pods get traffic as soon as they run, even if they cannot serve yet. */
    public FakeApp withoutProbes() {
        return with(scene.withoutProbes());
    }

    /** Creates the objects, and does not wait for anything. */
    public FakeService apply() {
        apply.accept(Manifests.deployment(scene, Track.BLUE));
        apply.accept(Manifests.deployment(scene, Track.GREEN));
        apply.accept(Manifests.service(scene, Track.BLUE));
        return simulation.service(scene.namespace(), scene.service());
    }

    /**
     * Creates the objects, and waits until every pod that can be ready is and the Service reaches blue.
     *
     * @return the Service
     * @throws IllegalStateException if that takes more than 15 minutes of virtual or one of real time
     */
    public FakeService deploy() {
        FakeService service = apply();
        simulation.awaitReady();
        return service;
    }

    private FakeApp with(Scene other) {
        return new FakeApp(simulation, apply, other);
    }
}
