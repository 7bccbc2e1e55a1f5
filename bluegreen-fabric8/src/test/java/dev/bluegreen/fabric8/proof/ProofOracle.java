package dev.bluegreen.fabric8.proof;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.fabric8.proof.ScenePlay.Played;
import dev.bluegreen.testkit.FakeClusters;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Plays scenes one after the other, and compares what the product says of each with what clients got. */
final class ProofOracle {

    private static final int MOST_SHOWN = 5;
    private static final int TOLD_EVERY = 250;

    private final boolean ipv6;
    private final BiFunction<CutoverStrategy, KubernetesClient, CutoverStrategy> change;
    private final SceneFeatures features = new SceneFeatures();
    private final List<String> wrong = new ArrayList<>();
    private int scenes;
    private int good;
    private int agree;

    /**
     * Begins.
     *
     * @param ipv6 whether this machine has {@code ::1}
     * @param change of the product's own strategy, which gets a client of the cluster, too
     */
    ProofOracle(boolean ipv6, BiFunction<CutoverStrategy, KubernetesClient, CutoverStrategy> change) {
        this.ipv6 = ipv6;
        this.change = change;
    }

    /** Plays the scenes of so many seeds. */
    void play(long first, int number) {
        try (FakeClusters host = FakeClusters.open()) {
            for (long seed = first; seed < first + number; seed++) {
                play(host, seed, SceneDice.draw(seed, ipv6));
            }
        }
    }

    private void play(FakeClusters host, long seed, ProofScene scene) {
        Played played = ScenePlay.of(host, scene, change);
        if (count(scene, played)) {
            String shown = shrunk(host, seed, scene, played.accepted());
            System.out.println("proof: " + shown);
            wrong.add(shown);
        }
    }

    /** Whether it is to be shown. */
    private boolean count(ProofScene scene, Played played) {
        scenes++;
        features.count(scene);
        good += played.isGood() ? 1 : 0;
        agree += played.agrees() ? 1 : 0;
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

    int agree() {
        return agree;
    }
}
