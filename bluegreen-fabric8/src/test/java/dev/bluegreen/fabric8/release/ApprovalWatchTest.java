package dev.bluegreen.fabric8.release;

import static dev.bluegreen.check.PreflightDepth.THOROUGH;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.KubernetesRbac;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.testkit.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An answer is seen when it is given. */
class ApprovalWatchTest {

    private static final Pattern COMMAND =
            Pattern.compile("kubectl annotate configmap (\\S+) .*?/approve=(\\S+:[0-9a-f]{32}) ");

    private final Site site = Site.withApp();
    private final List<String> told = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void anAnswerIsSeenWhenItIsGivenAndNotAtTheNextLook() {
        answer("");

        assertThat(latency(site.release().approval(site.platform.annotationApproval())))
                .isLessThan(ofSeconds(1));
    }

    @Test
    void anAnswerInAConfigMapThatIsMadeForItIsSeenAtOnceToo() {
        assertThat(latency(site.release().approval(site.platform.annotationApproval())))
                .isLessThan(ofSeconds(1));
    }

    @Test
    void aSourceThatMayNotBeWatchedIsReadOnAnIntervalAndReportedOnce() {
        assertThat(latency(underGetOnly(site.release()))).isBetween(ofSeconds(1), ofSeconds(5));
        assertThat(told)
                .filteredOn(sentence -> sentence.contains("the approval is not watched"))
                .singleElement()
                .asString()
                .contains("checked every 5 s", "verbs: [list, watch], resourceNames: [bluegreen-approval-myapp]");
    }

    @Test
    void preflightWarnsOfTheMissingRightToWatchAndGoesOn() {
        latency(underGetOnly(site.release().preflight(THOROUGH)));

        assertThat(told)
                .anyMatch(sentence -> sentence.contains("may not watch configmaps \"bluegreen-approval-myapp\""));
    }

    private ReleaseBuilder underGetOnly(ReleaseBuilder release) {
        Approval approval = site.platform.annotationApproval();
        String role = KubernetesRbac.of(release.approval(approval).build().plan(GREEN))
                .toString();
        String onlyGet = role.replace(
                "resources: [configmaps], verbs: [get, list, watch]", "resources: [configmaps], verbs: [get]");
        assertThat(onlyGet).isNotEqualTo(role);
        Fabric8Platform restricted =
                Fabric8Platform.of(site.cluster.clientAs("ci", onlyGet)).withTime(site.cluster.time());
        return release.on(restricted).approval(restricted.annotationApproval());
    }

    @Test
    void aWatchThatFellSilentMakesAnAnswerLateAndNotLost() {
        answer("");
        site.cluster.faults().on("watch").resource("configmaps").then(Fault.silentWatch(0));

        assertThat(latency(site.release().approval(site.platform.annotationApproval())))
                .isBetween(ofSeconds(1), ofSeconds(30));
    }

    /** From an answer, given 7 s after it is asked for, to its being known. */
    private Duration latency(ReleaseBuilder asking) {
        List<Instant> given = new ArrayList<>();
        CutoverListener answers = event -> {
            told.add(event.sentence());
            Matcher command = COMMAND.matcher(event.sentence());
            if (event.phase() == Phase.APPROVE && given.isEmpty() && command.find()) {
                String approval = "bluegreen.dev/approve: '" + command.group(2) + "'";
                given.add(site.cluster.clock().now().plusSeconds(7));
                site.cluster.clock().after(ofSeconds(7), () -> answer(approval));
            }
        };
        CutoverReport report = asking.listener(answers).build().switchTo(GREEN);
        return Duration.between(
                given.get(0),
                report.history().stream()
                        .filter(event -> event.sentence().startsWith("approved: "))
                        .map(CutoverEvent::at)
                        .findFirst()
                        .orElseThrow());
    }

    private void answer(String annotations) {
        site.cluster.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: bluegreen-approval-myapp, annotations: {%s}}
                """.formatted(annotations));
    }
}
