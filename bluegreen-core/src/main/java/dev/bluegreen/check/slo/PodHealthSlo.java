package dev.bluegreen.check.slo;

import dev.bluegreen.model.ConfigurationException;

/**
 * Judges the active track by its pods, from what is watched: makes no request. Bad when a container was started again or
 * killed for want of memory since the bake began, when a pod that was ready is not, or when no pod is.
 * Immutable: each call returns a new one.
 */
public final class PodHealthSlo implements Slo {

    private final int restarts;

    private PodHealthSlo(int restarts) {
        this.restarts = restarts;
    }

    /** No restart is tolerated. */
    static PodHealthSlo strict() {
        return new PodHealthSlo(0);
    }

    @Override
    public String name() {
        return "pod health";
    }

    /**
     * With restarts tolerated; being killed for want of memory never is.
     *
     * @param most of all pods together, 0 or more
     * @throws ConfigurationException if it is negative
     */
    public PodHealthSlo tolerating(int most) {
        if (most < 0) {
            throw new ConfigurationException("slo.podHealth.tolerating: " + most + "; give 0 or more restarts");
        }
        return new PodHealthSlo(most);
    }

    @Override
    public Slo begin() {
        return new PodHealthWatch(restarts);
    }

    /** One check without a memory; a bake compares with how the pods were when it began. */
    @Override
    public Result check(SloContext asked) {
        return begin().check(asked);
    }
}
