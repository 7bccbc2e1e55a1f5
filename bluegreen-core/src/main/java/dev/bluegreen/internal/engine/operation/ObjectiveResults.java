package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.Tolerance;
import dev.bluegreen.internal.record.intent.Reached.State;
import dev.bluegreen.model.Finding;
import dev.bluegreen.result.ObjectiveVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Results of the objectives in one operation: over the steps, each of which restarts them, and the bake. Used by the
 * operation's thread.
 */
public final class ObjectiveResults {

    private final List<Slo> objectives;
    private final List<Tolerance> tolerances;
    private final List<Duration> patiences;
    private final List<SloTally> tallies;
    private final List<Finding> others = new ArrayList<>();
    private List<WatchedSlo> watched = List.of();
    private List<State> before = List.of();
    private boolean begun;

    ObjectiveResults(List<Slo> objectives, CallbackTraits traits) {
        this.objectives = objectives;
        this.tolerances = traits.tolerances();
        this.patiences = traits.patiences();
        this.tallies = told(traits.objectives()).stream().map(SloTally::new).toList();
    }

    /** A number distinguishes two of one name, or of none. */
    private static List<String> told(List<String> names) {
        List<String> all = new ArrayList<>();
        for (String name : names) {
            long before =
                    names.subList(0, all.size()).stream().filter(name::equals).count();
            all.add(before == 0 ? name : name + " (" + (before + 1) + ")");
        }
        return all;
    }

    /** Another process has watched them before, in the same step or bake. */
    public void goOn(List<State> states) {
        before = states;
        begun = !states.isEmpty();
        for (int i = 0; i < Math.min(states.size(), tallies.size()); i++) {
            tallies.get(i).goOn(states.get(i));
        }
    }

    /** Their results so far, for the record. */
    public List<State> states() {
        return watched.stream().map(WatchedSlo::state).toList();
    }

    /** The objectives for one time of watching: they remember nothing of the time before, and are counted on. */
    public List<WatchedSlo> begin() {
        begun = true;
        List<WatchedSlo> all = new ArrayList<>();
        for (int i = 0; i < objectives.size(); i++) {
            String recent = i < before.size() ? before.get(i).recent() : "";
            all.add(new WatchedSlo(objectives.get(i), tolerances.get(i), tallies.get(i), recent));
        }
        before = List.of();
        watched = all;
        return all;
    }

    /** The longest time that an objective without a verdict is waited for past the end; zero if all have one. */
    public Duration patience() {
        return IntStream.range(0, watched.size())
                .filter(place -> !watched.get(place).isJudged())
                .mapToObj(patiences::get)
                .reduce(Duration.ZERO, Longest::of);
    }

    /** One result per objective; none if they were never watched. */
    public List<ObjectiveVerdict> verdicts() {
        return begun ? tallies.stream().map(SloTally::verdict).toList() : List.of();
    }

    /** The objectives that were not judged, as the end of a success's sentence; empty if all were. */
    public String notJudged() {
        String names = unjudged().stream().map(ObjectiveVerdict::name).collect(Collectors.joining(", "));
        Stream<String> notJudged = names.isEmpty() ? Stream.empty() : Stream.of("not judged: " + names);
        return Stream.concat(notJudged, others.stream().map(Finding::sentence)).collect(Collectors.joining("; "));
    }

    public List<Finding> findings() {
        return Stream.concat(unjudged().stream().map(ObjectiveResults::finding), others.stream())
                .toList();
    }

    /** What else a success does not rest on. */
    public void found(Finding other) {
        others.add(other);
    }

    private List<ObjectiveVerdict> unjudged() {
        return verdicts().stream().filter(verdict -> !verdict.isJudged()).toList();
    }

    private static Finding finding(ObjectiveVerdict verdict) {
        return Finding.warning(
                "slo-not-judged",
                verdict.name() + " says nothing of this release: " + verdict.unjudged() + " of " + verdict.samples()
                        + " samples could not be judged, the last one said: " + verdict.last(),
                "look at it by hand; onNoData(ROLL_BACK) and onStoreDown(ROLL_BACK) of the bake send traffic back then");
    }
}
