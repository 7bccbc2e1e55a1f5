package dev.bluegreen.testkit.internal.balancer;

import dev.bluegreen.testkit.internal.dataplane.Backend;

/**
 * What a target group says about one of its targets.
 *
 * @param reason in AWS's words; empty for a healthy one
 */
public record TargetHealth(Backend target, State state, String reason) {

    /** Where a target is in its life. */
    public enum State {
        /** Being registered, or not checked often enough. */
        INITIAL,
        /** Passes its checks. */
        HEALTHY,
        /** Fails its checks. */
        UNHEALTHY,
        /** Deregistered: gets no new request, ends those it has. */
        DRAINING,
        /** Its group is in no listener's use, so nobody checks it. */
        UNUSED
    }
}
