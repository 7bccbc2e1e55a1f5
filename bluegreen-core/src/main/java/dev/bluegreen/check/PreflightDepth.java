package dev.bluegreen.check;

/** How deep preflight looks before a cutover. */
public enum PreflightDepth {
    /** What a cutover can afford each time: on Kubernetes at most 8 requests in all. */
    STANDARD,
    /** Every rule there is, those that take more requests too: rights, disruption budgets, zones, shared configuration. */
    THOROUGH
}
