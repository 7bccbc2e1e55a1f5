package dev.bluegreen.model;

/** What becomes of the workload of a retired track. */
public enum RetireBy {
    /** It stays, with 0 pods: the next {@code stage} changes it. */
    SCALING_DOWN,
    /** It is deleted: the next {@code stage} creates it anew. */
    DELETION
}
