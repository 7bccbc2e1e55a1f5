package dev.bluegreen.model;

/** How the workload of a track is retired. */
public enum RetireBy {
    /** It stays, with 0 pods: the next {@code stage} changes it. */
    SCALING_DOWN,
    /** It is deleted: the next {@code stage} creates it again. */
    DELETION
}
