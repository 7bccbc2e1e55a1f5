package dev.bluegreen.testkit.killmatrix;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Records the API calls of each operation, then spoils each of them in each way, one a run, each run on a scene of its own.
 * After a run another process recovers what was left, and all that happened is held against the laws. Immutable.
 */
public final class KillMatrix {

    private final Supplier<? extends KillScene> scenes;
    private final List<KillOperation> operations;
    private final List<Mishap> mishaps;
    private final Predicate<KillCall> wanted;
    private final int every;

    private KillMatrix(
            Supplier<? extends KillScene> scenes,
            List<KillOperation> operations,
            List<Mishap> mishaps,
            Predicate<KillCall> wanted,
            int every) {
        this.scenes = scenes;
        this.operations = operations;
        this.mishaps = mishaps;
        this.wanted = wanted;
        this.every = every;
    }

    /**
     * All operations, all calls, all mishaps.
     *
     * @param scenes sets a new scene for each run; called on several threads
     */
    public static KillMatrix of(Supplier<? extends KillScene> scenes) {
        return new KillMatrix(scenes, List.of(KillOperation.values()), List.of(Mishap.values()), call -> true, 1);
    }

    /** Only these operations. */
    public KillMatrix operations(KillOperation... some) {
        return new KillMatrix(scenes, List.of(some), mishaps, wanted, every);
    }

    /** Only these mishaps. */
    public KillMatrix mishaps(Mishap... some) {
        return new KillMatrix(scenes, operations, List.of(some), wanted, every);
    }

    /** Only these calls, such as the one that a failure names. */
    public KillMatrix calls(Predicate<KillCall> some) {
        return new KillMatrix(scenes, operations, mishaps, some, every);
    }

    /**
     * Only one of n runs, the same ones each time, drawn from among each n in a row: a part for where there is no time for all.
     *
     * @throws IllegalArgumentException if n is below 1
     */
    public KillMatrix every(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("every(" + n + "): give 1 for all runs, or more to leave some out");
        }
        return new KillMatrix(scenes, operations, mishaps, wanted, n);
    }

    /** Does the runs. Blocks, in real time about a fifth of a second of one processor for each. */
    public KillMatrixResult run() {
        List<KillCall> switching = KillRun.calls(KillOperation.SWITCH, scenes.get(), List.of());
        List<KillCall> moves = switching.stream().filter(KillCall::isMove).toList();
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
                        .flatMap(call -> mishaps.stream().map(mishap -> new KillRun(operation, call, mishap, moves))))
                .toList();
        List<KillRun> some = IntStream.range(0, all.size())
                .filter(this::isOneOfMany)
                .mapToObj(all::get)
                .toList();
        return new KillMatrixResult(calls, Workers.doAll(some, this::result));
    }

    /** Whatever a run ends with that is not of the release is a failure of that run, and the others go on. */
    private KillRunResult result(KillRun run) {
        try {
            return run.on(scenes.get());
        } catch (RuntimeException | Error e) {
            return KillRunResult.broken(run, e);
        }
    }

    /** One of each n in a row, drawn: a fixed step would meet the same few mishaps again and again. */
    private boolean isOneOfMany(int number) {
        return number % every == new SplittableRandom(number / every).nextInt(every);
    }
}
