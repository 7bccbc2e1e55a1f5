package dev.bluegreen.testkit.traffic;

import dev.bluegreen.model.ConfigurationException;
import java.util.List;

/**
 * Target groups outside of a cluster, which its TargetGroupBindings fill. {@code FakeAlb} has
 * some; a test can have its own. Called by one thread at a time.
 */
public interface TargetGroups {

    /** A target: an address of a pod and a port of it. */
    record Target(String ip, int port) {}

    /**
     * The targets of a group that do not drain.
     *
     * @throws ConfigurationException if the group does not exist
     */
    List<Target> targets(String groupArn);

    /** Begins to register targets with a group. */
    void register(String groupArn, List<Target> targets);

    /** Has targets of a group drain. */
    void deregister(String groupArn, List<Target> targets);
}
