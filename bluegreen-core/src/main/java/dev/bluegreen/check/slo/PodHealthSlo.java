package dev.bluegreen.check.slo;

import dev.bluegreen.model.ConfigurationException;

/**
 * Judges the active track by its watched pods, without requests. Bad if a container was restarted or OOM-killed since the start of
 * the bake, if a ready pod became unready, or if no pod is ready.
 *
 * @param restarts tolerated restarts of all pods together, 0 or more
 */
public record PodHealthSlo(int restarts) implements Slo {

    /**
     * Validates the number.
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

    /** A copy with this number of tolerated restarts; OOM kills are never tolerated. */
    public PodHealthSlo tolerating(int others) {
        return new PodHealthSlo(others);
    }

    @Override
    public Slo begin() {
        return new PodHealthWatch(restarts);
    }

    /** One stateless check; a bake compares with the pods at its start. */
    @Override
    public Result check(SloContext context) {
        return begin().check(context);
    }
}
