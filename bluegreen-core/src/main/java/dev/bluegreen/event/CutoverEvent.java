package dev.bluegreen.event;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One event of an operation, identified by operation and number: a redelivered event has the same two. All its texts are single
 * lines of limited length. Immutable.
 */
public sealed interface CutoverEvent {

    /** A builder of an event; phase and kind have to be set. For platforms, adapters and tests. */
    static Builder builder(String release, String cutoverId, int number, Instant at) {
        return new Builder(release, cutoverId, number, at);
    }

    /** A builder with the values of this event, to change some of them. */
    default Builder toBuilder() {
        return new Builder(release(), cutoverId(), number(), at())
                .phase(phase())
                .kind(kind())
                .severity(severity())
                .outcome(outcome())
                .sentence(sentence())
                .source(source())
                .change(change())
                .move(move())
                .cause(cause())
                .replayed(replayed());
    }

    /** The number of the event, from 1 within the operation. */
    int number();

    /** The moment at which it happened. */
    Instant at();

    /** The release. */
    String release();

    /** The unique id of the operation. */
    String cutoverId();

    /** The phase in which it happened. */
    Phase phase();

    /** The kind of event. */
    Kind kind();

    /** Its importance to an operator. */
    Severity severity();

    /** How the operation ended, such as {@code SWITCHED}: a name of {@code dev.bluegreen.result.Outcome}, on an end of it. */
    Optional<String> outcome();

    /** The event in a sentence, for a person. */
    String sentence();

    /** Where it happened, and who requested it. */
    Source source();

    /** What the operation changes, as far as it was known at that moment. */
    Change change();

    /** The move of a router that is announced, on an {@code INTENT}, or was made, on a {@code WRITE}; a conditional one has none. */
    Optional<RouterMove> move();

    /** Why traffic goes back: on each event from that decision to the end of the operation. */
    Optional<RollBackCause> cause();

    /** True if it is redelivered from the record: its process may have died before its listeners received it. */
    boolean replayed();

    /** Importance of an event to an operator. */
    enum Severity {
        /** Progress. */
        INFO,
        /** A refusal, a risk, or a rollback. */
        WARNING,
        /** A person has to look. */
        ERROR
    }

    /**
     * Where an operation runs, and who requested it.
     *
     * @param cluster the cluster, such as the URL of its API server; empty if unknown
     * @param namespace the namespace; empty if there is none
     * @param requester the requester: a claimed name, followed by the process that claims it, or the process alone
     * @param reason the reason given; empty if none was
     */
    record Source(String cluster, String namespace, String requester, String reason) {

        /** Nothing is known. */
        public static final Source UNKNOWN = new Source("", "", "", "");

        /** Shows each text as one line. */
        public Source {
            cluster = text("cluster", cluster);
            namespace = text("namespace", namespace);
            requester = text("requester", requester);
            reason = text("reason", reason);
        }

        private static String text(String field, String text) {
            return Wording.line(Input.given("event.source." + field, text, "give an empty text for none"));
        }
    }

    /**
     * What an operation changes.
     *
     * @param from the track that had the traffic
     * @param to the track the operation is for
     * @param images images of each track, at most {@value #MOST} of each; empty while unknown
     * @param workloads the workload of each track; empty while unknown
     * @param routers names of the routers, such as {@code Service/web}, at most {@value #MOST}; empty while unknown
     */
    record Change(
            Optional<Track> from,
            Optional<Track> to,
            Map<Track, List<String>> images,
            Map<Track, String> workloads,
            List<String> routers) {

        /** Nothing is known. */
        public static final Change UNKNOWN =
                new Change(Optional.empty(), Optional.empty(), Map.of(), Map.of(), List.of());

        private static final int MOST = 5;

        /** Copies the values; shows each text as one line. */
        public Change {
            Input.given("event.change.from", from, "give an empty one for none");
            Input.given("event.change.to", to, "give an empty one for none");
            images = copy(Input.given("event.change.images", images, "give an empty map for none"), Change::shown);
            workloads =
                    copy(Input.given("event.change.workloads", workloads, "give an empty map for none"), Wording::line);
            routers = shown(Input.given("event.change.routers", routers, "give an empty list for none"));
        }

        private static <T> Map<Track, T> copy(Map<Track, T> values, UnaryOperator<T> shown) {
            Map<Track, T> copy = new EnumMap<>(Track.class);
            values.forEach((track, value) -> copy.put(track, shown.apply(value)));
            return Collections.unmodifiableMap(copy);
        }

        private static List<String> shown(List<String> texts) {
            return texts.stream().limit(MOST).map(Wording::line).toList();
        }
    }

    /** Kind of an event. */
    enum Kind {
        /** A phase began. */
        PHASE,
        /** A gate was evaluated. */
        GATE,
        /** A finding. */
        FINDING,
        /** The operation waits; the sentence says for what. */
        WAITING,
        /** A write is about to be made. */
        INTENT,
        /** A write was made, or was refused. */
        WRITE,
        /** An observation. */
        EVIDENCE,
        /** A milestone was reached. */
        MILESTONE,
        /** Rollback became impossible or weaker, or possible again. */
        WAY_BACK,
        /** A decision to roll back. */
        ROLL_BACK,
        /** The operation ended. */
        ENDED
    }

