package dev.bluegreen.cli;

import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.PodSelector;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A plan that is written by one command is carried out by another, exactly or not at all. */
class PlanFileTest extends CommandScene {

    @Test
    void aPlanIsCarriedOutFromItsFile() {
        commands.onMyapp("plan", "green", "--plan-file", at("plan.json")).endsWith(0);

        commands.onMyapp("switch", "--plan-file", at("plan.json")).endsWith(0);
        assertThat(cluster).routes("myapp-svc").to(Track.GREEN);

        assertThat(commands.onMyapp("switch", "--plan-file", at("plan.json"))
                        .endsWith(0)
                        .out())
                .contains("traffic is on GREEN");
    }

    @Test
    void aPlanThatHasChangedIsRefusedAndTheDifferenceNamed() {
        commands.onMyapp("plan", "green", "--plan-file", at("plan.json")).endsWith(0);
        commands.onMyapp("stage", "green", "--image", "myapp:v3").endsWith(0);

        CommandRun.Ended refused =
                commands.onMyapp("switch", "--plan-file", at("plan.json")).endsWith(2);

        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains("images of GREEN were myapp:v2, now myapp:v3", "Nothing was moved; plan again");
        assertThat(cluster).routes("myapp-svc").to(Track.BLUE);
        commands.onMyapp("switch", "--plan-file", at("plan.json"), "--dry-run").endsWith(2);
    }

    @Test
    void aRequestIsCarriedOutFromItsPlanUnderItsId() {
        CommandRun.Ended requested = commands.onMyapp(
                        "request",
                        "green",
                        "--plan-file",
                        at("plan.json"),
                        "--requested-by",
                        "ann",
                        "--reason",
                        "OPS-12")
                .endsWith(0);
        assertThat(requested.out()).startsWith("requested ");
        commands.onMyapp("switch", "green").endsWith(2);

        CommandRun.Ended done = commands.onMyapp("switch", "--plan-file", at("plan.json"), "--json")
                .endsWith(0);

        assertThat(requested.out()).contains(done.json().get("id").getAsString());
        assertThat(commands.onMyapp("history").endsWith(0).out()).contains("ann", "OPS-12");
    }

    @Test
    void aRequestThatWasCancelledIsNotCarriedOut() {
        String id = commands.onMyapp("request", "green", "--plan-file", at("plan.json"), "--json")
                .endsWith(0)
                .json()
                .get("cutover")
                .getAsString();
        assertThat(commands.onMyapp("cancel", "other").endsWith(2).err()).contains(id);
        commands.onMyapp("cancel", id).endsWith(0);

        assertThat(commands.onMyapp("switch", "--plan-file", at("plan.json"))
                        .endsWith(2)
                        .err())
                .contains("request " + id + " is not waiting any more");
        assertThat(cluster).routes("myapp-svc").to(Track.BLUE);
    }

    @Test
    void aPlanThatCouldNotBeCarriedOutIsNoSuccess() {
        cluster.behave(PodSelector.pods("track=green"), Behaviour.neverReady());
        cluster.pods("track=green").kill();

        CommandRun.Ended plan = commands.onMyapp("plan", "green", "--json").endsWith(2);

        assertThat(plan.json().get("executable").getAsBoolean()).isFalse();
    }

    @Test
    void aDryRunOfARequestWritesNoPlan() {
        assertThat(commands.onMyapp("request", "green", "--dry-run", "--plan-file", at("plan.json"))
                        .endsWith(64)
                        .err())
                .contains("--plan-file: given besides --dry-run");
    }

    @Test
    void whatIsNoPlanOfThisReleaseIsRefusedAtOnce() throws IOException {
        assertThat(commands.onMyapp("switch", "--plan-file", file("no.json", "{\"kind\": 3}"))
                        .endsWith(64)
                        .err())
                .contains("no.json' is not a plan");
        commands.onMyapp("plan", "green", "--plan-file", at("plan.json")).endsWith(0);
        String other =
                file("other.json", Files.readString(folder.resolve("plan.json")).replace("myapp\"", "shop\""));
        assertThat(commands.onMyapp("switch", "--plan-file", other).endsWith(64).err())
                .contains("it is a plan of release shop, not of myapp");
        assertThat(commands.onMyapp("switch", "blue", "--plan-file", at("plan.json"))
                        .endsWith(64)
                        .err())
                .contains("TRACK: BLUE, and the plan is for GREEN");
        assertThat(commands.onMyapp("plan", "green", "--plan-file", at("gone/plan.json"))
                        .endsWith(64)
                        .err())
                .contains("cannot be written");
    }
}
