package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.check.Approval;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.model.CutoverEvent.Kind;
import dev.bluegreen.model.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A person approves with kubectl. */
class AnnotationApprovalTest {

    private static final Pattern COMMAND = Pattern.compile("kubectl annotate configmap (\\S+) .*/approve=([0-9a-f]+)");

    private final Site site = Site.withApp();
    private final List<String> waits = new ArrayList<>();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void theCommandThatIsToldApproves() {
        site.release()
                .approval(site.platform.annotationApproval())
                .listener(annotate("bluegreen.dev/by: ann, bluegreen.dev/why: tested"))
                .build()
                .switchTo(GREEN);

        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
        assertThat(waits).singleElement().asString().contains("bluegreen-approval-myapp", "-n default");
    }

    @Test
    void anApprovalOfAnotherPlanIsNone() {
        configMap("bluegreen-approval-myapp", "bluegreen.dev/approve: 0123456789ab");

        assertRefused(site.platform.annotationApproval(), "nobody approved");
    }

    @Test
    void garbageInTheAnnotationIsNamedAndApprovesNothing() {
        configMap("bluegreen-approval-myapp", "bluegreen.dev/approve: yes please");

        assertRefused(
                site.platform.annotationApproval(), "bluegreen.dev/approve of ConfigMap/bluegreen-approval-myapp");
    }

    @Test
    void aConfigMapOfEachApproverMakesAQuorum() {
        Approval both = Approval.quorum(
                2,
                site.platform.annotationApproval().of("ann"),
                site.platform.annotationApproval().of("ben"));

        assertRefused(both, "nobody approved");
        assertThat(site.release()
                        .approval(both)
                        .listener(annotate("bluegreen.dev/why: tested"))
                        .build()
                        .switchTo(GREEN)
                        .history())
                .anyMatch(event -> event.sentence().contains("by ann, ben"));
    }

    @Test
    void aClaimedNameMakesNoQuorum() {
        assertThatThrownBy(() -> site.release()
                        .approval(Approval.quorum(1, site.platform.annotationApproval()))
                        .build())
                .hasMessageContaining("approval.quorum");
    }

    /** Does what the printed commands say, as soon as they are printed. */
    private CutoverListener annotate(String more) {
        return event -> {
            if (event.kind() == Kind.WAITING && event.phase() == Phase.APPROVE) {
                waits.add(event.sentence());
                Matcher command = COMMAND.matcher(event.sentence());
                while (command.find()) {
                    configMap(command.group(1), "bluegreen.dev/approve: '" + command.group(2) + "', " + more);
                }
            }
        };
    }

    private void configMap(String name, String annotations) {
        site.cluster.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s, annotations: {%s}}
                """.formatted(name, annotations));
    }

    private void assertRefused(Approval approval, String message) {
        assertThatThrownBy(() -> site.release()
                        .approval(approval.within(ofMinutes(1)))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining(message);
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }
}
