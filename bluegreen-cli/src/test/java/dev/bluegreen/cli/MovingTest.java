package dev.bluegreen.cli;

import static dev.bluegreen.testkit.PodSelector.pods;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.Behaviour;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Commands that move traffic: each with its exit code, its result on the standard output, and its failing side. */
class MovingTest extends CommandScene {

    @Test
    void stagesSwitchesAndGoesBack() {
        CommandRun.Ended staged = commands.onMyapp("stage", "green", "--image", "registry/myapp:v3")
                .endsWith(0);
        assertThat(staged.out()).contains("GREEN");
        CommandRun.Ended switched = commands.onMyapp("switch", "green").endsWith(0);
        assertThat(switched.out()).contains("traffic is on GREEN");
        assertThat(switched.err()).contains("PREFLIGHT", "VERIFY").doesNotContain("Exception");
        assertThat(commands.onMyapp("rollback").endsWith(0).out()).contains("raffic is on BLUE");
    }

    @Test
    void aRefusedSwitchSaysSoOnTheStandardErrorOnly() {
        neverReady();

        CommandRun.Ended refused = commands.onMyapp("switch", "green").endsWith(2);

        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains("Nothing was moved; traffic is on BLUE.")
                .doesNotContain("\tat ");
    }

    @Test
    void aSwitchThatWentBackIsAReportOfItsOwnKind() {
        cluster.service("myapp-svc")
                .whenSelects("track", "green", () -> cluster.pods("track=green").kill());

        CommandRun.Ended back = commands.onMyapp("switch", "green", "--json").endsWith(3);

        assertThat(back.json().get("kind").getAsString()).isEqualTo("CutoverReport");
        assertThat(back.json().get("outcome").getAsString()).isEqualTo("ROLLED_BACK");
        assertThat(back.err()).contains("Traffic is on BLUE.");
    }

    @Test
    void reportsAreWrittenHoweverItEnds() throws Exception {
        neverReady();
        Path junit = folder.resolve("TEST-myapp.xml");
        Path html = folder.resolve("report.html");

        commands.onMyapp("switch", "green", "--junit", junit.toString(), "--html", html.toString())
                .endsWith(2);

        assertThat(Files.readString(junit)).contains("<testsuite").contains("failures=\"");
        assertThat(Files.readString(html)).contains("<html").contains("myapp");
    }

    @Test
    void thePageHasTheObjectivesOfTheFileAsCharts() throws Exception {
        String release = file(
                "release.yaml",
                FILE + """
                bake:
                  duration: 1m
                  objectives:
                    - {http: "%s", name: shop errors}
                """.formatted(cluster.service("myapp-svc").uri()));
        Path html = folder.resolve("report.html");

        commands.run("switch", "green", "-f", release, "--html", html.toString())
                .endsWith(0);

        assertThat(Files.readString(html)).contains("<figure").contains("Values of shop errors as a table");
    }

    @Test
    void aReportThatCouldNotBeWrittenIsRefusedBeforeAnythingMoves() {
        CommandRun.Ended refused = commands.onMyapp("switch", "green", "--junit", folder + "/gone/a.xml")
                .endsWith(64);

        assertThat(refused.err()).contains("gone/a.xml").contains("a folder that exists");
        assertThat(cluster).routes("myapp-svc").to(Track.BLUE);
    }

    @Test
    void aDryRunPrintsThePlanAndMovesNothing() {
        CommandRun.Ended plan = commands.onMyapp("switch", "green", "--dry-run").endsWith(0);

        assertThat(plan.out()).contains("myapp BLUE -> GREEN").contains("Service/myapp-svc");
        assertThat(cluster).routes("myapp-svc").to(Track.BLUE);
    }

    @Test
    void aReleaseOfAFileIsMovedByItsName() {
        String release = file("release.yaml", FILE);

        commands.run("switch", "green", "-f", release).endsWith(0);

        assertThat(cluster).routes("myapp-svc").to(Track.GREEN);
        CommandRun.Ended both = commands.onMyapp("status", "-f", release).endsWith(64);
        assertThat(both.err()).contains("--release: given besides a file");
    }

    @Test
    void aTimeLimitEndsASwitchSafely() {
        CommandRun.Ended ended = commands.onMyapp("switch", "green", "--bake", "1h", "--timeout", "10m")
                .endsWith(3);

        assertThat(ended.err()).contains("the time limit of 10 min is over", "traffic that has moved goes back");
        assertThat(cluster).routes("myapp-svc").to(Track.BLUE);
    }

    @Test
    void aSwitchThatIsLeftIsResumed() {
        commands.onMyapp("switch", "green", "--bake", "1h", "--timeout", "10m", "--leave")
                .endsWith(4);
        assertThat(cluster).routes("myapp-svc").to(Track.GREEN);

        commands.onMyapp("resume", "--bake", "1h").endsWith(0);

        assertThat(cluster).routes("myapp-svc").to(Track.GREEN);
    }

    @Test
    void rollingBackWithNothingToGoBackToIsRefused() {
        commands.onMyapp("rollback").endsWith(2);
    }

    @Test
    void recoverAndResumeDoNothingWhereNothingIsLeft() {
        commands.onMyapp("switch", "green").endsWith(0);

        commands.onMyapp("recover").endsWith(0);
        commands.onMyapp("resume").endsWith(0);
        assertThat(commands.onMyapp("recover", "--how", "sideways").endsWith(64).err())
                .contains("sideways");
    }

    private void neverReady() {
        cluster.behave(pods("track=green"), Behaviour.neverReady());
        cluster.pods("track=green").kill();
    }
}
