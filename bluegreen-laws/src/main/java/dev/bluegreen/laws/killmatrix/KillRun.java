package dev.bluegreen.laws.killmatrix;

import dev.bluegreen.Release;
import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.Violation;
import dev.bluegreen.laws.killmatrix.scene.Blow;
import dev.bluegreen.laws.killmatrix.scene.CallFault;
import dev.bluegreen.laws.killmatrix.scene.KillCall;
import dev.bluegreen.laws.killmatrix.scene.KillScene;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One operation whose one call is spoiled, or before whose one call the new track is struck, and what comes after: another process recovers what was left, and where something
 * may still be on its way the release is used again before that lands.
 *
 * @param callFault what goes wrong with the call; empty when nothing does
 * @param blow what befalls the new track right before the call; empty when nothing does
 * @param moves the traffic writes of an undisturbed switch on such a scene
 */
record KillRun(
        KillOperation operation,
        KillCall call,
        Optional<CallFault> callFault,
        Optional<Blow> blow,
        List<KillCall> moves) {

    /** As many reads of one kind every recovery makes. */
    private static final int LOOKS = 3;

    private static final String VICTIM = "victim";

    /** The calls of an undisturbed operation. */
    static List<KillCall> calls(KillOperation operation, KillScene scene, List<KillCall> moves) {
        try (scene) {
            RunProcesses processes = new RunProcesses(scene, moves);
            operation.prepare(processes);
            if (operation == KillOperation.RETIRE && scene.failsOpen()) {
                processes.attempt(VICTIM, operation.inHistory(), Optional.empty(), acting(operation, processes));
            } else {
                processes.undisturbed(VICTIM, operation.inHistory(), acting(operation, processes));
            }
            return scene.calls(VICTIM);
        }
    }

    KillRunResult on(KillScene scene) {
        try (scene) {
            RunProcesses processes = new RunProcesses(scene, moves);
            operation.prepare(processes);
            spoil(scene);
            Optional<Outcome> first =
                    processes.attempt(VICTIM, operation.inHistory(), callFault, acting(operation, processes));
            List<Violation> left = callFault.isEmpty() ? new WayBack(processes).ended() : List.of();
            Optional<Outcome> second = recovered(processes);
            operation.tempt(processes, callFault);
            if (callFault.equals(Optional.of(CallFault.DELIVERED_LATE))) {
                useBeforeItLands(processes);
            }
            List<Violation> untold = new LateWrites(scene).untold();
            List<Violation> lost = blow.isPresent() ? new WayBack(processes).gone() : List.of();
            scene.history().add(scene.time().now(), scene.rest());
            processes.lookAround();
            return result(
                    processes,
                    Stream.of(first, second).flatMap(Optional::stream).toList(),
                    Stream.of(left, untold, lost).flatMap(List::stream).toList());
        }
    }

    private void spoil(KillScene scene) {
        blow.ifPresentOrElse(
                strikes -> scene.strike(VICTIM, call, strikes, callFault),
                () -> scene.spoil(VICTIM, call, callFault.orElseThrow()));
    }

    private static Function<Release, Object> acting(KillOperation operation, RunProcesses processes) {
        return release -> operation.act(release, VICTIM, processes);
    }

    private Optional<Outcome> recovered(RunProcesses processes) {
        Fact.Rest rest = processes.scene().rest();
        Fact.Operation rescue = operation.rescue(rest.unfinished().isPresent());
        Function<Release, Object> act = switch (rescue) {
            case RESUME -> Release::resume;
            case RESUME_DUE -> any -> processes.scene().resumeDue("rescuer");
            default -> Release::recover;
        };
        return rest.unfinished().isEmpty() && rest.holder().isEmpty()
                ? Optional.empty()
                : processes.attempt("rescuer", rescue, Optional.empty(), act);
    }

    /** The other track gets the traffic meanwhile, so that what lands late would do harm. */
    private static void useBeforeItLands(RunProcesses processes) {
        Track other = processes.scene().rest().recorded().orElse(Track.BLUE).other();
        processes.scene().standUp();
        processes.attempt("next", Fact.Operation.SWITCH, Optional.empty(), release -> release.switchTo(other));
        processes.scene().time().advance(CallFault.MUCH_LATER);
    }

    private KillRunResult result(RunProcesses processes, List<Outcome> outcomes, List<Violation> seen) {
        KillScene scene = processes.scene();
        List<Violation> violations = Stream.concat(scene.history().violations().stream(), seen.stream())
                .toList();
        boolean attention = !outcomes.isEmpty() && outcomes.get(outcomes.size() - 1) == Outcome.NEEDS_ATTENTION;
        return new KillRunResult(
                this,
                violations.isEmpty() && attention,
                scene.lateWrites(),
                violations,
                processes.unreadable(),
                scene.isSpoiled() || mayNotCome()
                        ? Optional.empty()
                        : Optional.of("the call did not come, so nothing was tried"),
                violations.isEmpty() ? "" : scene.history().toString());
    }

    /**
     * A recovery that proves where traffic stands looks at AWS once more, or not, by which of the answers to reads made side by
     * side comes first.
     */
    private boolean mayNotCome() {
        boolean recovers = operation == KillOperation.RECOVER_FINISHING || operation == KillOperation.RECOVER_UNDOING;
        return recovers
                && call.nth() > LOOKS
                && (call.verb().startsWith("Describe") || call.verb().startsWith("List"));
    }

    @Override
    public String toString() {
        String what = Stream.of(blow, callFault)
                .flatMap(Optional::stream)
                .map(Enum::toString)
                .collect(Collectors.joining(", "));
        return operation + ", " + call + ", " + what;
    }
}
