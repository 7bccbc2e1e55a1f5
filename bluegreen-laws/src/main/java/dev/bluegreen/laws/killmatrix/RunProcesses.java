package dev.bluegreen.laws.killmatrix;

import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.Release;
import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.internal.Told;
import dev.bluegreen.laws.killmatrix.scene.CallFault;
import dev.bluegreen.laws.killmatrix.scene.KillCall;
import dev.bluegreen.laws.killmatrix.scene.KillScene;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.result.Cancellation;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.CutoverRequest;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus.Standby;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The processes of one run: each does one operation, and what it did is entered in the scene's history. */
final class RunProcesses {

    private final KillScene scene;
    private final List<KillCall> moves;
    private final Told told = new Told();

    /** @param moves the traffic writes of an undisturbed switch on such a scene */
    RunProcesses(KillScene scene, List<KillCall> moves) {
        this.scene = scene;
        this.moves = moves;
    }

    KillScene scene() {
        return scene;
    }

    /** Faulty sentences shown to people. */
    List<String> unreadable() {
        return Stream.concat(scene.unreadable().stream(), told.wrong().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** An operation that has to succeed, or there is nothing to try. */
    void undisturbed(String process, Fact.Operation operation, Function<Release, Object> act) {
        started(process, operation, Duration.ZERO);
        Object result = act.apply(scene.process(process));
        told.say(result);
        promised(result);
        ended(process, result);
    }

    /** A switch whose process dies at the last of its traffic writes. */
    void killedAtItsLastMove(CallFault callFault) {
        scene.spoil("earlier", moves.get(moves.size() - 1), callFault);
        attempt("earlier", Fact.Operation.SWITCH, Optional.of(callFault), release -> release.switchTo(GREEN));
    }

    /** An operation that may fail, and whose process may die in it. */
    Optional<Outcome> attempt(
            String process, Fact.Operation operation, Optional<CallFault> callFault, Function<Release, Object> act) {
        started(process, operation, callFault.isPresent() ? CallFault.LATE : Duration.ZERO);
        callFault.ifPresent(how -> enter(new Fact.Disturbed(process, how.name())));
        Optional<CutoverReport> report = report(scene.process(process), act).filter(any -> operation.movesTraffic());
        if (callFault.filter(CallFault::kills).isPresent()) {
            enter(new Fact.Killed(process));
            return Optional.empty();
        }
        Outcome outcome = report.map(CutoverReport::outcome).orElse(Outcome.UNCHANGED);
        enter(new Fact.Ended(process, outcome, report.flatMap(CutoverReport::active)));
        return Optional.of(outcome);
    }

    /** Checks the final status. */
    void lookAround() {
        try {
            told.say(scene.process("onlooker").status());
        } catch (BlueGreenException e) {
            told.say(e);
        }
    }

    private Optional<CutoverReport> report(Release release, Function<Release, Object> act) {
        try {
            Object result = act.apply(release);
            told.say(result);
            promised(result);
            return result instanceof CutoverReport report ? Optional.of(report) : Optional.empty();
        } catch (BlueGreenException e) {
            told.say(e);
            return e instanceof CutoverException failed ? Optional.of(failed.report()) : Optional.empty();
        }
    }

    private void started(String process, Fact.Operation operation, Duration more) {
        enter(new Fact.Started(process, operation, scene.within().plus(more)));
    }

    /** Enters what callers were told, which has to hold whatever the record says. */
    private void promised(Object result) {
        if (result instanceof Standby kept) {
            enter(new Fact.Kept(kept.track(), kept.until()));
        }
        if (result instanceof CutoverRequest request) {
            enter(new Fact.Requested(request.id(), "bob: OPS-1"));
        }
        if (result instanceof Cancellation cancelled && cancelled.done()) {
            enter(new Fact.Cancelled(cancelled.id()));
        }
    }

    private void ended(String process, Object result) {
        Optional<CutoverReport> report =
                result instanceof CutoverReport cutover ? Optional.of(cutover) : Optional.empty();
        enter(new Fact.Ended(
                process,
                report.map(CutoverReport::outcome).orElse(Outcome.UNCHANGED),
                report.flatMap(CutoverReport::active)));
    }

    private void enter(Fact fact) {
        scene.history().add(scene.time().now(), fact);
    }
}
