package dev.bluegreen;

import dev.bluegreen.result.StageReport;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Describes what the idle track shall run: a clone of the active track's workload, or a workload that is given, with some
 * things changed. Immutable: each call returns a new one. Nothing is checked, read or written before {@link #apply}.
 */
public interface Stage {

    /**
     * The workload to stage instead of a clone, such as what {@code helm template} prints. Of several objects the one
     * workload of this track is taken; what else is in there is left as it is in the cluster, and named in the report.
     *
     * @param text as the platform writes workloads; on Kubernetes YAML or JSON, one object or several
     */
    Stage manifest(String text);

    /** The same from a file, which is read by {@link #apply}, as UTF-8. */
    Stage manifest(Path file);

    /**
     * The container that the calls after this one are about; init containers count. Needed where the workload has more
     * than one.
     */
    Stage container(String name);

    /** The image, as the container runtime takes it: {@code registry/checkout:v2}. */
    Stage image(String image);

    /** Sets an environment variable, in place of one of the same name. The value is in no log, event or error. */
    Stage env(String name, String value);

    /** What the container asks for of a resource: {@code request("cpu", "500m")}. */
    Stage request(String resource, String quantity);

    /** What the container gets of a resource at most: {@code limit("memory", "1Gi")}. */
    Stage limit(String resource, String quantity);

    /** Sets an annotation on the pods. */
    Stage annotation(String key, String value);

    /**
     * So many pods, 1 or more; default as many as the active track is asked for now, or as a manifest asks for if that is
     * more.
     */
    Stage replicas(int pods);

    /**
     * So many pods, 1 or more, until the track is to get traffic: the cutover asks for all of them and waits, after tests and
     * approval and before it moves traffic.
     */
    Stage previewReplicas(int pods);

    /** How long the pods may take to get ready; default 10 minutes. */
    Stage within(Duration time);

    /** Stages a track although it is kept as standby: there is nothing to go back to from then on. */
    Stage overStandby();

    /**
     * Creates or changes the idle track's workload, under the release's lock, and waits until all its pods are ready. The
     * lock is free while it waits. Never touches the active track. What another writer owns and the clone does not carry
     * stays, and is named in the report.
     *
     * @throws dev.bluegreen.model.ConfigurationException listing everything that is wrong with the description
     * @throws dev.bluegreen.result.RefusedException while the track gets or may get traffic, is kept as standby, or somebody
     *     else is at work
     * @throws dev.bluegreen.result.UnresolvedException if it may have been staged: whether the write took effect is not known
     * @throws dev.bluegreen.result.StageException if the pods did not get ready: says why
     * @throws dev.bluegreen.model.PlatformException if the platform refuses a read or the write
     */
    StageReport apply();
}
