package dev.bluegreen.integration;

import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.laws.killmatrix.KillMatrix;
import dev.bluegreen.laws.killmatrix.KillMatrixResult;
import dev.bluegreen.laws.killmatrix.scene.KillScene;
import dev.bluegreen.laws.killmatrix.scene.ObjectScene;
import dev.bluegreen.laws.schedule.RandomSchedules;
import dev.bluegreen.laws.schedule.SchedulesResult;
import dev.bluegreen.spi.Time;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Tries to break the laws of a release, and counts. Over HTTP, on the fake cluster: each API call of each operation, killed
 * before and after it took effect, and with each fault; so too the calls to a fake AWS. In memory: random schedules of one to five releasers whose calls
 * fail, are late, or end their process.
 *
 * <p>{@code -Dseeds=1000000} runs that many schedules, and a tenth as many of rivals and of traffic that moves in steps;
 * {@code -Dkillmatrix.every=20} only one of twenty runs over HTTP. Of the strategies that call AWS it does one of ten, because
 * they make many more calls; {@code -Dkillmatrix.aws.every=1} does all.
 */
final class LongRun {

    private static final int SEEDS = 2_000;
    private static final int LESS = 10;
    private static final int TENTH = 10;

    private final PrintStream out;
    private int schedules;
    private int kills;
    private int faults;
    private int failed;

    private LongRun(PrintStream out) {
        this.out = out;
    }

    /** Runs all, and exits 1 when a law was broken. */
    public static void main(String[] args) {
        if (!new LongRun(System.out).run()) {
            System.exit(1);
        }
    }

    /** True if no law was broken. */
    private boolean run() {
        // A lock that is lost and a watch that breaks are what this is about, and no news.
        System.setProperty("org.slf4j.simpleLogger.log.dev.bluegreen", "off");
        System.setProperty("org.slf4j.simpleLogger.log.io.fabric8", "off");
        overHttp("one Service", 1);
        overHttp("two Services", 2);
        onAws("target groups of an ALB", AwsKillScenes::targetGroups);
        onAws("a rule and its listener, both", AwsKillScenes::ruleAndListener);
        onAws("weighted records in Route 53", AwsKillScenes::weightedRecords);
        onAws("a failover pair in Route 53", AwsKillScenes::failoverRecords);
        int seeds = Integer.getInteger("seeds", SEEDS);
        out.printf(
                "%-42s %10s %11s %9s %9s %7s%n", "in memory", "schedules", "operations", "faults", "kills", "broken");
        all("anything may happen", RandomSchedules::inMemory, seeds);
        all(
                "rivals that sleep longer than the lease",
                () -> RandomSchedules.inMemory().rivals(),
                seeds / LESS);
        all(
                "traffic that moves in steps",
                () -> RandomSchedules.inMemory().moving(Schedule.linear(40, Duration.ofSeconds(5))),
                seeds / LESS);
        out.println("kill points: " + kills + ", faults: " + faults + ", schedules: " + schedules + ", law violations: "
                + failed);
        return failed == 0;
    }

    private void overHttp(String what, int services) {
        run(what, KillMatrix.of(() -> scene(services)), Integer.getInteger("killmatrix.every", 1));
    }

    private void onAws(String what, Supplier<KillScene> scenes) {
        run(what, AwsKillScenes.matrix(scenes), Integer.getInteger("killmatrix.aws.every", TENTH));
    }

    private void run(String what, KillMatrix matrix, int every) {
        out.println(what + (every == 1 ? "" : ", one of " + every + " runs"));
        KillMatrixResult result = matrix.every(every).run();
        out.println(result);
        result.failures().forEach(out::println);
        kills += result.killPoints();
        faults += result.faults();
        failed += result.failures().size();
    }

    private static KillScene scene(int services) {
        return ObjectScene.services(
                (client, time) -> Fabric8Platform.of(client).withTime(time), Fabric8Platform::selectorPatch, services);
    }

    private void all(String what, Supplier<RandomSchedules> kinds, int seeds) {
        SchedulesResult.Counts result = new ManySchedules(out, what, seeds, Time.system()).run(kinds);
        out.printf(
                "%-42s %10d %11d %9d %9d %7d%n",
                what, result.schedules(), result.operations(), result.faults(), result.kills(), result.failed());
        schedules += result.schedules();
        kills += result.kills();
        faults += result.faults();
        failed += result.failed();
    }
}
