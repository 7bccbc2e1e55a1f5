package dev.bluegreen.laws.killmatrix;

import dev.bluegreen.laws.killmatrix.scene.Blow;
import dev.bluegreen.laws.killmatrix.scene.CallFault;
import dev.bluegreen.laws.killmatrix.scene.KillCall;
import dev.bluegreen.laws.killmatrix.scene.KillScene;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.internal.Given;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the API calls of each operation, then spoils each of them in each way, one a run, each run on a scene of its own.
 * After a run another process recovers what was left, and all that happened is held against the laws.
 *
 * <p>Operations that move traffic are also run with a {@link Blow} to the new track right before each call, alone and with
 * the process killed after that call; then all traffic has to be on the old track again, or to get there by a rollback.
 * Immutable.
 */
public final class KillMatrix {

    private static final Logger LOG = LoggerFactory.getLogger(KillMatrix.class);

    private final Supplier<? extends KillScene> scenes;
    private final List<KillOperation> operations;
    private final List<CallFault> callFaults;
    private final List<Blow> blows;
    private final Predicate<KillCall> wanted;
    private final int every;
    private final Consumer<String> progress;

    private KillMatrix(
            Supplier<? extends KillScene> scenes,
            List<KillOperation> operations,
            List<CallFault> callFaults,
            List<Blow> blows,
            Predicate<KillCall> wanted,
            int every,
            Consumer<String> progress) {
        this.scenes = scenes;
        this.operations = operations;
        this.callFaults = callFaults;
        this.blows = blows;
        this.wanted = wanted;
        this.every = every;
        this.progress = progress;
    }

    /**
     * All operations, all calls, all call faults, all blows.
     *
     * @param scenes sets a new scene for each run; called on several threads
     */
    public static KillMatrix of(Supplier<? extends KillScene> scenes) {
        return new KillMatrix(
                Given.any("scenes", scenes),
                List.of(KillOperation.values()),
                List.of(CallFault.values()),
                List.of(Blow.values()),
                call -> true,
                1,
                LOG::info);
    }

    /** Only these operations. */
    public KillMatrix operations(KillOperation... some) {
        return new KillMatrix(scenes, Given.all("operations", some), callFaults, blows, wanted, every, progress);
    }

    /** Only these call faults, and no blow. */
    public KillMatrix callFaults(CallFault... some) {
        return new KillMatrix(scenes, operations, Given.all("call faults", some), List.of(), wanted, every, progress);
    }

    /** Only these blows, and no call fault but that the process is killed. */
    public KillMatrix blows(Blow... some) {
        return new KillMatrix(scenes, operations, List.of(), Given.all("blows", some), wanted, every, progress);
    }

    /** Only these calls, such as the one that a failure names. */
    public KillMatrix calls(Predicate<KillCall> some) {
        return new KillMatrix(scenes, operations, callFaults, blows, Given.any("calls", some), every, progress);
    }

    /**
     * Only one of n runs, the same ones each time, drawn from among each n in a row: a part for where there is no time for all.
     *
     * @throws ConfigurationException if n is below 1
     */
    public KillMatrix every(int n) {
        Given.between("every", n, 1, Integer.MAX_VALUE);
        return new KillMatrix(scenes, operations, callFaults, blows, wanted, n, progress);
    }

    /**
     * Tells how far it is, now and then, a line each; by default to the log, at INFO.
     *
     * @param line called on several threads, never on two at once
     */
    public KillMatrix progress(Consumer<String> line) {
        return new KillMatrix(scenes, operations, callFaults, blows, wanted, every, Given.any("progress", line));
    }

    /** Executes the runs. Blocks, in real time about a fifth of a second of one processor for each. */
    public KillMatrixResult run() {
        KillScene undisturbed = scenes.get();
        List<KillCall> switching = KillRun.calls(KillOperation.SWITCH, undisturbed, List.of());
        List<KillCall> moves = switching.stream().filter(undisturbed::isMove).toList();
        requireMoves(moves, switching);
        Map<KillOperation, List<KillCall>> calls = new EnumMap<>(KillOperation.class);
        Workers.doAll(
                        operations,
                        operation -> Map.entry(
                                operation,
                                operation == KillOperation.SWITCH
                                        ? switching
                                        : KillRun.calls(operation, scenes.get(), moves)))
                .forEach(made -> calls.put(made.getKey(), made.getValue()));
        List<KillRun> all = operations.stream()
                .flatMap(operation -> calls.getOrDefault(operation, List.of()).stream()
                        .filter(wanted)
                        .flatMap(call -> runs(operation, call, moves, hasMoved(operation, call, switching, moves))))
                .toList();
        List<KillRun> some = IntStream.range(0, all.size())
                .filter(this::isOneOfMany)
                .mapToObj(all::get)
                .toList();
        Progress told = new Progress(some.size(), progress);
        return new KillMatrixResult(calls, Workers.doAll(some, run -> told.after(result(run))));
    }

    /**
     * True if all traffic is on the new track when the call is made. Before that, what happens to the new track between the
     * last look at it and the move is what no router's API can rule out.
     */
    private static boolean hasMoved(
            KillOperation operation, KillCall call, List<KillCall> switching, List<KillCall> moves) {
        boolean isSwitch = operation == KillOperation.SWITCH || operation == KillOperation.SWITCH_RESUMED;
        return !isSwitch || switching.indexOf(call) > switching.indexOf(moves.get(moves.size() - 1));
    }

    private Stream<KillRun> runs(KillOperation operation, KillCall call, List<KillCall> moves, boolean moved) {
        Stream<KillRun> spoiled = callFaults.stream()
                .map(callFault -> new KillRun(operation, call, Optional.of(callFault), Optional.empty(), moves));
        Stream<KillRun> struck = blows.stream()
                .filter(blow -> operation.moves() && moved)
                .flatMap(blow -> Stream.of(Optional.<CallFault>empty(), Optional.of(CallFault.KILLED_AFTER))
                        .map(callFault -> new KillRun(operation, call, callFault, Optional.of(blow), moves)));
        return Stream.concat(spoiled, struck);
    }

    private static void requireMoves(List<KillCall> moves, List<KillCall> switching) {
        if (moves.isEmpty()) {
            throw new IllegalStateException("a switch made no call that the scene's isMove(...) knows as a move of"
                    + " traffic, among " + switching + "; say there which call moves this router");
        }
    }

    /** An error outside the release is a failure of that run; other runs continue. */
    private KillRunResult result(KillRun run) {
        try {
            return run.on(scenes.get());
        } catch (RuntimeException | Error e) {
            return KillRunResult.broken(run, e);
        }
    }

    /** One of each n in a row, drawn: a fixed step would meet the same few call faults again and again. */
    private boolean isOneOfMany(int number) {
        return number % every == new SplittableRandom(number / every).nextInt(every);
    }
}
