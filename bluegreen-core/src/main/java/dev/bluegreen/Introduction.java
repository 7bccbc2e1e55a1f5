package dev.bluegreen;

import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import java.nio.file.Path;

/**
 * The very first release of an app: one track is staged and gets the traffic, and the other does not exist yet. Made by {@link
 * Release#introduce}. Immutable: each call returns a new one. Nothing is read or written before {@link #plan} or
 * {@link #apply}.
 */
public interface Introduction {

    /**
     * The workload, such as the output of {@code helm template}; without one, that of the track has to be there.
     *
     * @param text in the platform's format; on Kubernetes YAML or JSON with one or more objects
     */
    Introduction manifest(String text);

    /** The workload from a UTF-8 file, which {@link #apply} reads. */
    Introduction manifest(Path file);

    /** The image of its container, such as {@code registry/checkout:v1}; only with a manifest. */
    Introduction image(String image);

    /**
     * Computes what {@link #apply} would do: every write, and findings. Writes nothing.
     *
     * @throws dev.bluegreen.model.ConfigurationException as {@link #apply} does
     * @throws dev.bluegreen.result.CutoverException if it is not the first release
     */
    CutoverPlan plan();

    /**
     * Stages the track under the release's lock, waits until it is ready, tests it, waits for the approval, and moves traffic to
     * it, as {@link Release#switchTo} does. There is no way back from it. The router has to be on the other track until then, so
     * that the pods get no traffic before they are tested.
     *
     * @throws dev.bluegreen.model.ConfigurationException listing all problems of the description, and of the text of a
     *     manifest, before anything is read of the cluster; or if the approval requires a requester and none is given
     * @throws dev.bluegreen.result.CutoverException if traffic did not end there, as when both tracks exist: says why and where
     *     it is
     */
    CutoverReport apply();
}
