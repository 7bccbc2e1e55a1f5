package dev.bluegreen.integration;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.Law;
import dev.bluegreen.laws.Violation;
import dev.bluegreen.laws.killmatrix.scene.ObjectScene;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.result.Outcome;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Law 10 on the fake cluster: strategies whose proofs look at less than all that carries traffic are caught by it. */
class WholeProofTest {

    private static final String SERVICE = "shop-1";

    @Test
    void aSoundProofIsNotCaught() {
        try (ObjectScene<Fabric8Platform> scene = scene(UnaryOperator.identity())) {
            switchAndRetire(scene);

            assertThat(scene.history().violations()).isEmpty();
            assertThat(scene.history().entries())
                    .anyMatch(entry -> entry.fact() instanceof Fact.Carries port && port.isServedOnlyBy(GREEN));
        }
    }

    @Test
    void aProofThatCountsPodsAndNotPortsIsCaught() {
        try (ObjectScene<Fabric8Platform> scene = scene(Trusting::new)) {
            renamePortOfGreen(scene);

            switchTo(scene);

            assertThat(scene.history().violations()).extracting(Violation::law).contains(Law.WHOLE_PROOF);
        }
    }

    @Test
    void aProofThatLeavesSlicesOfOtherManagersOutIsCaughtInTheSwitchAndWhenItRetires() {
        try (ObjectScene<Fabric8Platform> scene = scene(Trusting::new)) {
            sliceToBlue(scene);

            switchAndRetire(scene);

            assertThat(scene.history().violations())
                    .filteredOn(broken -> broken.law() == Law.WHOLE_PROOF)
                    .extracting(Violation::sentence)
                    .anyMatch(sentence -> sentence.contains("called the switch to GREEN proven"))
                    .anyMatch(sentence -> sentence.contains("scaled BLUE to 0"));
        }
    }

    @Test
    void whereTheBrokenOnesAreCaughtTheSoundOneRefuses() {
        try (ObjectScene<Fabric8Platform> scene = scene(UnaryOperator.identity())) {
            sliceToBlue(scene);

            assertThatThrownBy(() -> scene.process("one").switchTo(GREEN)).hasMessageContaining("outside GREEN");
            assertThat(scene.history().violations()).isEmpty();
        }
    }

    private static void switchAndRetire(ObjectScene<Fabric8Platform> scene) {
        switchTo(scene);
        scene.time().advance(Duration.ofMinutes(1));
        Release release = scene.process("two");
        release.retire(BLUE);
    }

    private static void switchTo(ObjectScene<Fabric8Platform> scene) {
        Outcome outcome = scene.process("one").switchTo(GREEN).outcome();
        scene.history().add(scene.time().now(), new Fact.Ended("one", outcome, Optional.of(GREEN)));
    }

    private static void renamePortOfGreen(ObjectScene<Fabric8Platform> scene) {
        scene.cluster().client("kubectl").services().withName(SERVICE).edit(service -> {
            service.getSpec().getPorts().get(0).setTargetPort(new IntOrString("http"));
            return service;
        });
        scene.cluster()
                .client("kubectl")
                .apps()
                .deployments()
                .withName("shop-green")
                .edit(deployment -> new DeploymentBuilder(deployment)
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .editFirstContainer()
                        .editFirstPort()
                        .withName("web")
                        .endPort()
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());
        scene.cluster().awaitReady();
    }

    private static void sliceToBlue(ObjectScene<Fabric8Platform> scene) {
        String address = scene.cluster()
                .client("kubectl")
                .pods()
                .withLabel("track", "blue")
                .list()
                .getItems()
                .get(0)
                .getStatus()
                .getPodIP();
        scene.cluster().apply("""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: left, namespace: default, labels: {kubernetes.io/service-name: %s}}
                addressType: IPv4
                ports: [{name: http, port: 8080, protocol: TCP}]
                endpoints: [{addresses: ["%s"], conditions: {ready: true}}]
                """.formatted(SERVICE, address));
        scene.cluster().settle();
    }

    private static ObjectScene<Fabric8Platform> scene(UnaryOperator<CutoverStrategy> strategy) {
        return ObjectScene.services(
                (client, time) -> Fabric8Platform.of(client).withTime(time),
                (platform, service) -> strategy.apply(platform.selectorPatch(service)),
                1);
    }

    /** Predicts nothing, and is content with what the Service says. */
    private record Trusting(CutoverStrategy real) implements CutoverStrategy {

        @Override
        public Preflight preflight(Move move) {
            return new Preflight(real.preflight(move).writes(), List.of());
        }

        @Override
        public List<Evidence> verify(Move move, Instant applied) {
            return real.verify(move, applied).subList(0, 1);
        }

        @Override
        public String router() {
            return real.router();
        }

        @Override
        public RouterState observe(ReleaseSpec release) {
            return real.observe(release);
        }

        @Override
        public RouterState shift(Move move) {
            return real.shift(move);
        }

        @Override
        public RouterState fence(ReleaseSpec release, RouterState before, long token, String attempt) {
            return real.fence(release, before, token, attempt);
        }

        @Override
        public Subscription watch(ReleaseSpec release, Runnable onChange) {
            return real.watch(release, onChange);
        }

        @Override
        public Duration settleBound() {
            return real.settleBound();
        }
    }
}
