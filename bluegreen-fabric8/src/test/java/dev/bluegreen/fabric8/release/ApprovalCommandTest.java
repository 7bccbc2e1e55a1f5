package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.check.approval.Approval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The command by which people approve, as a shell reads it: nothing in it has to be replaced first. */
class ApprovalCommandTest {

    private static final String KUBECTL = "kubectl() { printf '%s\\n' \"$@\"; }; USER=ann; ";

    @Test
    void isPastedAsItStands() throws IOException {
        List<String> told = new CopyOnWriteArrayList<>();
        try (Site site = Site.withApp()) {
            Approval approval = site.platform.annotationApproval().within(ofMinutes(1));
            assertThatThrownBy(() -> site.release()
                            .approval(approval)
                            .listener(event -> told.add(event.sentence()))
                            .build()
                            .switchTo(GREEN))
                    .hasMessageContaining("was not approved within");
        }

        assertThat(read(command(told)))
                .startsWith("annotate", "configmap", "bluegreen-approval-myapp", "-n", "default", "--overwrite")
                .endsWith("bluegreen.dev/by=ann", "bluegreen.dev/why=no reason given");
    }

    private static String command(List<String> told) {
        return told.stream()
                .filter(sentence -> sentence.contains("kubectl annotate"))
                .map(sentence -> sentence.substring(sentence.indexOf("kubectl annotate")))
                .findFirst()
                .orElseThrow();
    }

    /** The words of the command. */
    private static List<String> read(String command) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", KUBECTL + command)
                .redirectErrorStream(true)
                .start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
