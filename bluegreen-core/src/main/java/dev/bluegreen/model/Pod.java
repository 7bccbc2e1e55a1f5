package dev.bluegreen.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pod of a track, as last seen. Immutable. */
public final class Pod {

    private final String name;
    private final String uid;
    private final Map<String, String> labels;
    private final boolean ready;
    private final boolean terminating;
    private final boolean outdated;
    private final int restarts;
    private final Set<String> endings;
    private final Set<String> digests;

    private Pod(Builder made) {
        name = Input.given("pod.name", made.name, "give one");
        uid = Input.given("pod.uid", made.uid, "give one");
        labels = Map.copyOf(Input.given("pod.labels", made.labels, "give an empty one for none"));
        ready = made.ready;
        terminating = made.terminating;
        outdated = made.outdated;
        restarts = made.restarts;
        endings = Set.copyOf(Input.given("pod.endings", made.endings, "give an empty one for none"));
        digests = Set.copyOf(Input.given("pod.digests", made.digests, "give an empty one for none"));
    }

    /** A builder of a pod that is not ready; for platforms, adapters and tests. */
    public static Builder builder(String name, String uid) {
        return new Builder(name, uid);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its uid; a pod that was replaced under the same name has another. */
    public String uid() {
        return uid;
    }

    /** Its labels. */
    public Map<String, String> labels() {
        return labels;
    }

    /** True if its Ready condition holds and it is not terminating. */
    public boolean ready() {
        return ready;
    }

    /** True if it was told to stop. */
    public boolean terminating() {
        return terminating;
    }

    /** True if it belongs to an older revision of its workload. */
    public boolean outdated() {
        return outdated;
    }

    /** The number of times its containers were started again, all of them together. */
    public int restarts() {
        return restarts;
    }

    /** The reasons for which its containers last ended, where one has, such as {@code OOMKilled}. */
    public Set<String> endings() {
        return endings;
    }

    /** The images its containers run, such as {@code registry/checkout@sha256:...}; empty until they run. */
    public Set<String> digests() {
        return digests;
    }

    /** True if it should be gone: terminating, or of an older revision. */
    public boolean lingers() {
        return terminating || outdated;
    }

    /** True if its labels satisfy an equality selector; an empty selector matches nothing. */
    public boolean matches(Map<String, String> selector) {
        Input.given("selector", selector, "give labels");
        return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Pod that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<Object> values() {
        return List.of(name, uid, labels, ready, terminating, outdated, restarts, endings, digests);
    }

    @Override
    public String toString() {
        return name + (ready ? " ready" : " not ready") + (lingers() ? ", lingering" : "");
    }

    /** Builds a pod; for one thread. */
    public static final class Builder {

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
            return new Pod(this);
        }
    }
}
