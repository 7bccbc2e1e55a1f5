package dev.bluegreen.fabric8.release;

import static dev.bluegreen.check.PreflightDepth.THOROUGH;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Change;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverEvent.Severity;
import dev.bluegreen.event.CutoverEvent.Source;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.KubernetesEvents;
import dev.bluegreen.fabric8.KubernetesRbac;
import dev.bluegreen.model.Finding;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.testkit.fault.Fault;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What kubectl describe shows of a cutover. */
class KubernetesEventsTest {

    private static final String RULE =
            "  - {apiGroups: [\"events.k8s.io\"], resources: [events], verbs: [create]}  # optional\n";

    private final Site site = Site.withApp();
    private final KubernetesEvents events = site.platform.kubernetesEvents();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aSwitchIsSeenOnTheServiceAndOnBothDeployments() {
        site.release().requestedBy("ann", "REL-7").listener(events).build().switchTo(GREEN);
        events.close();

        assertThat(created())
                .extracting(event -> event.getRegarding().getKind() + "/"
                        + event.getRegarding().getName() + " " + event.getReason())
                .containsExactlyInAnyOrder(
                        "Service/myapp-svc TrafficMoved",
                        "Deployment/myapp-blue TrafficMoved",
                        "Deployment/myapp-green TrafficMoved",
                        "Service/myapp-svc Switched",
                        "Deployment/myapp-blue Switched",
                        "Deployment/myapp-green Switched");
        assertThat(created()).allSatisfy(event -> {
            assertThat(event.getType()).isEqualTo("Normal");
            assertThat(event.getNote())
                    .startsWith("Requested by ann (claimed by ")
                    .contains(": REL-7 (cutover ");
            assertThat(event.getReportingController()).isEqualTo("bluegreen.dev/bluegreen");
        });
        assertThat(created())
                .filteredOn(event -> event.getRegarding().getKind().equals("Service"))
                .extracting(event -> event.getRegarding().getUid())
                .containsOnly(site.service().getMetadata().getUid());
    }

    @Test
    void aRefusalIsAWarning() {
        assertThatThrownBy(() ->
                        site.release().minReadyPods(9).listener(events).build().switchTo(GREEN))
                .isInstanceOf(RefusedException.class);
        events.close();

        assertThat(created()).isNotEmpty().allSatisfy(event -> {
            assertThat(event.getType()).isEqualTo("Warning");
            assertThat(event.getReason()).isEqualTo("Refused");
        });
    }

    @Test
    void theRightIsPrintedAndWithoutItTheCutoverEndsAsEver() {
        String role = KubernetesRbac.of(site.release()
                        .preflight(THOROUGH)
                        .listener(events)
                        .build()
                        .plan(GREEN))
                .toString();
        assertThat(role).contains(RULE);
        Fabric8Platform lacking = Fabric8Platform.of(site.cluster.clientAs("ci", role.replace(RULE, "")))
                .withTime(site.cluster.time());
        KubernetesEvents none = lacking.kubernetesEvents();

        CutoverReport report = BlueGreen.release("myapp")
                .on(lacking)
                .preflight(THOROUGH)
                .listener(none)
                .build()
                .switchTo(GREEN);
        none.close();

        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
        assertThat(created()).isEmpty();
        assertThat(report.findings())
                .filteredOn(finding -> finding.id().equals("permission-missing"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Finding.Severity.INFO));
        lacking.close();
    }

    @Test
    void eventsAreChosenByKindAndSeverity() {
        KubernetesEvents risks = site.platform
                .kubernetesEvents()
                .kinds(Kind.ENDED, Kind.WAY_BACK)
                .atLeast(Severity.WARNING);
        risks.on(ended("done"));
        risks.on(ended("gone back").toBuilder()
                .outcome(Optional.of("ROLLED_BACK"))
                .severity(Severity.WARNING)
                .build());
        risks.on(ended("back").toBuilder()
                .kind(Kind.ROLL_BACK)
                .severity(Severity.WARNING)
                .build());
        risks.on(ended(8, "weaker").toBuilder()
                .kind(Kind.WAY_BACK)
                .severity(Severity.WARNING)
                .build());
        risks.close();

        assertThat(created()).extracting(Event::getReason).containsExactlyInAnyOrder("RolledBack", "WayBack");
        assertThatThrownBy(() -> risks.kinds(null)).hasMessageContaining("kinds: null");
        assertThatThrownBy(() -> risks.atLeast(null)).hasMessageContaining("atLeast: null");
    }

    @Test
    void anEventThatIsToldAgainIsNotCreatedAgain() {
        CutoverEvent event = ended("done");
        events.on(event);
        events.on(event.again());
        events.close();

        assertThat(created()).hasSize(1);
    }

    @Test
    void anEventThatCouldNotBeCreatedIsTriedAgain() {
        site.cluster.faults().on("create").resource("events").first(2).then(Fault.status(503));

        events.on(ended("done"));
        site.cluster.clock().advance(Duration.ofMinutes(1));
        events.close();

        assertThat(created()).hasSize(1);
    }

    @Test
    void anEventOfAnObjectThatIsGoneOrOfAnotherNamespaceIsNone() {
        events.on(ended("done").toBuilder()
                .source(new Source("", "elsewhere", "ann", ""))
                .build());
        events.on(ended("done").toBuilder()
                .change(new Change(
                        Optional.empty(), Optional.empty(), Map.of(), Map.of(), List.of("Service/gone", "route/web")))
                .build());
        events.close();

        assertThat(created()).isEmpty();
    }

    @Test
    void aNoteIsCutToOneKilobyte() {
        events.on(ended("漢".repeat(1_900)));
        events.close();

        assertThat(created().get(0).getNote().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1_020, 1_024);
        assertThat(created().get(0).getNote()).endsWith("漢...");
    }

    private CutoverEvent ended(String sentence) {
        return ended(7, sentence);
    }

    private CutoverEvent ended(int number, String sentence) {
        return CutoverEvent.builder("myapp", "c1", number, site.cluster.time().now())
                .phase(Phase.DONE)
                .kind(Kind.ENDED)
                .outcome(Optional.of("SWITCHED"))
                .sentence(sentence)
                .source(new Source("", "default", "ann", ""))
                .change(new Change(
                        Optional.empty(), Optional.of(GREEN), Map.of(), Map.of(), List.of("Service/" + Site.SERVICE)))
                .build();
    }

    private List<Event> created() {
        return site.kubectl().events().v1().events().inNamespace("default").list().getItems().stream()
                .filter(event -> "bluegreen.dev/bluegreen".equals(event.getReportingController()))
                .toList();
    }
}
