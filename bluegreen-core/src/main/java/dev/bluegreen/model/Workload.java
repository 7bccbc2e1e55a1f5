package dev.bluegreen.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stack of one track: its workload and the pods that belong to it. Immutable. */
public sealed interface Workload {

    /** A builder of a workload without pods and findings; for platforms, adapters and tests. */
    static Builder builder(Track track, String name) {
        return new Builder(track, name);
    }

    /** A builder with the values of this workload, to change some of them. */
    default Builder toBuilder() {
        return new Builder(track(), name())
                .selector(selector())
                .images(images())
                .desired(desired())
                .rollout(rollout())
                .probesMissing(probesMissing())
                .ports(ports())
                .pods(pods())
                .version(version())
                .stalled(stalled())
                .findings(findings())
                .template(template())
                .counted(counted())
                .source(source());
    }

    /** The track. */
    Track track();

    /** Name of the workload, such as {@code checkout-blue}. */
    String name();

    /** The labels by which it selects its pods. */
    Map<String, String> selector();

    /** Images of its containers, in order. */
    List<String> images();

    /** Requested replicas. */
    int desired();

    /** The missing part of the rollout of its latest version; empty when that is complete. */
    Optional<String> rollout();

    /** Probes that containers lack, such as {@code web: readiness}; empty when all are declared. */
    List<String> probesMissing();

    /** Ports that its containers declare, by name, one without a name by its number. */
    Map<String, Integer> ports();

    /** Its pods, terminating ones included. */
    List<Pod> pods();

    /** Opaque version for compare-and-set. */
    String version();

    /** True if waiting does not complete its rollout: it is paused, or has stopped progressing. */
    boolean stalled();

    /**
     * Findings about the workload itself, such as a change since it was staged; reported before traffic moves to it.
     */
    List<Finding> findings();

    /** Digest of its pod template, without the annotation of a restart; empty where the platform does not have it. */
    String template();

    /** Number of ready pods by its controller, where the pods themselves could not be read; else 0. */
    int counted();

    /**
     * The objects that its pods were read from, from which the platform that read them predicts a write. Opaque to all others,
     * and not compared.
     */
    Optional<Object> source();

    /**
     * A copy whose pods could not be read.
     *
     * @param ready pods, as its controller counts them
     * @param why the reason, for a person; {@link #rollout} shows it
     * @throws dev.bluegreen.model.ConfigurationException if an argument is null
     */
    default Workload withoutPods(int ready, String why) {
        Input.given("workload.why", why, "say why they could not be read");
        return toBuilder()
                .rollout(Optional.of(why))
                .pods(List.of())
                .counted(ready)
                .source(Optional.empty())
                .build();
    }

    /** The stack of a track that has no workload yet. */
    static Workload none(Track track) {
        return none(track, "none", track + " has no workload; stage or deploy one");
    }

    /**
     * The stack of a track whose workload is missing, ambiguous or unreadable.
     *
     * @param name the name that it would have
     * @param why for a person; {@link #rollout} shows it
     */
    static Workload none(Track track, String name, String why) {
        return unread(track, name, why, List.of());
    }

    /**
     * The stack of a track whose workload could not be read, but some of whose pods could.
     *
     * @param name the name that the workload would have
     * @param why it could not be read, for a person; {@link #rollout} shows it
     * @throws dev.bluegreen.model.ConfigurationException if an argument is null
     */
    static Workload unread(Track track, String name, String why, List<Pod> pods) {
        Input.given("workload.track", track, "give BLUE or GREEN");
        Input.given("workload.name", name, "give the name it would have");
        Input.given("workload.why", why, "say why it could not be read");
        Input.given("workload.pods", pods, "give an empty list where none could be read");
        return builder(track, name).rollout(Optional.of(why)).pods(pods).build();
    }

    /** True if the track has no workload, or one that could not be read. */
    default boolean isNone() {
        return selector().isEmpty();
    }

    /** The number of ready pods, as read or, where they could not be read, as counted by the controller. */
    default int ready() {
        return counted() > 0
                ? counted()
                : (int) pods().stream().filter(Pod::ready).count();
    }

