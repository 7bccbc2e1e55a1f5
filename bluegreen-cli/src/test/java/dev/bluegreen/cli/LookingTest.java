package dev.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.event.JsonLinesAudit;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.model.Track;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Commands that only look. */
class LookingTest extends CommandScene {

    @Test
    void aFileIsValidatedWithoutACluster() {
        assertThat(commands.run("validate", "-f", file("release.yaml", FILE))
                        .endsWith(0)
                        .out())
                .contains("release.yaml: myapp is valid");
        assertThat(commands.given(FILE, "validate", "-f", "-").endsWith(0).out())
                .contains("myapp is valid");
        CommandRun.Ended typo = commands.run("validate", "-f", file("typo.yaml", FILE.replace("standby", "stanby")))
                .endsWith(64);
        assertThat(typo.err()).contains("typo.yaml:4:1", "stanby", "standby");
        assertThat(typo.out()).isEmpty();
        assertThat(commands.run("validate", "-f", at("gone.yaml")).endsWith(64).err())
                .contains("gone.yaml");
    }

    @Test
    void statusAndHistoryShowOneReleaseOrAll() {
        assertThat(commands.run("status").endsWith(0).out()).contains("no release has a record here");
        assertThat(commands.run("history").endsWith(0).out()).contains("no cutover so far");
        commands.onMyapp("switch", "green").endsWith(0);

        assertThat(commands.onMyapp("status").endsWith(0).out()).contains("myapp", "GREEN");
        assertThat(commands.onMyapp("status", "--json")
                        .endsWith(0)
                        .json()
                        .get("active")
                        .getAsString())
                .isEqualTo("GREEN");
        assertThat(commands.run("status").endsWith(0).out()).contains("default/myapp: traffic on GREEN");
        assertThat(commands.run("history", "--json")
                        .endsWith(0)
                        .json()
                        .getAsJsonArray("items")
                        .get(0)
                        .getAsJsonObject()
                        .get("outcome")
                        .getAsString())
                .isEqualTo("SWITCHED");
        assertThat(commands.run("status", "-r", "other").endsWith(2).err()).contains("other");
    }

    @Test
    void theWriterOfAForeignWriteIsNamedWhenItIsFoundLater() {
        commands.onMyapp("switch", "green").endsWith(0);
        cluster.client().services().inNamespace("default").withName("myapp-svc").edit(service -> {
            service.getSpec().getSelector().put("track", "blue");
            return service;
        });

        assertThat(commands.onMyapp("status").endsWith(0).out())
                .contains("but it was moved to GREEN last")
                .containsPattern("router Service/myapp-svc .*, written by ");
        assertThat(commands.onMyapp("recover").endsWith(4).err()).contains("(written by ");
        assertThat(commands.onMyapp("switch", "blue").endsWith(0).out())
                .contains("moved there by a foreign write: Service/myapp-svc ", "(written by ");
    }

    @Test
    void theLeastRoleIsPrintedAsYaml() {
        assertThat(commands.onMyapp("rbac").endsWith(0).out())
                .startsWith("apiVersion: rbac.authorization.k8s.io/v1")
                .contains("resourceNames: [bluegreen-myapp]");
        assertThat(commands.onMyapp("rbac", "--aws").endsWith(0).out()).contains("\"Version\": \"2012-10-17\"");
    }

    @Test
    void auditFilesAreVerifiedAgainstTheRecord() throws IOException {
        Path audit = Files.createDirectory(folder.resolve("audit"));
        try (Fabric8Platform platform = Fabric8Platform.of(cluster.client()).withTime(cluster.time());
                JsonLinesAudit lines = JsonLinesAudit.in(audit, cluster.time())) {
            BlueGreen.release("myapp").on(platform).audit(lines).build().switchTo(Track.GREEN);
        }
        assertThat(commands.onMyapp("audit", "verify", audit.toString())
                        .endsWith(0)
                        .out())
                .contains("consistent");
        Path file = lines(audit);
        List<String> all = Files.readAllLines(file);
        Files.write(file, all.stream().map(line -> line.replace("BLUE", "GREY")).toList());

        CommandRun.Ended altered =
                commands.run("audit", "verify", audit.toString(), "--json").endsWith(4);

        assertThat(altered.json().getAsJsonArray("items")).isNotEmpty();
        assertThat(commands.run("audit", "verify", at("gone")).endsWith(64).err())
                .contains("gone");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(commands.run("audit", "verify", empty.toString())
                        .endsWith(64)
                        .err())
                .contains("empty' has no audit file; give the directory of files that end in .jsonl");
    }

    private static Path lines(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void eachProblemOfAFileHasALine() {
        String wrong = file("wrong.yaml", "nme: myapp\nstandby: soon\n");

        CommandRun.Ended ended = commands.run("validate", "-f", wrong).endsWith(64);

        assertThat(ended.err().lines())
                .hasSizeGreaterThan(1)
                .allSatisfy(line -> assertThat(line).startsWith(wrong));
    }
}
