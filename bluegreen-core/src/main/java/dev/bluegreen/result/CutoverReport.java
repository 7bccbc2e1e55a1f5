package dev.bluegreen.result;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Report of one operation. Immutable. */
public final class CutoverReport {

    private final String id;
    private final String release;
    private final Optional<Track> from;
    private final Track to;
    private final Outcome outcome;
    private final String sentence;
    private final Optional<Track> active;
    private final Optional<Milestone> milestone;
    private final List<Evidence> evidence;
    private final List<ObjectiveVerdict> objectives;
    private final List<Finding> findings;
    private final Times times;
    private final List<CutoverEvent> history;

    private CutoverReport(Builder made) {
        id = Input.given("report.id", made.id, "give one");
        release = Input.given("report.release", made.release, "give one");
        from = Input.given("report.from", made.from, "give an empty one for none");
        to = Input.given("report.to", made.to, "give one");
        outcome = Input.given("report.outcome", made.outcome, "give one");
        sentence = Wording.lines(Input.given("report.sentence", made.sentence, "give an empty text for none"));
        active = Input.given("report.active", made.active, "give an empty one for none");
        milestone = Input.given("report.milestone", made.milestone, "give an empty one for none");
        evidence = List.copyOf(Input.given("report.evidence", made.evidence, "give an empty one for none"));
        objectives = List.copyOf(Input.given("report.objectives", made.objectives, "give an empty one for none"));
        findings = List.copyOf(Input.given("report.findings", made.findings, "give an empty one for none"));
        times = Input.given("report.times", made.times, "give one");
        history = List.copyOf(Input.given("report.history", made.history, "give an empty one for none"));
    }

    /** A builder of a report, with the values that every report has; for platforms, adapters and tests. */
    public static Builder builder(String id, String release, Track to, Outcome outcome, Times times) {
        return new Builder(id, release, to, outcome, times);
    }

    /** The unique id of the operation. */
    public String id() {
        return id;
    }

    /** The release. */
    public String release() {
        return release;
    }

    /** The track that had traffic before; empty when that could not be read. */
    public Optional<Track> from() {
        return from;
    }

    /**
     * The track that was asked for; of a recovery or rollback with nothing to go to, the one that has the traffic or
     * else BLUE.
     */
    public Track to() {
        return to;
    }

    /** The end it came to. */
    public Outcome outcome() {
        return outcome;
    }

    /** The end it came to and where traffic is now, for a person. */
    public String sentence() {
        return sentence;
    }

    /** The track all production traffic is on now; empty when routers disagree or could not be read. */
    public Optional<Track> active() {
        return active;
    }

    /** The furthest milestone reached; empty when nothing was applied. */
    public Optional<Milestone> milestone() {
        return milestone;
    }

    /** The last evidence, hop by hop. */
    public List<Evidence> evidence() {
        return evidence;
    }

    /** The verdict on each objective; empty when none was watched. */
    public List<ObjectiveVerdict> objectives() {
        return objectives;
    }

    /** The findings of preflight, and those that came up later. */
    public List<Finding> findings() {
        return findings;
    }

    /** The moments of the operation. */
    public Times times() {
        return times;
    }

    /** Every event, in order. */
    public List<CutoverEvent> history() {
        return history;
    }

    /**
     * When things happened; what did not happen is empty.
     *
     * @param started the call
     * @param applied the last traffic write was accepted
     * @param verified the configuration was proven
     * @param trafficVerified the data plane was observed or its settle bound is over; may lie in the future
     * @param ended the end
     */
    public record Times(
            Instant started,
            Optional<Instant> applied,
            Optional<Instant> verified,
            Optional<Instant> trafficVerified,
            Instant ended) {}

    /** From the call to the end. */
    public Duration took() {
        return Duration.between(times.started(), times.ended());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(sentence);
        evidence.forEach(seen -> text.append("\n  ").append(seen));
        objectives.forEach(verdict -> text.append("\n  ").append(verdict));
        return text.toString();
    }

    /** Builds a report; for one thread. */
    public static final class Builder {

        private final String id;
        private final String release;
        private Optional<Track> from = Optional.empty();
        private final Track to;
        private final Outcome outcome;
        private String sentence = "";
        private Optional<Track> active = Optional.empty();
        private Optional<Milestone> milestone = Optional.empty();
        private List<Evidence> evidence = List.of();
        private List<ObjectiveVerdict> objectives = List.of();
        private List<Finding> findings = List.of();
        private final Times times;
        private List<CutoverEvent> history = List.of();

        private Builder(String id, String release, Track to, Outcome outcome, Times times) {
            this.id = id;
            this.release = release;
            this.to = to;
            this.outcome = outcome;
            this.times = times;
        }

        /** Sets {@link CutoverReport#from()}; empty unless set. */
        public Builder from(Optional<Track> from) {
            this.from = from;
            return this;
        }

        /** Sets {@link CutoverReport#sentence()}; empty unless set. */
        public Builder sentence(String sentence) {
            this.sentence = sentence;
            return this;
        }

        /** Sets {@link CutoverReport#active()}; empty unless set. */
        public Builder active(Optional<Track> active) {
            this.active = active;
            return this;
        }

        /** Sets {@link CutoverReport#milestone()}; empty unless set. */
        public Builder milestone(Optional<Milestone> milestone) {
            this.milestone = milestone;
            return this;
        }

        /** Sets {@link CutoverReport#evidence()}; empty unless set. */
        public Builder evidence(List<Evidence> evidence) {
            this.evidence = evidence;
            return this;
        }

        /** Sets {@link CutoverReport#objectives()}; empty unless set. */
        public Builder objectives(List<ObjectiveVerdict> objectives) {
            this.objectives = objectives;
            return this;
        }

        /** Sets {@link CutoverReport#findings()}; empty unless set. */
        public Builder findings(List<Finding> findings) {
            this.findings = findings;
            return this;
        }

        /** Sets {@link CutoverReport#history()}; empty unless set. */
        public Builder history(List<CutoverEvent> history) {
            this.history = history;
            return this;
        }

        /**
         * The finished value.
         *
         * @throws ConfigurationException if a required value is null
         */
        public CutoverReport build() {
            return new CutoverReport(this);
        }
    }
}
