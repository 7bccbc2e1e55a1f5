package dev.bluegreen.fabric8.proof;

import dev.bluegreen.fabric8.proof.ProofScene.Declared;
import dev.bluegreen.fabric8.proof.ProofScene.Keeper;
import dev.bluegreen.fabric8.proof.ProofScene.Pods;
import dev.bluegreen.fabric8.proof.ProofScene.Port;
import dev.bluegreen.fabric8.proof.ProofScene.Slice;
import dev.bluegreen.fabric8.proof.ProofScene.State;
import dev.bluegreen.fabric8.proof.ProofScene.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Counts what scenes had in them. Not thread-safe. */
final class SceneFeatures {

    private static final Map<String, Predicate<ProofScene>> FEATURES = features();

    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private int withThree;

    void count(ProofScene scene) {
        List<String> its = FEATURES.entrySet().stream()
                .filter(feature -> feature.getValue().test(scene))
                .map(Map.Entry::getKey)
                .toList();
        its.forEach(feature -> counts.merge(feature, 1, Integer::sum));
        if (its.size() >= 3) {
            withThree++;
        }
    }

    /** How many features were there at all. */
    int seen() {
        return counts.size();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        FEATURES.keySet()
                .forEach(feature ->
                        text.append("proof: %6d scenes with %s%n".formatted(counts.getOrDefault(feature, 0), feature)));
        return text.append("proof: %6d scenes with three of these or more".formatted(withThree))
                .toString();
    }

    private static Map<String, Predicate<ProofScene>> features() {
        Map<String, Predicate<ProofScene>> features = new LinkedHashMap<>();
        features.put("a port by number", any(Port::isNumeric));
        features.put(
                "a port that no container declares",
                any(Port::isNumeric).and(scene -> scene.green().ports().isEmpty()));
        features.put("a port without a name", any(port -> port.name().isEmpty()));
        features.put("several ports", scene -> scene.ports().size() > 1);
        features.put("a UDP port", any(port -> port.protocol().equals("UDP")));
        features.put(
                "a port that GREEN has renamed",
                greenHas(declared -> declared.name().startsWith("web")));
        features.put("a port that GREEN does not have", scene -> misses(scene, scene.green()));
        features.put("a port that BLUE does not have", scene -> misses(scene, scene.blue()));
        features.put("a port of another protocol", SceneFeatures::hasMismatch);
        features.put("a port of a native sidecar", greenHas(Declared::bySidecar));
        features.put("both families", scene -> scene.families().size() > 1);
        features.put("a Service of IPv6", scene -> scene.families().equals(ProofScene.IPV6));
        features.put(
                "pods of one family",
                scene -> scene.green().families().size() == 1
                        || scene.blue().families().size() == 1);
        features.put("no address of its own", ProofScene::headless);
        features.put("addresses that are not ready", ProofScene::publishesNotReady);
        features.put(
                "pods that are published and not ready",
                state(State.NEVER_READY).or(state(State.GATED)).and(ProofScene::publishesNotReady));
        features.put("a slice at BLUE for a port of the Service", slice(Target.BLUE, true));
        features.put("a slice at GREEN for a port of the Service", slice(Target.GREEN, true));
        features.put("a slice at an outsider for a port of the Service", slice(Target.OUTSIDER, true));
        features.put(
                "a slice for a port that the Service does not have",
                slice(Target.BLUE, false).or(slice(Target.GREEN, false)).or(slice(Target.OUTSIDER, false)));
        features.put(
                "a slice that is not ready", scene -> scene.slices().stream().anyMatch(slice -> !slice.ready()));
        features.put("pods that are not ready", state(State.NEVER_READY).or(state(State.GATED)));
        features.put("a pod that is being deleted", state(State.ONE_TERMINATING));
        features.put("a readiness gate", state(State.GATED).or(state(State.GATE_OPENED)));
        features.put("a paused Deployment", state(State.PAUSED).or(state(State.PAUSED_LATER)));
        features.put("a bare pod", keeper(Keeper.NOBODY));
        features.put("a pod of a Job", keeper(Keeper.JOB).or(keeper(Keeper.ENDED_JOB)));
        features.put("a pod of another Deployment", keeper(Keeper.DEPLOYMENT));
        features.put("a Deployment that overlaps", keeper(Keeper.OVERLAPPING_DEPLOYMENT));
        features.put(
                "a stranger with GREEN's labels",
                scene -> scene.strangers().stream()
                        .anyMatch(stranger -> stranger.track().equals("green")));
        features.put("several replicas", scene -> scene.green().replicas() > 1);
        features.put("no BLUE pods", scene -> scene.blue().replicas() == 0);
        return features;
    }

    private static Predicate<ProofScene> any(Predicate<Port> port) {
        return scene -> scene.ports().stream().anyMatch(port);
    }

    private static Predicate<ProofScene> greenHas(Predicate<Declared> declared) {
        return scene -> scene.green().ports().stream().anyMatch(declared);
    }

    private static boolean misses(ProofScene scene, Pods pods) {
        return scene.ports().stream().anyMatch(port -> pods.leads(port).isEmpty());
    }

    private static boolean hasMismatch(ProofScene scene) {
        return scene.ports().stream()
                .anyMatch(port -> scene.green().ports().stream()
                        .anyMatch(declared -> !port.isNumeric()
                                && declared.name().equals(port.target())
                                && !declared.protocol().equals(port.protocol())));
    }

    private static Predicate<ProofScene> slice(Target target, boolean fits) {
        return scene ->
                scene.slices().stream().anyMatch(slice -> slice.target() == target && fits == fits(scene, slice));
    }

    private static boolean fits(ProofScene scene, Slice slice) {
        return scene.families().contains(slice.family())
                && scene.ports().stream()
                        .anyMatch(port -> port.name().equals(slice.portName())
                                && port.protocol().equals(slice.protocol()));
    }

    private static Predicate<ProofScene> state(State state) {
        return scene -> scene.green().state() == state || scene.blue().state() == state;
    }

    private static Predicate<ProofScene> keeper(Keeper keeper) {
        return scene -> scene.strangers().stream().anyMatch(stranger -> stranger.keeper() == keeper);
    }
}
