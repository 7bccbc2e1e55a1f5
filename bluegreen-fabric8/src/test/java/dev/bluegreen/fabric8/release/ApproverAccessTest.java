package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.KubernetesRbac;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.result.CutoverPlan;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may write an approver's ConfigMap approves for that person: the release's own identity must not. */
class ApproverAccessTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void anIdentityThatMayWriteTheConfigMapsOfApproversIsAFindingOfEach() {
        List<Finding> found = writable(plan(site.platform, quorum(site.platform)));

        assertThat(found).allMatch(finding -> finding.severity() == Severity.WARNING);
        assertThat(found)
                .extracting(Finding::sentence)
                .containsExactlyInAnyOrder(
                        "the release's own identity may patch ConfigMap/bluegreen-approval-myapp.ann, so an approval in it"
                                + " does not prove that ann gave it",
                        "the release's own identity may patch ConfigMap/bluegreen-approval-myapp.ben, so an approval in it"
                                + " does not prove that ben gave it");
        assertThat(found).extracting(Finding::remedy).allMatch(remedy -> remedy.contains("resourceNames"));
    }

    @Test
    void theRoleThatIsPrintedWritesNone() {
        String role =
                KubernetesRbac.of(plan(site.platform, quorum(site.platform))).toString();
        Fabric8Platform restricted = platform("ci", role);

        CutoverPlan plan = plan(restricted, quorum(restricted));

        assertThat(writable(plan)).isEmpty();
        assertThat(plan.findings())
                .extracting(Finding::sentence)
                .noneMatch(sentence -> sentence.contains("the permission to write what is reserved to people"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"patch", "update"})
    void oneRightToOneConfigMapIsEnough(String verb) {
        String printed =
                KubernetesRbac.of(plan(site.platform, quorum(site.platform))).toString();
        Fabric8Platform restricted = platform("ci", printed + """
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: too-much}
                rules:
                  - apiGroups: [""]
                    resources: [configmaps]
                    verbs: [%s]
                    resourceNames: [bluegreen-approval-myapp.ben]
                """.formatted(verb));

        assertThat(writable(plan(restricted, quorum(restricted))))
                .singleElement()
                .extracting(Finding::sentence)
                .asString()
                .contains("may " + verb + " ConfigMap/bluegreen-approval-myapp.ben");
    }

    @Test
    void anIdentityThatMayLiftAFreezeIsAFinding() {
        String role = """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: lifts}
                rules: [{apiGroups: [""], resources: [configmaps], verbs: [patch], resourceNames: [bluegreen-stop]}]
                """;
        Release frozen = BlueGreen.release("myapp")
                .on(site.platform)
                .namespaceWindows()
                .stoppable()
                .build();
        String printed = KubernetesRbac.of(frozen.plan(GREEN)).toString();

        assertThat(freezes(printed)).isEmpty();
        assertThat(freezes(printed + "---\n" + role))
                .containsExactly(
                        "the release's own identity may patch ConfigMap/bluegreen-stop, so it can lift what people"
                                + " have frozen");
    }

    private List<String> freezes(String role) {
        return BlueGreen.release("myapp")
                .on(platform("ci-" + role.length(), role))
                .namespaceWindows()
                .stoppable()
                .build()
                .plan(GREEN)
                .findings()
                .stream()
                .filter(finding -> finding.id().equals("freeze-writable"))
                .map(Finding::sentence)
                .toList();
    }

    /** There the name is a claim, and said to be one. */
    @Test
    void theConfigMapThatAllShareIsNotAskedFor() {
        assertThat(writable(plan(site.platform, site.platform.annotationApproval())))
                .isEmpty();
    }

    private Fabric8Platform platform(String identity, String role) {
        return Fabric8Platform.of(site.cluster.clientAs(identity, role)).withTime(site.cluster.time());
    }

    private static Approval quorum(Fabric8Platform platform) {
        return Approval.quorum(
                2,
                platform.annotationApproval().of("ann"),
                platform.annotationApproval().of("ben"));
    }

    private static CutoverPlan plan(Fabric8Platform platform, Approval approval) {
        return BlueGreen.release("myapp")
                .on(platform)
                .approval(approval)
                .build()
                .plan(GREEN);
    }

    private static List<Finding> writable(CutoverPlan plan) {
        return plan.findings().stream()
                .filter(finding -> finding.id().equals("approver-writable"))
                .toList();
    }
}
