package dev.bluegreen.check.slo;

import dev.bluegreen.model.ConfigurationException;

/**
 * Judges the active track by its pods, from what is watched: makes no request. Bad when a container was started again or
 * killed for want of memory since the bake began, when a pod that was ready is not, or when no pod is.
 *
 * @param restarts so many are tolerated, of all pods together, 0 or more
 */
public record PodHealthSlo(int restarts) implements Slo {

    /**
     * Checks the number.
     *
     * @throws ConfigurationException if it is negative
     */
    public PodHealthSlo {
        if (restarts < 0) {
            throw new ConfigurationException("slo.podHealth.tolerating: " + restarts + "; give 0 or more restarts");
        }
    }

    @Override
    public String name() {
        return "pod health";
    }

    /** With so many restarts tolerated; being killed for want of memory never is. */
    public PodHealthSlo tolerating(int others) {
        return new PodHealthSlo(others);
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