    /** A copy marked as redelivered. */
    default CutoverEvent again() {
        return toBuilder().replayed(true).build();
    }

    /** Builds an event; for one thread. */
    final class Builder {

        private final int number;
        private final Instant at;
        private final String release;
        private final String cutoverId;
        private @Nullable Phase phase;
        private @Nullable Kind kind;
        private @Nullable Severity severity;
        private Optional<String> outcome = Optional.empty();
        private String sentence = "";
        private Source source = Source.UNKNOWN;
        private Change change = Change.UNKNOWN;
        private Optional<RouterMove> move = Optional.empty();
        private Optional<RollBackCause> cause = Optional.empty();
        private boolean replayed;

        private Builder(String release, String cutoverId, int number, Instant at) {
            this.release = release;
            this.cutoverId = cutoverId;
            this.number = number;
            this.at = at;
        }

        /** Sets {@link CutoverEvent#phase()}; has to be set. */
        public Builder phase(Phase phase) {
            this.phase = phase;
            return this;
        }

        /** Sets {@link CutoverEvent#kind()}; has to be set. */
        public Builder kind(Kind kind) {
            this.kind = kind;
            return this;
        }

        /**
         * Sets {@link CutoverEvent#severity()}; follows from kind, phase and outcome unless set.
         *
         * @throws ConfigurationException if it is null
         */
        public Builder severity(Severity severity) {
            this.severity = Input.given("event.severity", severity, "give INFO, WARNING or ERROR");
            return this;
        }

        /** Sets {@link CutoverEvent#outcome()}; empty unless set. */
        public Builder outcome(Optional<String> outcome) {
            this.outcome = outcome;
            return this;
        }

        /** Sets {@link CutoverEvent#source()}; {@link Source#UNKNOWN} unless set. */
        public Builder source(Source source) {
            this.source = source;
            return this;
        }

        /** Sets {@link CutoverEvent#change()}; {@link Change#UNKNOWN} unless set. */
        public Builder change(Change change) {
            this.change = change;
            return this;
        }

        /** Sets {@link CutoverEvent#move()}; empty unless set. */
        public Builder move(Optional<RouterMove> move) {
            this.move = move;
            return this;
        }

        /** Sets {@link CutoverEvent#cause()}; empty unless set. */
        public Builder cause(Optional<RollBackCause> cause) {
            this.cause = cause;
            return this;
        }

        /** Sets {@link CutoverEvent#sentence()}; empty unless set. */
        public Builder sentence(String sentence) {
            this.sentence = sentence;
            return this;
        }

        /** Sets {@link CutoverEvent#replayed()}; false unless set. */
        public Builder replayed(boolean replayed) {
            this.replayed = replayed;
            return this;
        }

        /**
         * The finished value.
         *
         * @throws ConfigurationException if a required value is null
         */
        public CutoverEvent build() {
            Kind kindOf = Input.given("event.kind", kind, "give one");
            Phase in = Input.given("event.phase", phase, "give one");
            Severity weight = severity == null ? severity(kindOf, in, outcome) : severity;
            return new Made(
                    number, at, release, cutoverId, in, kindOf, weight, outcome, sentence, source, change, move, cause,
                    replayed);
        }

        private static Severity severity(Kind kind, Phase phase, Optional<String> outcome) {
            return switch (kind) {
                case FINDING, WAY_BACK, ROLL_BACK -> Severity.WARNING;
                case ENDED -> ofEnd(outcome.orElse(phase.name()));
                default -> phase == Phase.NEEDS_ATTENTION ? Severity.ERROR : Severity.INFO;
            };
        }

        private static Severity ofEnd(String how) {
            return switch (how) {
                case "NEEDS_ATTENTION" -> Severity.ERROR;
                case "REFUSED", "ROLLED_BACK", "FROZEN", "ABANDONED" -> Severity.WARNING;
                default -> Severity.INFO;
            };
        }

        private record Made(
                int number,
                Instant at,
                String release,
                String cutoverId,
                Phase phase,
                Kind kind,
                Severity severity,
                Optional<String> outcome,
                String sentence,
                Source source,
                Change change,
                Optional<RouterMove> move,
                Optional<RollBackCause> cause,
                boolean replayed)
                implements CutoverEvent {

            Made {
                Input.given("event.at", at, "give one");
                release = Wording.line(Input.given("event.release", release, "give one"));
                cutoverId = Wording.line(Input.given("event.cutoverId", cutoverId, "give one"));
                outcome = Input.given("event.outcome", outcome, "give an empty one for none")
                        .map(Wording::line);
                sentence = Wording.lines(Input.given("event.sentence", sentence, "give an empty text for none"));
                Input.given("event.source", source, "give Source.UNKNOWN for none");
                Input.given("event.change", change, "give Change.UNKNOWN for none");
                Input.given("event.move", move, "give an empty one for none");
                Input.given("event.cause", cause, "give an empty one for none");
            }

            @Override
            public String toString() {
                return number + " " + at + " " + phase + " " + kind + " " + sentence
                        + (replayed ? " (redelivered)" : "");
            }
        }
    }
}
