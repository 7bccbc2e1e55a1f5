package dev.bluegreen.model;

import java.util.Map;
import java.util.Set;

/** One pod of a track, as last seen. Immutable. */
public sealed interface Pod {

    /** A builder of a pod that is not ready; for platforms, adapters and tests. */
    static Builder builder(String name, String uid) {
        return new Builder(name, uid);
    }

    /** Its name. */
    String name();

    /** Its uid, which a pod that replaces it under the same name does not share. */
    String uid();

    /** Its labels. */
    Map<String, String> labels();

    /** True if its Ready condition holds and it is not terminating. */
    boolean ready();

    /** True if it is being deleted. */
    boolean terminating();

    /** True if it belongs to an older revision of its workload. */
    boolean outdated();

    /** The number of restarts of all its containers. */
    int restarts();

    /** The reasons of the last terminations of its containers, such as {@code OOMKilled}. */
    Set<String> endings();

    /** The images its containers run, such as {@code registry/checkout@sha256:...}; empty until they run. */
    Set<String> digests();

    /** True if it is terminating, or of an older revision. */
    default boolean lingers() {
        return terminating() || outdated();
    }

    /**
     * True if its labels satisfy an equality selector; an empty selector matches nothing.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    default boolean matches(Map<String, String> selector) {
        Input.given("selector", selector, "give labels");
        return !selector.isEmpty() && labels().entrySet().containsAll(selector.entrySet());
    }

    /** Builds a pod; for one thread. */
    final class Builder {

        private final String name;
        private final String uid;
        private Map<String, String> labels = Map.of();
        private boolean ready;
        private boolean terminating;
        private boolean outdated;
        private int restarts;
        private Set<String> endings = Set.of();
        private Set<String> digests = Set.of();

        private Builder(String name, String uid) {
            this.name = name;
            this.uid = uid;
        }

        /** Sets {@link Pod#labels()}; empty unless set. */
        public Builder labels(Map<String, String> labels) {
            this.labels = labels;
            return this;
        }

        /** Sets {@link Pod#ready()}; false unless set. */
        public Builder ready(boolean ready) {
            this.ready = ready;
            return this;
        }

        /** Sets {@link Pod#terminating()}; false unless set. */
        public Builder terminating(boolean terminating) {
            this.terminating = terminating;
            return this;
        }

        /** Sets {@link Pod#outdated()}; false unless set. */
        public Builder outdated(boolean outdated) {
            this.outdated = outdated;
            return this;
        }

        /** Sets {@link Pod#restarts()}; 0 unless set. */
        public Builder restarts(int restarts) {
            this.restarts = restarts;
            return this;
        }

        /** Sets {@link Pod#endings()}; empty unless set. */
        public Builder endings(Set<String> endings) {
            this.endings = endings;
            return this;
        }

        /** Sets {@link Pod#digests()}; empty unless set. */
        public Builder digests(Set<String> digests) {
            this.digests = digests;
            return this;
        }

        /**
         * The finished value.
         *
         * @throws ConfigurationException if a required value is null
         */
        public Pod build() {
            return new Made(name, uid, labels, ready, terminating, outdated, restarts, endings, digests);
        }

        private record Made(
                String name,
                String uid,
                Map<String, String> labels,
                boolean ready,
                boolean terminating,
                boolean outdated,
                int restarts,
                Set<String> endings,
                Set<String> digests)
                implements Pod {

            Made {
                Input.given("pod.name", name, "give one");
                Input.given("pod.uid", uid, "give one");
                Input.given("pod.labels", labels, "give an empty one for none");
                Input.allGiven(
                        "pod.labels", "give it without null", labels.keySet().toArray(String[]::new));
                Input.allGiven(
                        "pod.labels", "give it without null", labels.values().toArray(String[]::new));
                labels = Map.copyOf(labels);
                endings = Set.copyOf(Input.allGiven(
                        "pod.endings",
                        "give it without null",
                        Input.given("pod.endings", endings, "give an empty one for none")
                                .toArray(String[]::new)));
                digests = Set.copyOf(Input.allGiven(
                        "pod.digests",
                        "give it without null",
                        Input.given("pod.digests", digests, "give an empty one for none")
                                .toArray(String[]::new)));
            }

            @Override
            public String toString() {
                return name + (ready ? " ready" : " not ready") + (lingers() ? ", lingering" : "");
            }
        }
    }
}
