package dev.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** With --json, each command prints one document of the published shape, however it ends. */
class PublishedShapeTest extends CommandScene {

    @Test
    void eachCommandPrintsADocumentOfThePublishedShape() {
        String file = file("release.yaml", FILE);
        List<String> inTurn = List.of(
                "rbac -r myapp",
                "status",
                "plan green -r myapp",
                "stage green -r myapp --image myapp:v9",
                "retire-due",
                "switch green -r myapp",
                "status",
                "status -r myapp",
                "history",
                "history -r myapp",
                "extend-standby 2h -r myapp",
                "stage blue -r myapp --image myapp:v10",
                "rollback -r myapp",
                "recover -r myapp",
                "resume -r myapp",
                "cancel 1 -r myapp",
                "retire green -r myapp",
                "retire-due",
                "close-way-back dropped -r myapp",
                "introduce green -r myapp",
                "adopt myapp -r myapp",
                "validate -f " + file,
                "validate -f " + at("gone.yaml"));

        for (String line : inTurn) {
            String[] args = Stream.concat(Stream.of(line.split(" ")), Stream.of("--json"))
                    .toArray(String[]::new);

            CommandRun.Ended ended = commands.run(args);

            assertThat(ended.json().get("apiVersion").getAsString()).as(line).isEqualTo("bluegreen.dev/v1");
        }
    }
}
