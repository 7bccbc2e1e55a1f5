package dev.bluegreen.result;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What staging a track did.
 *
 * @param id of the operation
 * @param release which release
 * @param track the track that was staged
 * @param workload the track's workload as last seen
 * @param sentence how it ended, for a person
 * @param notes what is not as a plain clone would have it, such as fields that another writer keeps
 * @param started when it began
 * @param ended when it ended
 * @param history all that happened
 */
public record StageReport(
        String id,
        String release,
        Track track,
        Workload workload,
        String sentence,
        List<String> notes,
        Instant started,
        Instant ended,
        List<CutoverEvent> history) {

    /** Copies the lists; the sentence is plain text. */
    public StageReport {
        sentence = Wording.lines(sentence);
        notes = notes.stream().map(Wording::line).toList();
        history = List.copyOf(history);
    }

    /** How long it took. */
    public Duration took() {
        return Duration.between(started, ended);
    }

    @Override
    public String toString() {
        return notes.isEmpty() ? sentence : sentence + "\n  " + String.join("\n  ", notes);
    }
}
