package dev.bluegreen.testkit.internal.controller;

import dev.bluegreen.testkit.internal.dataplane.PodEndpoint;
import org.jspecify.annotations.Nullable;

/** What the node knows of one pod it runs. Used by the controller loop only. */
final class PodRun {

    final String uid;
    final String ip;
    final int node;
    final String startedAt;
    long since;
    long upSince = -1;
    long restarts;
    long crashedAt = -1;
    long endingSince = -1;

    @Nullable
    PodEndpoint process;

    PodRun(String uid, String ip, int node, long since, String startedAt) {
        this.uid = uid;
        this.ip = ip;
        this.node = node;
        this.since = since;
        this.startedAt = startedAt;
    }
}
