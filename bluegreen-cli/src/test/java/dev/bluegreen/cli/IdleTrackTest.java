package dev.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Commands about the old track and the way back to it. */
class IdleTrackTest extends CommandScene {

    @Test
    void aStandbyIsKeptExtendedAndRetiredWhenItIsOver() {
        commands.onMyapp("switch", "green").endsWith(0);
        cluster.clock().advance(Duration.ofMinutes(1));
        assertThat(commands.onMyapp("retire", "blue").endsWith(2).err()).contains("standby");
        CommandRun.Ended kept = commands.run("retire-due").endsWith(0);
        assertThat(kept.out()).contains("myapp: BLUE is kept for");
        assertThat(commands.onMyapp("extend-standby", "6h").endsWith(0).out()).contains("BLUE is kept until");
        assertThat(commands.onMyapp("extend-standby", "soon").endsWith(64).err())
                .contains("'soon' is not a duration; give one such as 90s, 10m, 1h30m or 2d");
        cluster.clock().advance(Duration.ofHours(31));

        CommandRun.Ended retired = commands.run("retire-due", "--json").endsWith(0);

        assertThat(retired.json().get("sentence").getAsString()).contains("myapp: BLUE is retired");
        assertThat(commands.run("retire-due").endsWith(0).out()).contains("no standby runs here");
    }

    @Test
    void aJobRetiresByAFileWhatIsNotFoundWithoutOne() {
        cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: myapp-admin}
                spec:
                  selector: {app: myapp, track: blue}
                  ports: [{name: http, port: 80, targetPort: 8080}]
                """).settle();
        String file = file("myapp.yaml", FILE.replace("-svc\n", "-svc\n  - selectorPatch: myapp-admin\n"));
        commands.run("switch", "green", "-f", file).endsWith(0);
        cluster.clock().advance(Duration.ofHours(25));
        assertThat(commands.run("retire-due").out()).doesNotContain("BLUE is retired");

        assertThat(commands.run("retire-due", file).endsWith(0).out()).contains("myapp: BLUE is retired");
    }

    @Test
    void aJobThatCannotRetireWhatIsDueIsNoSuccess() {
        commands.onMyapp("switch", "green", "--standby", "1h").endsWith(0);
        cluster.clock().advance(Duration.ofHours(2));
        cluster.deny("test", "patch", "deployments");

        CommandRun.Ended failed = commands.run("retire-due").endsWith(2);

        assertThat(failed.out()).contains("myapp").contains("deployments");
    }

    @Test
    void aClosedWayBackIsNotTaken() {
        assertThat(commands.onMyapp("close-way-back", "orders v1 columns dropped")
                        .endsWith(2)
                        .out())
                .isEmpty();
        commands.onMyapp("switch", "green").endsWith(0);
        assertThat(commands.onMyapp("close-way-back", "orders v1 columns dropped")
                        .endsWith(0)
                        .out())
                .contains("GREEN is closed", "orders v1 columns dropped");

        assertThat(commands.onMyapp("rollback").endsWith(2).err()).contains("orders v1 columns dropped");
    }

    @Test
    void whatIsWrongWithAStageIsSaidBeforeAnythingIsWritten() {
        CommandRun.Ended wrong = commands.onMyapp("stage", "green", "--env", "TOKEN=s3cr3t", "--replicas", "0")
                .endsWith(64);
        assertThat(wrong.err()).contains("replicas").doesNotContain("s3cr3t");
        assertThat(commands.onMyapp("stage", "blue", "--image", "myapp:v3")
                        .endsWith(2)
                        .out())
                .isEmpty();
        assertThat(commands.given("kind: Nothing", "stage", "green", "-r", "myapp", "--manifest", "-")
                        .endsWith(64)
                        .err())
                .contains("manifest: line 1 lacks one of apiVersion");
    }
}
