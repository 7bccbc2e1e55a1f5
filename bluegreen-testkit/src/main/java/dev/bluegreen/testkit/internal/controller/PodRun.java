package dev.bluegreen.testkit.internal.controller;

import dev.bluegreen.testkit.internal.dataplane.PodEndpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the node knows of one pod it runs. Used by the controller loop only. */
final class PodRun {

    final String uid;
    final List<String> ips;
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

    PodRun(String uid, List<String> ips, int node, long since, String startedAt) {
        this.uid = uid;
        this.ips = ips;
        this.ip = ips.get(0);
        this.node = node;
        this.since = since;
        this.startedAt = startedAt;
    }
}
