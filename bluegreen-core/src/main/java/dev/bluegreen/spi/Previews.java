package dev.bluegreen.spi;

import dev.bluegreen.check.Access;
import dev.bluegreen.check.smoke.Tunnel;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Access to a track without production traffic, for smoke tests. Thread-safe. A test that uses a method which is not
 * implemented is refused.
 */
public interface Previews {

    /** A platform without such access. */
    Previews NONE = new Previews() {};

    /**
     * Opens connections to one port of one pod.
     *
     * @throws PlatformException if that is not possible
     */
    default Tunnel tunnel(Pod pod, int port) {
        throw new PlatformException(
                PlatformException.Kind.INVALID,
                "smokeTest: this platform has no tunnel to pod " + pod.name()
                        + "; implement Previews.tunnel, or give a smoke test that reaches the pods by itself");
    }

    /**
     * The lines that the containers of one pod wrote, at most the last 5,000 of each.
     *
     * @param since the time before which lines are left out
     * @throws PlatformException if that is not possible
     */
    default List<String> log(Pod pod, Optional<Instant> since) {
        throw new PlatformException(
                PlatformException.Kind.INVALID,
                "log: this platform does not show the log of pod " + pod.name() + "; implement Previews.log");
    }

    /**
     * Deletes objects left behind by tests of a process that died. Called with the release's lock held.
     *
     * @return the names of the deleted objects
     */
    default List<String> sweep(ReleaseSpec release) {
        return List.of();
    }

    /** The permissions that tests of this release need. */
    default List<Permission> permissions(ReleaseSpec release, Set<Access> uses) {
        return List.of();
    }
}
