package dev.bluegreen.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The stack of one track: its workload and the pods that belong to it.
 *
 * @param track the track
 * @param name name of the workload, such as {@code checkout-blue}
 * @param selector the labels by which it selects its pods
 * @param images images of its containers, in order
 * @param desired pods asked for
 * @param rollout empty when the latest version of the workload is rolled out in full, else what is still missing
 * @param probesMissing probes that containers lack, such as {@code web: readiness}; empty when all are declared
 * @param ports ports that its containers declare, by name, one without a name by its number
 * @param pods its pods, terminating ones included
 * @param version opaque version for compare-and-set
 * @param stalled true if waiting does not complete its rollout: it is paused, or has stopped to progress
 * @param findings what is wrong with the workload itself, such as a change since it was staged; told before traffic moves
 *     to it
 * @param template fingerprint of its pod template, but for the mark of a restart; empty where the platform does not tell
 * @param counted ready pods as its controller counts them, where the pods themselves could not be read; else 0
 */
public record Workload(
        Track track,
        String name,
        Map<String, String> selector,
        List<String> images,
        int desired,
        Optional<String> rollout,
        List<String> probesMissing,
        Map<String, Integer> ports,
        List<Pod> pods,
        String version,
        boolean stalled,
        List<Finding> findings,
        String template,
        int counted) {

    /** Copies the collections; labels are in order of their keys, so that messages say them the same way each time. */
    public Workload {
        selector = Collections.unmodifiableMap(new TreeMap<>(selector));
        images = List.copyOf(images);
        probesMissing = List.copyOf(probesMissing);
        ports = Map.copyOf(ports);
        pods = List.copyOf(pods);
        findings = List.copyOf(findings);
    }

    /** A workload with nothing wrong in itself. */
    public Workload(
            Track track,
            String name,
            Map<String, String> selector,
            List<String> images,
            int desired,
            Optional<String> rollout,
            List<String> probesMissing,
            Map<String, Integer> ports,
            List<Pod> pods,
            String version) {
        this(
                track,
                name,
                selector,
                images,
                desired,
                rollout,
                probesMissing,
                ports,
                pods,
                version,
                false,
                List.of(),
                "");
    }

    /** A workload whose pods could be read. */
    public Workload(
            Track track,
            String name,
            Map<String, String> selector,
            List<String> images,
            int desired,
            Optional<String> rollout,
            List<String> probesMissing,
            Map<String, Integer> ports,
            List<Pod> pods,
            String version,
            boolean stalled,
            List<Finding> findings,
            String template) {
        this(
                track,
                name,
                selector,
                images,
                desired,
                rollout,
                probesMissing,
                ports,
                pods,
                version,
                stalled,
                findings,
                template,
                0);
    }

    /** The same workload with these findings. */
    public Workload withFindings(List<Finding> found) {
        return new Workload(
                track,
                name,
                selector,
                images,
                desired,
                rollout,
                probesMissing,
                ports,
                pods,
                version,
                stalled,
                found,
                template,
                counted);
    }

    /** The same workload, stalled or not. */
    public Workload withStalled(boolean isStalled) {
        return new Workload(
                track,
                name,
                selector,
                images,
                desired,
                rollout,
                probesMissing,
                ports,
                pods,
                version,
                isStalled,
                findings,
                template,
                counted);
    }

    /** The same with the fingerprint of its pod template. */
    public Workload withTemplate(String fingerprint) {
        return new Workload(
                track,
                name,
                selector,
                images,
                desired,
                rollout,
                probesMissing,
                ports,
                pods,
                version,
                stalled,
                findings,
                fingerprint,
                counted);
    }

    /**
     * The same workload, the pods of which could not be read.
     *
     * @param ready pods, as its controller counts them
     * @param why for a person; {@link #rollout} shows it
     */
    public Workload withoutPods(int ready, String why) {
        Input.given("workload.why", why, "say why they could not be read");
        return new Workload(
                track,
                name,
                selector,
                images,
                desired,
                Optional.of(why),
                probesMissing,
                ports,
                List.of(),
                version,
                stalled,
                findings,
                template,
                ready);
    }

    /** The stack of a track that has no workload yet. */
    public static Workload none(Track track) {
        return none(track, "none", track + " has no workload; stage or deploy one");
    }

    /**
     * The stack of a track whose workload is missing, cannot be told from others or could not be read.
     *
     * @param name that it would have
     * @param why for a person; {@link #rollout} shows it
     */
    public static Workload none(Track track, String name, String why) {
        return unread(track, name, why, List.of());
    }

    /**
     * The stack of a track whose workload could not be read, but some of whose pods could.
     *
     * @param name that the workload would have
     * @param why it could not be read, for a person; {@link #rollout} shows it
     */
    public static Workload unread(Track track, String name, String why, List<Pod> pods) {
        Input.given("workload.track", track, "give BLUE or GREEN");
        Input.given("workload.name", name, "give the name it would have");
        Input.given("workload.why", why, "say why it could not be read");
        Input.given("workload.pods", pods, "give an empty list where none could be read");
        return new Workload(track, name, Map.of(), List.of(), 0, Optional.of(why), List.of(), Map.of(), pods, "");
    }

    /** True if this is a track that has no workload, or one that could not be read. */
    public boolean isNone() {
        return selector.isEmpty();
    }

    /** The number of ready pods, as read or, where they could not be, as counted. */
    public int ready() {
        return counted > 0 ? counted : (int) pods.stream().filter(Pod::ready).count();
    }

    /** What its pods run, ready or not, without those that should be gone; more than one for each container when a tag moved between their starts. */
    public Set<String> digests() {
        return pods.stream()
                .filter(pod -> !pod.lingers())
                .flatMap(pod -> pod.digests().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Pods that should be gone. */
    public List<Pod> lingering() {
        return pods.stream().filter(Pod::lingers).toList();
    }

    /** True if it, or its pods, could not be read, although something tells of pods. */
    public boolean isReadInPart() {
        return counted > 0 || (isNone() && !pods.isEmpty());
    }

    @Override
    public String toString() {
        return isNone()
                ? track + " none"
                : track + " " + name + " " + Wording.line(images.toString()) + " " + ready() + "/" + desired + " ready";
    }
}
