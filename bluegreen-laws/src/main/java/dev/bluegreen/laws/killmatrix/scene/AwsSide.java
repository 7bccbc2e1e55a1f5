package dev.bluegreen.laws.killmatrix.scene;

import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.aws.internal.AwsServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The routers of an {@link AwsScene}: a fake service of AWS, and its view of the two tracks. */
interface AwsSide extends AutoCloseable {

    /** The service's name in a call. */
    String service();

    /** Its API. */
    AwsServer server();

    /** The routers that the release moves, before anything happens. */
    default void moves(List<String> routers) {}

    /** The present split of a router, and the token it carries. */
    State state(String router);

    /** True if a call of this action returns a router. */
    boolean shows(String action, String router);

    /** True if a call of this action changes something. */
    default boolean writes(String action) {
        return Stream.of("Describe", "Get", "List").noneMatch(action::startsWith);
    }

    /** The refusal of a call of this action whose caller has an outdated view. */
    AwsFault conflict(String action);

    /** True if each write is a compare-and-set, so that none can land late. */
    boolean hasCompareAndSet();

    /** The tracks that may get traffic without a share. */
    Set<Track> failsOpenTo();

    /** The most that an operation may take, one lease waited for included. */
    Duration within();

    /** Follows the pods of the cluster, as a controller would. */
    void follow(FakeCluster cluster);

    @Override
    void close();

    /** Where a router sends traffic, and the token it carries; 0 for none. */
    record State(TrafficSplit split, long token) {}
}
