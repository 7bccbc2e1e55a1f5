package dev.bluegreen.examples.benchmark;

import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The apps that the programs move: two Deployments each, and a Service on BLUE. */
record Apps(Place place, Time time) {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(250);

    static String service(String app) {
        return app + "-svc";
    }

    static String name(Track track) {
        return track.name().toLowerCase(Locale.ROOT);
    }

    /** Creates them, and waits until all of their pods are ready. */
    void deploy(List<String> apps) {
        KubernetesClient client = place.client();
        for (String app : apps) {
            for (Track track : Track.values()) {
                client.resource(deployment(app, track)).create();
            }
            client.resource(serviceOf(app)).create();
        }
        long end = time.nanos() + LONGEST.toNanos();
        while (client.apps().deployments().list().getItems().stream().anyMatch(Apps::isIncomplete)) {
            if (time.nanos() - end > 0) {
                throw new IllegalStateException(
                        "the pods of the benchmark are not ready after 5 min; name an image that the cluster can pull"
                                + " with -Dbenchmark.image=..., which answers GET /hostname on port 8080");
            }
            Rest.pause(time, LOOK);
        }
    }

    private static boolean isIncomplete(Deployment deployment) {
        return Optional.ofNullable(deployment.getStatus())
                        .map(DeploymentStatus::getAvailableReplicas)
                        .orElse(0)
                < deployment.getSpec().getReplicas();
    }

    private Deployment deployment(String app, Track track) {
        String text = manifest()
                .replace("${app}", app)
                .replace("${track}", name(track))
                .replace("${image}", place.image());
        return place.client().getKubernetesSerialization().unmarshal(text, Deployment.class);
    }

    private static Service serviceOf(String app) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(service(app))
                .endMetadata()
                .withNewSpec()
                .addToSelector("app", app)
                .addToSelector("track", name(Track.BLUE))
                .addNewPort()
                .withPort(80)
                .withNewTargetPort("http")
                .endPort()
                .endSpec()
                .build();
    }

    private static String manifest() {
        try (InputStream text = Objects.requireNonNull(Apps.class.getResourceAsStream("app.yaml"), "app.yaml")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read app.yaml", e);
        }
    }
}
