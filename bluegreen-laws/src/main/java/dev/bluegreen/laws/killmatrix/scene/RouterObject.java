package dev.bluegreen.laws.killmatrix.scene;

import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.FakeCluster;
import java.util.Map;
import java.util.Optional;

/**
 * A router that is an object of the cluster, as an {@link ObjectScene} makes and reads it. Implementations are immutable;
 * they get an object as maps, lists, strings, numbers and booleans, as in its JSON.
 */
public interface RouterObject {

    /** The plural name of its kind, such as {@code configmaps}. */
    String resource();

    /** Its name. */
    String name();

    /** The router as {@link dev.bluegreen.cutover.CutoverStrategy#router()} names it, such as {@code ConfigMap/edge}. */
    String router();

    /** Creates it in the namespace {@code default}, sending all traffic to BLUE. The Deployments exist already. */
    void create(FakeCluster cluster);

    /** The split by which it sends traffic; empty when it names neither track. */
    Optional<TrafficSplit> split(Map<String, Object> object);

    /** The fencing token it carries; 0 when none was written. */
    long token(Map<String, Object> object);
}
