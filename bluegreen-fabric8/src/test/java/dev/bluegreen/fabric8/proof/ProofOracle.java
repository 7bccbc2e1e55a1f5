package dev.bluegreen.fabric8.proof;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.fabric8.proof.ScenePlay.Played;
import dev.bluegreen.testkit.FakeClusters;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.stream.LongStream;

/**
 * Plays scenes, some at a time, and compares what the product says of each with what clients got.
 *
 * <p>They agree where the product switches, proves, and clients are answered by the new track alone and by each of its pods;
 * and where it refuses, and clients are not. A refusal is also agreed with, and counted apart, if its only reasons are that
 * too few pods of the new track are ready ({@code ready-pods}, {@code too-few-ready}, {@code rolled-out}), or that its
 * Deployment is paused ({@code rolled-out}), and the cluster says so, too: that such pods may answer all the same, because
 * they wait for a readiness gate behind a Service that publishes them, does not make them fit to be moved to. Any other reason
 * beside these has to be borne out by the traffic.
 */
final class ProofOracle {

    private static final int MOST_SHOWN = 5;
    private static final int TOLD_EVERY = 250;
    /** Scenes wait for their own answers half of the time. */
    private static final int AT_ONCE = 2 * Math.min(4, Runtime.getRuntime().availableProcessors());

    private final boolean ipv6;
    private final BiFunction<CutoverStrategy, KubernetesClient, CutoverStrategy> change;
    private final SceneFeatures features = new SceneFeatures();
    private final List<String> wrong = new ArrayList<>();
    private int scenes;
    private int good;
    private int agree;
    private int byReadiness;

    /**
     * Begins.
     *
     * @param ipv6 true if this machine has {@code ::1}
     * @param change of the product's own strategy, which gets a client of the cluster, too
     */
    ProofOracle(boolean ipv6, BiFunction<CutoverStrategy, KubernetesClient, CutoverStrategy> change) {
        this.ipv6 = ipv6;
        this.change = change;
    }

    /** Plays the scenes of so many seeds. */
    void play(long first, int number) {
        try (FakeClusters host = FakeClusters.open()) {
            playAtOnce(LongStream.range(first, first + number)
                    .mapToObj(seed -> Executors.callable(() -> play(host, seed, SceneDice.draw(seed, ipv6))))
                    .toList());
        }
    }

    private static void playAtOnce(List<Callable<Object>> scenes) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (Future<Object> scene : threads.invokeAll(scenes)) {
                scene.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in the middle of scenes", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a scene could not be played", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private void play(FakeClusters host, long seed, ProofScene scene) {
        Played played = ScenePlay.of(host, scene, change);
        if (count(scene, played)) {
            String shown = shrunk(host, seed, scene, played.accepted());
            System.out.println("proof: " + shown);
            add(shown);
        }
    }

    private synchronized void add(String shown) {
        wrong.add(shown);
    }

    /** True if it is to be shown. */
    private synchronized boolean count(ProofScene scene, Played played) {
        scenes++;
        features.count(scene);
        good += played.isGood() ? 1 : 0;
        agree += played.agrees() ? 1 : 0;
        byReadiness += played.product().isByReadiness() ? 1 : 0;
        if (scenes % TOLD_EVERY == 0) {
            System.out.printf("proof: %d scenes so far, %d agree%n", scenes, agree);
        }
        return !played.agrees() && scenes - agree <= MOST_SHOWN;
    }

    /** Of the scenes that are wrong in the same way. */
    private String shrunk(FakeClusters host, long seed, ProofScene scene, boolean accepted) {
        ProofScene smallest = new SceneShrinker(candidate -> {
                    Played again = ScenePlay.of(host, candidate, change);
                    return !again.agrees() && again.accepted() == accepted;
                })
                .shrink(scene);
        return "seed " + seed + ", shrunk\n" + ScenePlay.of(host, smallest, change) + "\n"
                + new SceneYaml(smallest).everything();
    }

    SceneFeatures features() {
        return features;
    }

    /** The scenes in which product and traffic disagree, shrunk, as YAML; the first ones. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    int scenes() {
        return scenes;
    }

    int good() {
        return good;
    }

    /** How many of them were refused for want of ready pods alone. */
    int byReadiness() {
        return byReadiness;
    }

    int agree() {
        return agree;
    }
}
