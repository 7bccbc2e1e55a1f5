package dev.bluegreen.cli;

import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.PodSelector;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The job that goes on with what is unfinished. */
class ResumeDueTest extends CommandScene {

    private static final String TESTED = FILE + "smokeTests: [{get: /healthz, expectStatus: 200}]\n";

    @Test
    void aRequestIsCarriedOutByTheNextPass() {
        String file = file("myapp.yaml", FILE);
        assertThat(commands.run("resume-due", file).endsWith(0).out()).contains("nothing is unfinished here");
        String id = request(file);

        JsonObject done = commands.run("resume-due", file, "--json").endsWith(0).json();

        JsonObject item = done.get("items").getAsJsonArray().get(0).getAsJsonObject();
        assertThat(item.get("id").getAsString()).isEqualTo(id);
        assertThat(item.get("release").getAsString()).isEqualTo("myapp");
        assertThat(item.get("done").getAsBoolean()).isTrue();
        assertThat(cluster).routes("myapp-svc").to(Track.GREEN);
    }

    @Test
    void aRequestThatIsRefusedNowIsNoSuccess() {
        String file = file("myapp.yaml", TESTED);
        request(file);
        cluster.behave(PodSelector.pods("track=green"), Behaviour.failing(1));

        assertThat(commands.run("resume-due", file).endsWith(2).out()).contains("myapp", "500");

        assertThat(cluster).routes("myapp-svc").to(Track.BLUE);
    }

    @Test
    void aReleaseOfOthersIsLeftAlone() {
        request(file("myapp.yaml", FILE));
        String other = file("other.yaml", FILE.replace("myapp\n", "other\n"));

        assertThat(commands.run("resume-due", other).endsWith(0).out()).contains("myapp", "nothing describes myapp");

        assertThat(cluster).routes("myapp-svc").to(Track.BLUE);
    }

    @Test
    void aReleaseWhoseRecordCannotBeReadIsNoSuccess() {
        String file = file("myapp.yaml", FILE);
        request(file);
        cluster.deny("test", "get", "services");

        assertThat(commands.run("resume-due", file).endsWith(2).out()).contains("myapp", "services");
    }

    @Test
    void aFolderStandsForItsFiles() throws IOException {
        Files.createDirectory(folder.resolve("releases"));
        file("releases/notes.txt", "not a release");
        assertThat(commands.run("resume-due", at("releases")).endsWith(64).err())
                .contains("has no release file; put one there whose name ends in .yaml or .yml");
        request(file("releases/myapp.yml", FILE));
        cluster.clock().advance(Duration.ofMinutes(5));

        commands.run("resume-due", at("releases")).endsWith(0);

        assertThat(cluster).routes("myapp-svc").to(Track.GREEN);
        file("releases/again.yaml", FILE);
        assertThat(commands.run("resume-due", at("releases")).endsWith(64).err())
                .contains("again.yaml", "myapp.yml", "both describe myapp; give one of them");
    }

    @Test
    void aFileIsNeeded() {
        assertThat(commands.run("resume-due").endsWith(64).err()).contains("FILE");
        assertThat(commands.run("resume-due", at("gone.yaml")).endsWith(64).err())
                .contains("gone.yaml");
    }

    private String request(String file) {
        return commands.run("request", "green", "-f", file, "--plan-file", at("plan.json"), "--json")
                .endsWith(0)
                .json()
                .get("cutover")
                .getAsString();
    }
}
