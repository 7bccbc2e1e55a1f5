package dev.bluegreen.check;

import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Workload;
import java.time.Instant;
import java.util.List;

/** Input of a probe. */
public interface ProbeContext {

    /** The release. */
    ReleaseSpec release();

    /** The track that traffic was moved to, with its pods as last seen. */
    Workload active();

    /** The time at which traffic was moved. */
    Instant switched();

    /** True after the routers' settle bound; until then responses of the old version are expected. */
    boolean settled();

    /**
     * Log lines of a pod's containers since the switch, at most the last 5,000 of each.
     *
     * @throws dev.bluegreen.model.PlatformException if the platform has no logs, or does not allow it
     */
    List<String> log(Pod pod);
}
