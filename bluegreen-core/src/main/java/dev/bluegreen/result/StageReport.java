package dev.bluegreen.result;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Report of staging a track. Immutable. */
public final class StageReport {

    private final String id;
    private final String release;
    private final Workload workload;
    private final String sentence;
    private final List<String> notes;
    private final Instant started;
    private final Instant ended;
    private final List<CutoverEvent> history;

    private StageReport(Builder made) {
        id = Input.given("report.id", made.id, "give one");
        release = Input.given("report.release", made.release, "give one");
        workload = Input.given("report.workload", made.workload, "give one");
        sentence = Wording.lines(Input.given("report.sentence", made.sentence, "give an empty text for none"));
        notes = Input.given("report.notes", made.notes, "give an empty one for none").stream()
                .map(Wording::line)
                .toList();
        started = Input.given("report.started", made.started, "give one");
        ended = Input.given("report.ended", made.ended, "give one");
        history = List.copyOf(Input.given("report.history", made.history, "give an empty one for none"));
    }

    /**
     * A builder of a report on the track of a workload; start and end have to be set.
     * For platforms, adapters and tests.
     */
    public static Builder builder(String id, String release, Workload workload) {
        return new Builder(id, release, workload);
    }

    /** The unique id of the operation. */
    public String id() {
        return id;
    }

    /** The release. */
    public String release() {
        return release;
    }

    /** The track that was staged. */
    public Track track() {
        return workload.track();
    }

    /** The track's workload as last seen. */
    public Workload workload() {
        return workload;
    }

    /** The end it came to, for a person. */
    public String sentence() {
        return sentence;
    }

    /** The differences from a plain clone, such as fields that another writer keeps. */
    public List<String> notes() {
        return notes;
    }

    /** The moment of the call. */
    public Instant started() {
        return started;
    }

    /** The end. */
    public Instant ended() {
        return ended;
    }

    /** Every event, in order. */
    public List<CutoverEvent> history() {
        return history;
    }

    /** Its duration. */
    public Duration took() {
        return Duration.between(started, ended);
    }

    @Override
    public String toString() {
        return notes.isEmpty() ? sentence : sentence + "\n  " + String.join("\n  ", notes);
    }

    /** Builds a report; for one thread. */
    public static final class Builder {

        private final String id;
        private final String release;
        private final Workload workload;
        private String sentence = "";
        private List<String> notes = List.of();
        private @Nullable Instant started;
        private @Nullable Instant ended;
        private List<CutoverEvent> history = List.of();

        private Builder(String id, String release, Workload workload) {
            this.id = id;
            this.release = release;
            this.workload = workload;
        }

        /** Sets {@link StageReport#sentence()}; empty unless set. */
        public Builder sentence(String sentence) {
            this.sentence = sentence;
            return this;
        }

        /** Sets {@link StageReport#notes()}; empty unless set. */
        public Builder notes(List<String> notes) {
            this.notes = notes;
            return this;
        }

        /** Sets {@link StageReport#started()}; has to be set. */
        public Builder started(Instant started) {
            this.started = started;
            return this;
        }

        /** Sets {@link StageReport#ended()}; has to be set. */
        public Builder ended(Instant ended) {
            this.ended = ended;
            return this;
        }

        /** Sets {@link StageReport#history()}; empty unless set. */
        public Builder history(List<CutoverEvent> history) {
            this.history = history;
            return this;
        }

        /**
         * The finished value.
         *
         * @throws ConfigurationException if a required value is null
         */
        public StageReport build() {
            return new StageReport(this);
        }
    }
}
