package dev.bluegreen.check;

import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Workload;
import java.time.Instant;
import java.util.List;

/** What a probe is asked about. */
public interface ProbeContext {

    /** Which release. */
    ReleaseSpec release();

    /** The track that traffic was moved to, with its pods as last seen. */
    Workload active();

    /** When traffic was moved. */
    Instant switched();

    /** True if the data plane has had the time that the routers say it may need; before that old answers are no surprise. */
    boolean settled();

    /**
     * The lines that the containers of one pod wrote since the switch, at most the last 5,000 of each.
     *
     * @throws dev.bluegreen.model.PlatformException if the platform has no logs, or does not allow it
     */
    List<String> log(Pod pod);
}
