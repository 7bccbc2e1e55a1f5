package dev.bluegreen.result;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one operation did.
 *
 * @param id the cutover's unique id
 * @param release the release
 * @param from the track that had traffic before; empty when that could not be read
 * @param to the track that was asked for; of a recovery or rollback with nothing to go to, the one that has the traffic or else BLUE
 * @param outcome how it ended
 * @param sentence how it ended and where traffic is now, for a person
 * @param active the track all production traffic is on now; empty when routers disagree or could not be read
 * @param milestone the furthest milestone reached; empty when nothing was applied
 * @param evidence the last evidence, hop by hop
 * @param objectives what was found of each objective; none when they were never watched
 * @param findings what preflight found, and what came up later
 * @param times when things happened
 * @param history every event, in order
 */
public record CutoverReport(
        String id,
        String release,
        Optional<Track> from,
        Track to,
        Outcome outcome,
        String sentence,
        Optional<Track> active,
        Optional<Milestone> milestone,
        List<Evidence> evidence,
        List<ObjectiveVerdict> objectives,
        List<Finding> findings,
        Times times,
        List<CutoverEvent> history) {

    /** Copies the lists; the sentence is plain text. */
    public CutoverReport {
        sentence = Wording.lines(sentence);
        evidence = List.copyOf(evidence);
        objectives = List.copyOf(objectives);
        findings = List.copyOf(findings);
        history = List.copyOf(history);
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
}
