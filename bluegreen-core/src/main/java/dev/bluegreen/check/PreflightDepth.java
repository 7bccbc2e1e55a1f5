package dev.bluegreen.check;

/** Extent of preflight before a cutover. */
public enum PreflightDepth {
    /** Inexpensive rules only: on Kubernetes at most 8 requests in all. */
    STANDARD,
    /** All rules, including those with more requests: permissions, disruption budgets, zones, shared configuration. */
    THOROUGH
}
