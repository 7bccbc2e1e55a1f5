package dev.bluegreen.laws.killmatrix.scene;

import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.Map;
import java.util.Optional;

/**
 * A Service that selects one track, or both between the writes of a make-before-break cutover.
 *
 * @param app of the pods
 */
record ServiceRouter(String app, String name) implements RouterObject {

    private static final String WIDENED = "bluegreen.dev/widened";
    private static final String TOKEN = "bluegreen.dev/token";

    @Override
    public String resource() {
        return "services";
    }

    @Override
    public String router() {
        return "Service/" + name;
    }

    @Override
    public void create(FakeCluster cluster) {
        cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: default}
                spec:
                  selector: {app: %s, track: blue}
                  ports: [{name: http, port: 80, targetPort: http}]
                """.formatted(name, app));
    }

    @Override
    public Optional<TrafficSplit> split(Map<String, Object> service) {
        boolean isWidened =
                Trees.string(service, "metadata", "annotations", WIDENED).isPresent()
                        && Trees.text(service, "spec", "selector", "track").isEmpty();
        return isWidened
                ? Optional.of(TrafficSplit.both())
                : SceneHistory.track(Trees.text(service, "spec", "selector", "track"))
                        .map(TrafficSplit::all);
    }

    @Override
    public long token(Map<String, Object> service) {
        String token = Trees.text(service, "metadata", "annotations", TOKEN);
        return token.isEmpty() ? 0 : Long.parseLong(token);
    }
}
