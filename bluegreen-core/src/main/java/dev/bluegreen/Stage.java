package dev.bluegreen;

import dev.bluegreen.result.StageReport;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Describes the workload of the idle track: a clone of the active track's, or a given one, with changes. Immutable: each call
 * returns a new one. Nothing is checked, read or written before {@link #apply}.
 */
public interface Stage {

    /**
     * The workload to stage instead of a clone, such as the output of {@code helm template}. Of several objects only this
     * track's workload is written; the others are named in the report.
     *
     * @param text in the platform's format; on Kubernetes YAML or JSON with one or more objects
     */
    Stage manifest(String text);

    /** The workload from a UTF-8 file, which {@link #apply} reads. */
    Stage manifest(Path file);

    /**
     * Selects the container, or init container, for the following calls. Required if the workload has more than one.
     */
    Stage container(String name);

    /** The image, such as {@code registry/checkout:v2}. */
    Stage image(String image);

    /** Sets or replaces an environment variable. Its value never appears in a log, event or error. */
    Stage env(String name, String value);

    /** The container's resource request: {@code request("cpu", "500m")}. */
    Stage request(String resource, String quantity);

    /** The container's resource limit: {@code limit("memory", "1Gi")}. */
    Stage limit(String resource, String quantity);

    /** Sets an annotation on the pods. */
    Stage annotation(String key, String value);

    /**
     * Replicas, 1 to 100,000. Default: the active track's or the manifest's, whichever is larger.
     */
    Stage replicas(int pods);

    /**
     * Replicas until the track is to get traffic, 1 to 100,000: after tests and approval, the cutover scales up to the full number
     * and waits before it moves traffic.
     */
    Stage previewReplicas(int pods);

    /** Deadline for the pods to become ready; default 10 minutes. */
    Stage within(Duration time);

    /** Allows staging a track that is kept as standby: from then on there is no rollback. */
    Stage overStandby();

    /**
     * Creates or changes the idle track's workload, under the release's lock, and waits until all its pods are ready. The
     * lock is free while it waits. Never touches the active track. Fields of other owners that the clone does not set
     * remain, and are named in the report.
     *
     * @throws dev.bluegreen.model.ConfigurationException listing all problems of the description, and of the text of a manifest,
     *     before anything is read of the cluster
     * @throws dev.bluegreen.result.RefusedException while the track gets or may get traffic, is kept as standby, or
     *     another operation is running
     * @throws dev.bluegreen.result.UnresolvedException if it may have been staged: whether the write took effect is not known
     * @throws dev.bluegreen.result.StageException if the pods did not become ready: says why
     * @throws dev.bluegreen.model.PlatformException if the platform refuses a read or the write
     */
    StageReport apply();
}