    /** Image digests of its pods, ready or not, without terminating ones; more than one per container if a tag moved between
     * their starts. */
    default Set<String> digests() {
        return pods().stream()
                .filter(pod -> !pod.lingers())
                .flatMap(pod -> pod.digests().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Pods that should be gone. */
    default List<Pod> lingering() {
        return pods().stream().filter(Pod::lingers).toList();
    }

    /** True if it, or its pods, could not be read, although there is a sign of pods. */
    default boolean isReadInPart() {
        return counted() > 0 || (isNone() && !pods().isEmpty());
    }

    /** Builds a workload; for one thread. */
    final class Builder {

        private final Track track;
        private final String name;
        private Map<String, String> selector = Map.of();
        private List<String> images = List.of();
        private int desired;
        private Optional<String> rollout = Optional.empty();
        private List<String> probesMissing = List.of();
        private Map<String, Integer> ports = Map.of();
        private List<Pod> pods = List.of();
        private String version = "";
        private boolean stalled;
        private List<Finding> findings = List.of();
        private String template = "";
        private int counted;
        private Optional<Object> source = Optional.empty();

        private Builder(Track track, String name) {
            this.track = track;
            this.name = name;
        }

        /** Sets {@link Workload#selector()}; empty unless set. */
        public Builder selector(Map<String, String> selector) {
            this.selector = selector;
            return this;
        }

        /** Sets {@link Workload#images()}; empty unless set. */
        public Builder images(List<String> images) {
            this.images = images;
            return this;
        }

        /** Sets {@link Workload#desired()}; 0 unless set. */
        public Builder desired(int desired) {
            this.desired = desired;
            return this;
        }

        /** Sets {@link Workload#rollout()}; empty unless set. */
        public Builder rollout(Optional<String> rollout) {
            this.rollout = rollout;
            return this;
        }

        /** Sets {@link Workload#probesMissing()}; empty unless set. */
        public Builder probesMissing(List<String> probesMissing) {
            this.probesMissing = probesMissing;
            return this;
        }

        /** Sets {@link Workload#ports()}; empty unless set. */
        public Builder ports(Map<String, Integer> ports) {
            this.ports = ports;
            return this;
        }

        /** Sets {@link Workload#pods()}; empty unless set. */
        public Builder pods(List<Pod> pods) {
            this.pods = pods;
            return this;
        }

        /** Sets {@link Workload#version()}; empty unless set. */
        public Builder version(String version) {
            this.version = version;
            return this;
        }

        /** Sets {@link Workload#stalled()}; false unless set. */
        public Builder stalled(boolean stalled) {
            this.stalled = stalled;
            return this;
        }

        /** Sets {@link Workload#findings()}; empty unless set. */
        public Builder findings(List<Finding> findings) {
            this.findings = findings;
            return this;
        }

        /** Sets {@link Workload#template()}; empty unless set. */
        public Builder template(String template) {
            this.template = template;
            return this;
        }

        /** Sets {@link Workload#counted()}; 0 unless set. */
        public Builder counted(int counted) {
            this.counted = counted;
            return this;
        }

        /**
         * Sets {@link Workload#source()}; empty unless set.
         *
         * @throws ConfigurationException if it is null
         */
        public Builder source(Optional<Object> source) {
            this.source = Input.given("workload.source", source, "give an empty one for none");
            return this;
        }

        /**
         * The finished value.
         *
         * @throws ConfigurationException if a required value is null
         */
        public Workload build() {
            return new Made(
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
                    counted,
                    source);
        }

        private record Made(
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
                int counted,
                Optional<Object> source)
                implements Workload {

            Made {
                Input.given("workload.track", track, "give one");
                Input.given("workload.name", name, "give one");
                selector = Collections.unmodifiableMap(
                        new TreeMap<>(Input.given("workload.selector", selector, "give an empty one for none")));
                images = List.copyOf(Input.allGiven(
                        "workload.images",
                        "give it without null",
                        Input.given("workload.images", images, "give an empty one for none")
                                .toArray(String[]::new)));
                Input.given("workload.rollout", rollout, "give an empty one for none");
                probesMissing =
                        List.copyOf(Input.given("workload.probesMissing", probesMissing, "give an empty one for none"));
                ports = Map.copyOf(Input.given("workload.ports", ports, "give an empty one for none"));
                pods = List.copyOf(Input.allGiven(
                        "workload.pods",
                        "give it without null",
                        Input.given("workload.pods", pods, "give an empty one for none")
                                .toArray(Pod[]::new)));
                Input.given("workload.version", version, "give an empty text for none");
                findings = List.copyOf(Input.given("workload.findings", findings, "give an empty one for none"));
                Input.given("workload.template", template, "give an empty text for none");
            }

            @Override
            public boolean equals(@Nullable Object other) {
                return other instanceof Made that && compared().equals(that.compared());
            }

            @Override
            public int hashCode() {
                return compared().hashCode();
            }

            private List<Object> compared() {
                return List.of(
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
                        counted);
            }

            @Override
            public String toString() {
                return isNone()
                        ? track + " none"
                        : track + " " + name + " " + Wording.line(images.toString()) + " " + ready() + "/" + desired
                                + " ready";
            }
        }
    }
}
