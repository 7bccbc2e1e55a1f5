package dev.bluegreen.result;

/** Confirmed progress of a move, in separate steps because no router acknowledges its data plane. */
public enum Milestone {
    /** The API accepted the write. */
    CONFIG_APPLIED,
    /** Read back where the router's controller acts: EndpointSlices, rule weights, INSYNC. */
    CONFIG_VERIFIED,
    /** Observed at the data path, or the strategy's settle bound waited out. */
    TRAFFIC_VERIFIED
}
