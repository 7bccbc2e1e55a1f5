package dev.bluegreen.fabric8.proof;

import dev.bluegreen.fabric8.proof.ProofScene.Pods;
import dev.bluegreen.fabric8.proof.ProofScene.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Takes from a scene that went wrong all that is not needed for it. */
final class SceneShrinker {

    private static final int MOST_TRIES = 200;

    private final Predicate<ProofScene> isWrong;
    private int tries;

    /** @param isWrong plays a scene again */
    SceneShrinker(Predicate<ProofScene> isWrong) {
        this.isWrong = isWrong;
    }

    /** A scene that is still wrong, and of which no smaller one is. */
    ProofScene shrink(ProofScene wrong) {
        ProofScene smallest = wrong;
        Optional<ProofScene> next = smaller(smallest);
        while (next.isPresent()) {
            smallest = next.get();
            next = smaller(smallest);
        }
        return smallest;
    }

    private Optional<ProofScene> smaller(ProofScene scene) {
        return candidates(scene).stream()
                .filter(candidate -> !candidate.equals(scene))
                .filter(candidate -> tries++ < MOST_TRIES && isWrong.test(candidate))
                .findFirst();
    }

    private static List<ProofScene> candidates(ProofScene scene) {
        List<ProofScene> candidates = new ArrayList<>();
        for (int i = 0; i < scene.slices().size(); i++) {
            candidates.add(scene.slices(ProofScene.without(scene.slices(), i)));
        }
        for (int i = 0; i < scene.strangers().size(); i++) {
            candidates.add(scene.strangers(ProofScene.without(scene.strangers(), i)));
        }
        for (int i = 0; i < scene.ports().size() && scene.ports().size() > 1; i++) {
            candidates.add(scene.ports(ProofScene.without(scene.ports(), i)));
        }
        candidates.add(scene.withAddress());
        candidates.add(scene.readyOnly());
        candidates.add(scene.families(ProofScene.IPV4));
        simpler(scene.blue()).forEach(change -> candidates.add(scene.blue(change)));
        simpler(scene.green()).forEach(change -> candidates.add(scene.green(change)));
        return candidates;
    }

    private static List<UnaryOperator<Pods>> simpler(Pods pods) {
        List<UnaryOperator<Pods>> changes = new ArrayList<>(
                List.of(now -> now.state(State.READY), now -> now.replicas(1), now -> now.families(ProofScene.BOTH)));
        for (int i = 0; i < pods.ports().size() && pods.ports().size() > 1; i++) {
            int index = i;
            changes.add(now -> now.ports(ProofScene.without(now.ports(), index)));
        }
        return changes;
    }
}
