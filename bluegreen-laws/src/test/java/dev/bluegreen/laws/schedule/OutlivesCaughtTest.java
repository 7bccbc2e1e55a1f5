package dev.bluegreen.laws.schedule;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.laws.Fact.Operation;
import dev.bluegreen.laws.Law;
import dev.bluegreen.laws.Violation;
import dev.bluegreen.laws.schedule.Schedule.CallFault;
import dev.bluegreen.laws.schedule.Schedule.Kind;
import dev.bluegreen.laws.schedule.Schedule.Setup;
import dev.bluegreen.laws.schedule.Schedule.Task;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Engines that forget what was asked for when the process dies that was asked: each is caught by law 11. */
class OutlivesCaughtTest {

    private static final Duration BAKE = Duration.ofMinutes(1);
    private static final Pattern PLAN = Pattern.compile("\"plan\":\\{\"hash\":\"([^\"]+)\"");

    /** In the bake, and while the approval is waited for. */
    private static final int BAKING = 6;

    private static final int APPROVING = 2;

    @Test
    void anEngineThatForgetsNothingIsNotCaught() {
        for (int save = 1; save <= BAKING + 3; save++) {
            RunResult result = run(save, UnaryOperator.identity(), (releaser, builder) -> builder);

            assertThat(result.wrong())
                    .as("killed at save %d: %s", save, result.history())
                    .isEmpty();
            assertThat(result.kills()).isEqualTo(1);
        }
    }

    @Test
    void aBakeThatIsLeftOutIsCaught() {
        assertCaught(run(BAKING, forgetting("\"baked\":\"PT[^\"]*\"", "\"baked\":\"PT60S\"")), "was watched for");
    }

    @Test
    void anObjectiveThatIsDroppedIsCaught() {
        UnaryOperator<String> dropping =
                forgetting("\"objectives\":\\[.*?\\],\"standby\"", "\"objectives\":[],\"standby\"");

        assertCaught(
                run(BAKING, dropping, (releaser, builder) -> releaser.equals("p-1") ? builder.bake(BAKE) : builder),
                "ended without its objectives");
    }

    @Test
    void anApprovalThatIsForgottenIsCaught() {
        assertCaught(
                run(APPROVING, OutlivesCaughtTest::forged, (releaser, builder) -> builder), "nobody had approved it");
    }

    @Test
    void aStandbyThatIsLostIsCaught() {
        assertCaught(
                run(
                        BAKING,
                        forgetting("\"standby\":\\{\"duration\":\"PT[^\"]*\"", "\"standby\":{\"duration\":\"PT0S\"")),
                "is not kept for");
    }

    private static UnaryOperator<String> forgetting(String what, String instead) {
        return json -> json.replaceFirst(what, instead);
    }

    /** Says that somebody approved. */
    private static String forged(String json) {
        Matcher plan = PLAN.matcher(json);
        return plan.find()
                ? json.replace(
                        "\"approvals\":[]",
                        "\"approvals\":[{\"by\":\"eve\",\"why\":\"\",\"at\":\"2026-01-01T00:00:00Z\",\"plan\":\""
                                + plan.group(1) + "\"}]")
                : json;
    }

    private static RunResult run(int save, UnaryOperator<String> kept) {
        return run(save, kept, (releaser, builder) -> builder);
    }

    private static RunResult run(
            int save, UnaryOperator<String> kept, BiFunction<String, ReleaseBuilder, ReleaseBuilder> setting) {
        Setup setup = new Setup(
                1, 3, BAKE, Duration.ofMinutes(30), false, true, Schedule.Freezes.NONE, List.of(Duration.ZERO));
        Schedule schedule = new Schedule(
                2,
                setup,
                List.of(new Task(0, Duration.ZERO, Operation.SWITCH, GREEN)),
                List.of(new CallFault(0, "save", save, Kind.KILLED_AFTER, Duration.ZERO)),
                List.of());
        try (Scene scene = new BrokenScene(
                MemoryScene.factory().open(2, 1, 3),
                UnaryOperator.identity(),
                records -> new BrokenStores.Forgetful(records, kept),
                UnaryOperator.identity())) {
            return new Run(schedule, scene, dev.bluegreen.cutover.Schedule.allAtOnce(), setting).result();
        }
    }

    private static void assertCaught(RunResult result, String sentence) {
        assertThat(result.violations())
                .as("%s", result.history())
                .filteredOn(violation -> violation.law() == Law.OUTLIVES)
                .extracting(Violation::sentence)
                .anySatisfy(said -> assertThat(said).contains(sentence));
    }
}
