package dev.bluegreen.fabric8.proof;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.proof.ProofScene.Pods;
import dev.bluegreen.fabric8.proof.ProofScene.Slice;
import dev.bluegreen.fabric8.proof.ProofScene.State;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.FakeClusters;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Plays one scene: asks the Service, moves it to GREEN, asks it again. What the product refuses is moved by a bare patch, to
 * see what it would have come to.
 */
final class ScenePlay implements AutoCloseable {

    private static final int ASKED_BEFORE = 20;
    private static final int ASKED_AFTER = 200;
    private static final Duration START = Duration.ofSeconds(5);

    private final ProofScene scene;
    private final FakeCluster cluster;
    private final KubernetesClient kubectl;
    private final Fabric8Platform platform;

    private ScenePlay(FakeClusters host, ProofScene scene) {
        this.scene = scene;
        this.cluster = host.start();
        this.kubectl = cluster.client(FakeCluster.KUBECTL);
        this.platform = Fabric8Platform.of(cluster.client()).withTime(cluster.time());
    }

    /**
     * What came of it.
     *
     * @param product what it did, in its own words
     * @param wrong what was wrong with the traffic after the move; empty if nothing was
     */
    record Played(Verdict product, Optional<String> wrong) {

        boolean accepted() {
            return product.isProven();
        }

        boolean agrees() {
            return accepted() == isGood() || product.isByReadiness();
        }

        boolean isGood() {
            return wrong.isEmpty();
        }

        @Override
        public String toString() {
            return "product: " + product + "\ntraffic: "
                    + wrong.map(why -> "wrong: " + why).orElse("right");
        }
    }

    /** @param change of the product's own strategy; none for what users have */
    static Played of(
            FakeClusters host,
            ProofScene scene,
            BiFunction<CutoverStrategy, KubernetesClient, CutoverStrategy> change) {
        try (ScenePlay play = new ScenePlay(host, scene)) {
            play.set();
            return play.move(change);
        }
    }

    private void set() {
        SceneYaml yaml = new SceneYaml(scene);
        cluster.apply(yaml.objects()).settle().clock().advance(START);
        open("blue", scene.blue());
        open("green", scene.green());
        if (!scene.slices().isEmpty()) {
            cluster.apply(yaml.slices(this::address));
        }
        cluster.settle().clock().advance(START);
    }

    private void open(String track, Pods pods) {
        if (pods.state() == State.GATE_OPENED) {
            own(track).forEach(this::openGate);
        } else if (pods.state() == State.PAUSED_LATER) {
            pause("shop-" + track);
        } else if (pods.state() == State.ONE_TERMINATING) {
            own(track).stream().limit(1).forEach(pod -> kubectl.resource(pod).delete());
            cluster.settle().clock().advance(START);
        }
    }

    private void pause(String deployment) {
        kubectl.apps().deployments().withName(deployment).edit(there -> {
            there.getSpec().setPaused(true);
            return there;
        });
    }

    private void openGate(Pod pod) {
        kubectl.pods().resource(pod).editStatus(gated -> {
            gated.getStatus()
                    .getConditions()
                    .add(new PodConditionBuilder()
                            .withType(SceneYaml.GATE)
                            .withStatus("True")
                            .build());
            return gated;
        });
    }

    private Played move(BiFunction<CutoverStrategy, KubernetesClient, CutoverStrategy> change) {
        Seen before = ask(ASKED_BEFORE);
        Verdict product = product(change);
        if (!product.isProven()) {
            kubectl.services().withName("shop-svc").edit(service -> {
                service.getSpec().getSelector().put("track", "green");
                return service;
            });
        }
        cluster.settle();
        Set<String> target = names(all("green"));
        Set<String> living = names(own("green"));
        Optional<String> wrong = living.size() < scene.green().replicas()
                ? Optional.of("there are only " + living)
                : Seen.wrong(before, ask(ASKED_AFTER), target, living, scene.families());
        return new Played(product, wrong);
    }

    private Seen ask(int times) {
        return Seen.at(cluster.service("shop-svc").addresses(), times);
    }

    private Verdict product(BiFunction<CutoverStrategy, KubernetesClient, CutoverStrategy> change) {
        Release release = BlueGreen.release("shop")
                .on(platform)
                .workload(Track.BLUE, "shop-blue")
                .workload(Track.GREEN, "shop-green")
                .minReadyPods(scene.green().replicas())
                .cutover(change.apply(platform.selectorPatch("shop-svc"), kubectl))
                .build();
        try {
            CutoverReport report = release.switchTo(Track.GREEN);
            boolean proven = report.outcome() == Outcome.SWITCHED
                    && report.evidence().stream().allMatch(seen -> seen.verdict() == Evidence.Verdict.CONFIRMED);
            return proven ? Verdict.proven() : Verdict.refused(report.toString());
        } catch (CutoverException e) {
            String text = String.valueOf(e.getMessage());
            return e.report().outcome() == Outcome.REFUSED
                    ? Verdict.refused(text, release.plan(Track.GREEN), lacksReadyPods(), isPaused())
                    : Verdict.refused(text);
        } catch (BlueGreenException e) {
            return Verdict.refused(String.valueOf(e.getMessage()));
        }
    }

    /** As the cluster has it, not the product. */
    private boolean lacksReadyPods() {
        return own("green").stream().filter(Readiness::isPodReady).count()
                < scene.green().replicas();
    }

    private boolean isPaused() {
        return Boolean.TRUE.equals(kubectl.apps()
                .deployments()
                .withName("shop-green")
                .require()
                .getSpec()
                .getPaused());
    }

    /** The pods that the Deployment of the track keeps. */
    private List<Pod> own(String track) {
        return all(track).stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /** The same with those that are being deleted. */
    private List<Pod> all(String track) {
        return kubectl.pods().withLabel("track", track).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getKind().equals("ReplicaSet")
                                && owner.getName().startsWith("shop-" + track + "-")))
                .toList();
    }

    private static Set<String> names(List<Pod> pods) {
        return pods.stream().map(pod -> pod.getMetadata().getName()).collect(Collectors.toSet());
    }

    private String address(Slice slice) {
        List<Pod> pods = switch (slice.target()) {
            case BLUE -> own("blue");
            case GREEN -> own("green");
            case OUTSIDER -> List.of();
        };
        return pods.stream()
                .flatMap(pod -> address(pod, slice.family()).stream())
                .findFirst()
                .or(() -> address(kubectl.pods().withName(SceneYaml.OUTSIDER).require(), slice.family()))
                .orElseThrow();
    }

    private static Optional<String> address(Pod pod, String family) {
        return pod.getStatus().getPodIPs().stream()
                .map(podIp -> podIp.getIp())
                .filter(ip -> family.equals(ip.contains(":") ? "IPv6" : "IPv4"))
                .findFirst();
    }

    @Override
    public void close() {
        platform.close();
        cluster.close();
    }
}
