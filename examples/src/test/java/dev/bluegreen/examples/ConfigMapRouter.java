package dev.bluegreen.examples;

import dev.bluegreen.laws.killmatrix.scene.RouterObject;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.FakeCluster;
import java.util.Map;
import java.util.Optional;

/** The ConfigMap as a scene of the kill matrix reads it: by itself, and not by the code that is tried. */
record ConfigMapRouter(String name) implements RouterObject {

    @Override
    public String resource() {
        return "configmaps";
    }

    @Override
    public String router() {
        return "ConfigMap/" + name;
    }

    @Override
    public void create(FakeCluster cluster) {
        cluster.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s, namespace: default}
                data: {track: blue}
                """.formatted(name));
    }

    @Override
    public Optional<TrafficSplit> split(Map<String, Object> object) {
        return at(object, "data", "track")
                .map(value -> TrafficSplit.all(value.equals("blue") ? Track.BLUE : Track.GREEN));
    }

    @Override
    public long token(Map<String, Object> object) {
        return at(object, "metadata", "annotations", "bluegreen.dev/token")
                .map(value -> Long.parseLong(value.toString()))
                .orElse(0L);
    }

    private static Optional<Object> at(Object object, String... path) {
        Optional<Object> found = Optional.of(object);
        for (String name : path) {
            found = found.map(tree -> tree instanceof Map<?, ?> map ? map.get(name) : null);
        }
        return found;
    }
}
