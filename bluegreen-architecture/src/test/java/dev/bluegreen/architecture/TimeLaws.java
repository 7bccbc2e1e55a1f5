package dev.bluegreen.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Time and threads come from one place, so that a test can run a day in milliseconds. */
final class TimeLaws {

    private static final String CONSTRUCTOR = "<init>";
    private static final Set<String> WALL_CLOCKS = Set.of(
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.LocalTime",
            "java.time.OffsetDateTime",
            "java.time.ZonedDateTime");

    private static final List<String> MEASURING = List.of(
            "spi.SystemTime",
            "testkit.time.VirtualTime",
            "internal.http.",
            "testkit.ReadyWait",
            "testkit.traffic.",
            "testkit.internal.dataplane.",
            "testkit.internal.loopback.");
    private static final List<String> THREADED = List.of(
            "internal.http.Lookups",
            "spi.JvmHook",
            "spi.SystemTime",
            "testkit.time.SerialThreads",
            "testkit.time.VirtualTime",
            "testkit.traffic.",
            "testkit.internal.api.FakeApi",
            "testkit.internal.client.Clients",
            "testkit.internal.dataplane.",
            "testkit.internal.loopback.",
            "testkit.internal.gate.Gate");

    private TimeLaws() {}

    static List<Law> all() {
        return List.of(
                Law.of("nobody sleeps", l -> never(l, List.of(), TimeLaws::sleeps), "cutover.Sleeps"),
                Law.of(
                        "only Time reads the clock",
                        l -> never(l, List.of("spi.SystemTime"), TimeLaws::readsTheClock),
                        "cutover.ReadsTheClock",
                        "cutover.RefersToTheClock"),
                Law.of(
                        "only Time and what measures real traffic read the stop watch",
                        l -> never(l, MEASURING, TimeLaws::readsTheStopWatch),
                        "cutover.ReadsTheStopWatch"),
                Law.of(
                        "only Time and what serves or sends real HTTP start threads",
                        l -> never(l, THREADED, TimeLaws::startsThreads),
                        "cutover.StartsThreads",
                        "cutover.BorrowsThreads"));
    }

    /** The allowed are top-level classes, or packages with a dot at the end. */
    private static ArchRule never(Layout layout, List<String> allowed, Access forbidden) {
        return noClasses()
                .that(DescribedPredicate.not(describe("are allowed to", type -> isAllowed(layout, allowed, type))))
                .should()
                .accessTargetWhere(describe("this is forbidden here", access -> forbidden.is(access.getTarget())));
    }

    private static boolean isAllowed(Layout layout, List<String> allowed, JavaClass type) {
        return allowed.stream()
                .map(layout::name)
                .anyMatch(name -> name.endsWith(".") ? type.getName().startsWith(name) : Layout.isInside(name, type));
    }

    private static boolean sleeps(AccessTarget target) {
        return calls(target, Thread.class, "sleep")
                || calls(target, TimeUnit.class, "sleep")
                || (target.getOwner().isEquivalentTo(LockSupport.class)
                        && target.getName().startsWith("park"));
    }

    private static boolean readsTheClock(AccessTarget target) {
        return calls(target, System.class, "currentTimeMillis")
                || calls(target, Date.class, CONSTRUCTOR)
                || (target.getOwner().isEquivalentTo(java.time.Clock.class)
                        && (target.getName().startsWith("system")
                                || target.getName().startsWith("tick")))
                || (WALL_CLOCKS.contains(target.getOwner().getName())
                        && target.getName().equals("now"));
    }

    private static boolean readsTheStopWatch(AccessTarget target) {
        return calls(target, System.class, "nanoTime");
    }

    private static boolean startsThreads(AccessTarget target) {
        return constructs(target, Thread.class)
                || constructs(target, ThreadPoolExecutor.class)
                || constructs(target, ForkJoinPool.class)
                || constructs(target, Timer.class)
                || target.getOwner().isEquivalentTo(Executors.class)
                || calls(target, Thread.class, "startVirtualThread")
                || calls(target, CompletableFuture.class, "runAsync")
                || calls(target, CompletableFuture.class, "supplyAsync");
    }

    private static boolean calls(AccessTarget target, Class<?> owner, String name) {
        return target.getOwner().isEquivalentTo(owner) && target.getName().equals(name);
    }

    private static boolean constructs(AccessTarget target, Class<?> type) {
        return target.getName().equals(CONSTRUCTOR) && target.getOwner().isAssignableTo(type);
    }

    private interface Access {

        boolean is(AccessTarget target);
    }
}
