package dev.bluegreen.check.slo;

import dev.bluegreen.model.ConfigurationException;
import java.util.Optional;

/**
 * Judges the active track by its watched pods, without requests. Bad if a container was restarted or OOM-killed since the start of
 * the bake, if a ready pod became unready, or if no pod is ready.
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
     * A copy that tolerates restarts, but never an OOM kill.
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
    public Optional<Declared> declared() {
        return Optional.of(new Declared("pod health", "restarts", restarts, false));
    }

    @Override
    public Slo limitedTo(double most) {
        return tolerating((int) most);
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
