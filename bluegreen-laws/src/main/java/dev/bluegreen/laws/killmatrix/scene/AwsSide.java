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

/** The routers of an {@link AwsScene}: a fake service of AWS, and what it says of the two tracks. */
interface AwsSide extends AutoCloseable {

    /** The service's name in a call. */
    String service();

    /** Its API. */
    AwsServer server();

    /** Which routers the release moves, before anything happens. */
    default void moves(List<String> routers) {}

    /** Where a router sends traffic now, and the token it carries. */
    State state(String router);

    /** True if a call of this action shows a router to who made it. */
    boolean shows(String action, String router);

    /** True if a call of this action changes something. */
    default boolean writes(String action) {
        return Stream.of("Describe", "Get", "List").noneMatch(action::startsWith);
    }

    /** How a call of this action is refused because the world is not as the caller thinks. */
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
