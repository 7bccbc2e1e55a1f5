package dev.bluegreen.fabric8.release;

import static dev.bluegreen.check.PreflightDepth.THOROUGH;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.KubernetesRbac;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.result.CutoverReport;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A person approves with kubectl. */
class AnnotationApprovalTest {

    private static final Pattern COMMAND =
            Pattern.compile("kubectl annotate configmap (\\S+) .*?/approve=(\\S+:[0-9a-f]{32}) ");

    private final Site site = Site.withApp();
    private final List<String> waits = new ArrayList<>();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void thePrintedCommandApproves() {
        site.release()
                .approval(site.platform.annotationApproval())
                .listener(annotate("bluegreen.dev/by: ann, bluegreen.dev/why: tested"))
                .build()
                .switchTo(GREEN);

        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
        assertThat(waits).singleElement().asString().contains("bluegreen-approval-myapp", "-n default");
    }

    @Test
    void anApprovalOfAnotherCutoverIsNone() {
        configMap(
                "bluegreen-approval-myapp",
                "bluegreen.dev/approve: 'x:%s'"
                        .formatted(site.release().build().plan(GREEN).hash()));

        assertRefused(site.platform.annotationApproval(), "was not approved within");
    }

    @Test
    void whatApprovedOneCutoverApprovesNoFurtherOne() {
        CutoverListener approves = annotate("bluegreen.dev/by: ann");
        ReleaseBuilder asking =
                site.release().approval(site.platform.annotationApproval().within(ofMinutes(1)));
        asking.listener(approves).build().switchTo(GREEN);
        site.release().build().rollBack();

        assertThatThrownBy(() -> asking.build().switchTo(GREEN)).hasMessageContaining("was not approved within");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void anotherPodTemplateUnderTheSameImageAfterTheApprovalIsRefused() {
        assertThatThrownBy(() -> site.release()
                        .approval(approvedTwoMinutesAfter(() -> template(
                                "{\"containers\": [{\"name\": \"" + container()
                                        + "\", \"env\": [{\"name\": \"PRICES\", \"value\": \"evil\"}]}]}",
                                "{}")))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("has changed since it was made");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void aRestartAfterTheApprovalChangesNothing() {
        site.release()
                .approval(approvedTwoMinutesAfter(
                        () -> template("{}", "{\"kubectl.kubernetes.io/restartedAt\": \"2026-01-01T00:00:00Z\"}")))
                .build()
                .switchTo(GREEN);

        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
    }

    private String container() {
        return site.kubectl()
                .apps()
                .deployments()
                .withName("myapp-green")
                .require()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getName();
    }

    /** Long enough for a rollout. */
    private static Approval approvedTwoMinutesAfter(Runnable change) {
        AtomicInteger asked = new AtomicInteger();
        return Approval.callback(request -> {
            if (asked.incrementAndGet() == 1) {
                change.run();
            }
            return asked.get() < 25
                    ? Approval.Answer.PENDING
                    : new Approval.Answer(Approval.Decision.APPROVED, "ann", "");
        });
    }

    private void template(String spec, String annotations) {
        site.kubectl()
                .apps()
                .deployments()
                .withName("myapp-green")
                .patch(
                        PatchContext.of(PatchType.STRATEGIC_MERGE),
                        "{\"spec\": {\"template\": {\"metadata\": {\"annotations\": " + annotations + "}, \"spec\": "
                                + spec + "}}}");
    }

    @Test
    void thePlanOfAnotherNamespaceIsAnotherOne() {
        site.cluster.namespace("staging");
        site.cluster.app("myapp").inNamespace("staging").deploy();

        assertThat(BlueGreen.release("myapp")
                        .on(site.platform.inNamespace("staging"))
                        .build()
                        .plan(GREEN)
                        .hash())
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(site.release().build().plan(GREEN).hash());
    }

    @Test
    void theApproversOfOneReleaseAreNobodyInAnotherOne() {
        for (String name : List.of("bluegreen-approval-myapp", "bluegreen-approval-myapp.ann")) {
            configMap(name, "");
        }
        Approval ofMyapp = site.platform.annotationApproval().of("a-b");
        Approval ofMyappA = site.platform.annotationApproval().of("b");
        Approval shared = site.platform.annotationApproval();

        assertThat(List.of(
                        ofMyapp.permissions(ReleaseSpec.of("myapp")).get(0).name(),
                        ofMyappA.permissions(ReleaseSpec.of("myapp-a")).get(0).name(),
                        shared.permissions(ReleaseSpec.of("myapp-a-b")).get(0).name()))
                .doesNotHaveDuplicates();
    }

    @Test
    void whomTheApiServerTakesUsForMayNotApproveEither() {
        Approval own = site.platform.annotationApproval().of(Site.RELEASER);

        assertThatThrownBy(() -> site.release()
                        .requestedBy("somebody")
                        .approval(own.notByRequester().within(ofMinutes(1)))
                        .listener(annotate("bluegreen.dev/why: tested"))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining(
                        "was not approved within 1 min; releaser approved, which does not count: releaser,"
                                + " as the API server knows this process, requested this cutover");
        assertThat(waits).isNotEmpty();
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void fourEyesThatRestOnAPipelinesWordSaySo() {
        Approval ann = site.platform.annotationApproval().of("ann").notByRequester();
        CutoverListener approves = annotate("bluegreen.dev/why: tested");

        assertThat(site.release()
                        .requestedBy("ben")
                        .approval(ann)
                        .listener(approves)
                        .build()
                        .switchTo(GREEN)
                        .history())
                .anyMatch(event -> event.sentence()
                        .equals("that ben requested this cutover is a claim by releaser, as the API server knows"
                                + " this process"));
        site.release().build().rollBack();
        assertThat(site.release()
                        .requestedBy("Releaser")
                        .approval(ann)
                        .listener(approves)
                        .build()
                        .switchTo(GREEN)
                        .history())
                .noneMatch(event -> event.sentence().contains("is a claim by"));
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

        assertRefused(both, "was not approved within");
        assertThat(site.release()
                        .approval(both)
                        .listener(annotate("bluegreen.dev/why: tested"))
                        .build()
                        .switchTo(GREEN)
                        .history())
                .anyMatch(event -> event.sentence().contains("by ann, ben"));
    }

    @Test
    void theRoleOfAnApproverLetsHimAnswerForHimselfOnly() {
        configMap("bluegreen-approval-myapp.ann", "");
        configMap("bluegreen-approval-myapp.ben", "");
        KubernetesClient ann = site.cluster.clientAs("ann", """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: approver-ann}
                rules:
                  - apiGroups: [""]
                    resources: [configmaps]
                    verbs: [get, patch]
                    resourceNames: [bluegreen-approval-myapp.ann]
                """);
        CutoverListener asked = event -> {
            Matcher command = COMMAND.matcher(event.sentence());
            while (event.phase() == Phase.APPROVE && command.find()) {
                approve(ann, command.group(1), command.group(2));
            }
        };

        CutoverReport report = site.release()
                .approval(site.platform.annotationApproval().of("ann"))
                .listener(asked)
                .build()
                .switchTo(GREEN);

        assertThat(report.history()).anyMatch(event -> event.sentence().contains("by ann"));
        assertThatThrownBy(() -> approve(ann, "bluegreen-approval-myapp.ben", "x:0123"))
                .hasMessageContaining("forbidden");
        assertThatThrownBy(() -> ann.configMaps()
                        .resource(new ConfigMapBuilder()
                                .withNewMetadata()
                                .withName("bluegreen-approval-myapp.eve")
                                .endMetadata()
                                .build())
                        .create())
                .hasMessageContaining("forbidden");
    }

    private static void approve(KubernetesClient approver, String configMap, String plan) {
        approver.configMaps()
                .withName(configMap)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"bluegreen.dev/approve\":\"" + plan + "\"}}}");
    }

    @Test
    void aPlanWithAnApprovalRunsUnderItsPrintedRole() {
        String role = roleOf(site.platform.annotationApproval());
        assertThat(role)
                .contains("  - {apiGroups: [\"\"], resources: [configmaps], verbs: [get, list, watch], resourceNames:"
                        + " [bluegreen-approval-myapp]}\n");
        assertThat(roleOf(Approval.quorum(
                                1,
                                site.platform.annotationApproval().of("ann"),
                                site.platform.annotationApproval().of("ben"))
                        .notByRequester()
                        .within(ofMinutes(1))))
                .contains("bluegreen-approval-myapp.ann", "bluegreen-approval-myapp.ben");

        under("ci", role).listener(annotate("bluegreen.dev/by: ann")).build().switchTo(GREEN);

        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
    }

    @Test
    void withoutTheRightToReadTheApprovalItIsNamed() {
        String role = roleOf(site.platform.annotationApproval())
                .lines()
                .filter(line -> !line.contains("configmaps"))
                .collect(Collectors.joining("\n"));

        assertThatThrownBy(() -> under("ci", role).build().switchTo(GREEN))
                .hasMessageContaining("cannot get configmaps \"bluegreen-approval-myapp\"")
                .hasMessageContaining("allow it by the rule");
        assertThatThrownBy(() -> under("ci", role).preflight(THOROUGH).build().switchTo(GREEN))
                .hasMessageContaining("configmaps");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    private String roleOf(Approval approval) {
        return KubernetesRbac.of(site.release().approval(approval).build().plan(GREEN))
                .toString();
    }

    private ReleaseBuilder under(String client, String role) {
        Fabric8Platform restricted =
                Fabric8Platform.of(site.cluster.clientAs(client, role)).withTime(site.cluster.time());
        return BlueGreen.release("myapp")
                .on(restricted)
                .approval(restricted.annotationApproval().within(ofMinutes(1)));
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
