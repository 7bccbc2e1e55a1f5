package dev.bluegreen.laws.schedule;

import dev.bluegreen.laws.Fact.Operation;
import dev.bluegreen.laws.schedule.Schedule.CallFault;
import dev.bluegreen.laws.schedule.Schedule.Freezes;
import dev.bluegreen.laws.schedule.Schedule.Incident;
import dev.bluegreen.laws.schedule.Schedule.Kind;
import dev.bluegreen.laws.schedule.Schedule.Minutes;
import dev.bluegreen.laws.schedule.Schedule.Setup;
import dev.bluegreen.laws.schedule.Schedule.Task;
import dev.bluegreen.laws.schedule.Schedule.What;
import dev.bluegreen.model.Track;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What people do to a schedule: they freeze and stop releases, request and cancel cutovers, close the way back, and shut down
 * processes, at any moment.
 */
final class People {

    private static final List<String> CALLS =
            List.of("save", "save", "save", "save", "shift 0", "shift 0", "shift 1", "load", "observe 0", "notice");

    private static final List<Operation> AFTERWARDS =
            List.of(Operation.CLOSE, Operation.CLOSE, Operation.CANCEL, Operation.RESUME, Operation.RESUME_DUE);

    private static final List<Kind> MEANWHILE = List.of(
            Kind.STOPPED,
            Kind.STOPPED,
            Kind.STOPPED,
            Kind.CLOSED,
            Kind.CANCELLED,
            Kind.CANCELLED,
            Kind.SHUT_DOWN,
            Kind.LEFT);

    private final Schedule drawn;
    private final Random random;
    private final int releasers;

    People(Schedule drawn) {
        this.drawn = drawn;
        this.random = new Random(drawn.seed() * 0xD1342543DE82EF95L + 7);
        this.releasers = drawn.setup().skews().size();
    }

    Schedule schedule() {
        Setup setup = frozen(drawn.setup(), freezes());
        return new Schedule(
                drawn.seed(),
                setup,
                tasks(),
                with(drawn.callFaults(), between(0, 3), this::callFault).stream()
                        .filter(fault ->
                                fault.kind() != Kind.STOPPED || setup.freezes().isStoppable())
                        .toList(),
                with(drawn.incidents(), between(0, 2), this::incident).stream()
                        .filter(incident -> matters(incident.what(), setup))
                        .toList());
    }

    private Freezes freezes() {
        boolean hasWindows = oneIn(2);
        return new Freezes(
                hasWindows && oneIn(2) ? Optional.of(minutes()) : Optional.empty(),
                hasWindows && oneIn(2),
                hasWindows && oneIn(2) ? Duration.ofMinutes(between(1, 3)) : Duration.ZERO,
                oneIn(2) ? Duration.ofSeconds(oneIn(4) ? 20 : 3_600) : Duration.ZERO,
                hasWindows && oneIn(3),
                oneIn(2) ? Duration.ofSeconds(between(10, 80)) : Duration.ZERO);
    }

    private Minutes minutes() {
        int from = between(0, 2);
        return new Minutes(from, from + between(1, 2));
    }

    /** A window is judged by the clock of each process: that of the history then has to be the same. */
    private static Setup frozen(Setup setup, Freezes freezes) {
        boolean waits = freezes.hasWindows();
        return new Setup(
                setup.routers(),
                setup.pods(),
                setup.bake(),
                setup.standby(),
                setup.overStandby(),
                setup.approved(),
                new Freezes(
                        freezes.denied(),
                        freezes.ofNamespace(),
                        waits ? freezes.waiting() : Duration.ZERO,
                        freezes.holding(),
                        freezes.overriding(),
                        freezes.thinking()),
                setup.skews().stream().map(skew -> waits ? Duration.ZERO : skew).toList());
    }

    /** Some switches are requested instead, and some tasks are followed by what people do. */
    private List<Task> tasks() {
        return drawn.tasks().stream()
                .map(task -> task.operation() == Operation.SWITCH && oneIn(4) ? as(task, Operation.REQUEST) : task)
                .flatMap(task -> oneIn(4) ? Stream.of(task, following(task)) : Stream.of(task))
                .toList();
    }

    private static Task as(Task task, Operation other) {
        return new Task(task.releaser(), task.after(), other, task.track());
    }

    private Task following(Task before) {
        return new Task(before.releaser(), soon(), of(AFTERWARDS), before.track());
    }

    private Duration soon() {
        return oneIn(2) ? Duration.ofMillis(between(0, 500)) : Duration.ofSeconds(between(0, 60));
    }

    private CallFault callFault() {
        return new CallFault(
                random.nextInt(releasers),
                CALLS.get(random.nextInt(CALLS.size())),
                between(1, 6),
                of(MEANWHILE),
                Duration.ofSeconds(between(1, 100)));
    }

    private Incident incident() {
        return new Incident(
                Duration.ofMillis(between(0, 90_000)),
                of(List.of(What.STOP, What.WINDOWS, What.BREACH)),
                Track.GREEN,
                between(1, 90));
    }

    private static boolean matters(What what, Setup setup) {
        return switch (what) {
            case STOP -> setup.freezes().isStoppable();
            case WINDOWS -> setup.freezes().ofNamespace();
            case BREACH -> !setup.bake().isZero();
            default -> true;
        };
    }

    private static <T> List<T> with(List<T> all, int more, Supplier<T> generator) {
        List<T> longer = new ArrayList<>(all);
        longer.addAll(Stream.generate(generator).limit(more).toList());
        return longer;
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    private <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
