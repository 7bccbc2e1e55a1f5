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
 * The ways to a track that has no production traffic, for smoke tests. Thread-safe. What is not implemented is refused when
 * a test uses it.
 */
public interface Previews {

    /** A platform without any. */
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
     * @param since leaves out what was written before
     * @throws PlatformException if that is not possible
     */
    default List<String> log(Pod pod, Optional<Instant> since) {
        throw new PlatformException(
                PlatformException.Kind.INVALID,
                "log: this platform does not show the log of pod " + pod.name() + "; implement Previews.log");
    }

    /**
     * Takes away what tests of a process that died left behind. Called with the release's lock held.
     *
     * @return what was taken away, a name each
     */
    default List<String> sweep(ReleaseSpec release) {
        return List.of();
    }

    /** The rights that tests of this release take. */
    default List<Permission> permissions(ReleaseSpec release, Set<Access> uses) {
        return List.of();
    }
}
