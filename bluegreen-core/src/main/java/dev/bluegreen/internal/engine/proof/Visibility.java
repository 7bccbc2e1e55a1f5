package dev.bluegreen.internal.engine.proof;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.write.Progress.Applied;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether the watched objects are seen. A watch that is cut off shows the past: that is no data, and a release that was not
 * seen did not go well. Used by the operation's thread.
 */
final class Visibility {

    /** A watch is reopened every few minutes, which is not reported. */
    private static final Duration BLINK = Duration.ofSeconds(3);

    private final Context context;
    private final OngoingCutover cutover;
    private final String name;
    private final Instant begun;
    private Duration blind = Duration.ZERO;
    private Optional<Instant> blindSince = Optional.empty();
    private String unseen = "";
    private boolean everSeen;

    /** @param name of the time of watching, in a sentence */
    Visibility(OngoingCutover cutover, String name) {
        this.context = cutover.context();
        this.cutover = cutover;
        this.name = name;
        this.begun = context.time().now();
    }

    /** Looks whether everything is seen now; tells when that changes. */
    boolean look() {
        Optional<Instant> since = unseenSince();
        if (since.isPresent() && blindSince.isEmpty()) {
            blindSince = Optional.of(context.time().now());
            context.tell(
                    Kind.FINDING,
                    "nothing was seen of " + unseen + " since " + Wording.of(since.get())
                            + ": its state is unknown until it is seen again");
        } else if (since.isEmpty() && blindSince.isPresent()) {
            blind = blindFor();
            blindSince = Optional.empty();
            context.note(Kind.FINDING, unseen + " is seen again");
        }
        everSeen |= since.isEmpty();
        return since.isEmpty();
    }

    boolean isBlind() {
        return blindSince.isPresent();
    }

    /** True if there was a look at which everything was seen. */
    boolean everSeen() {
        return everSeen;
    }

    /** The unseen state and its duration; empty for short gaps. */
    String missed() {
        Duration all = blindFor();
        return all.compareTo(BLINK) < 0
                ? ""
                : "nothing was seen of " + unseen + " for " + Wording.of(all) + " of " + name + ", which took "
                        + Wording.of(Duration.between(begun, context.time().now()));
    }

    Optional<Finding> finding() {
        return Optional.of(missed())
                .filter(sentence -> !sentence.isEmpty())
                .map(sentence -> Finding.warning(
                        "bake-unseen", sentence, "look at the track by hand; see why the watches were cut off"));
    }

    private Duration blindFor() {
        return blindSince
                .map(since -> blind.plus(Duration.between(since, context.time().now())))
                .orElse(blind);
    }

    private Optional<Instant> unseenSince() {
        TreeMap<Instant, String> all = new TreeMap<>();
        cutover.seen()
                .unseenSince()
                .ifPresent(since ->
                        all.put(since, "the pods of " + context.release().name()));
        for (Applied write : cutover.progress().applied()) {
            write.strategy()
                    .unseenSince(context.release())
                    .ifPresent(since -> all.put(since, write.strategy().router()));
        }
        if (all.isEmpty()) {
            return Optional.empty();
        }
        unseen = all.firstEntry().getValue();
        return Optional.of(all.firstKey());
    }
}
