package dev.bluegreen.fabric8.release;

import static dev.bluegreen.check.PreflightDepth.THOROUGH;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.Standby;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.KubernetesRbac;
import dev.bluegreen.model.Finding;
import dev.bluegreen.result.CutoverReport;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rights that are printed for a plan. */
class RbacTest {

    private static final Pattern RESOURCE = Pattern.compile("resources: \\[([a-z]+)]");

    private final Site site = Site.withApp();
    private int clients;

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void printsTheRoleOfExactlyOnePlan() {
        assertThat(KubernetesRbac.of(site.release().build().plan(GREEN))).hasToString("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: bluegreen-myapp}
                rules:
                  - {apiGroups: ["apps"], resources: [deployments], verbs: [get, list, watch]}
                  - {apiGroups: [""], resources: [pods], verbs: [list, watch]}
                  - {apiGroups: [""], resources: [services], verbs: [list, watch]}
                  - {apiGroups: ["discovery.k8s.io"], resources: [endpointslices], verbs: [list, watch]}
                  - {apiGroups: ["coordination.k8s.io"], resources: [leases], verbs: [create]}
                  - {apiGroups: ["coordination.k8s.io"], resources: [leases], verbs: [get, update], resourceNames: [bluegreen-myapp]}
                  - {apiGroups: ["networking.k8s.io"], resources: [ingresses], verbs: [list]}
                  - {apiGroups: ["elbv2.k8s.aws"], resources: [targetgroupbindings], verbs: [list]}
                  - {apiGroups: [""], resources: [services], verbs: [get, patch], resourceNames: [myapp-svc]}
                """);
    }

    @Test
    void aPlanRunsUnderItsPrintedRole() {
        String role = thoroughRole();

        CutoverReport report = restricted(role).preflight(THOROUGH).build().switchTo(GREEN);

        assertThat(report.findings()).extracting(Finding::id).doesNotContain("not-checked", "permission-missing");
        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
    }

    @Test
    void withoutAnyOneRuleThePlanIsRefusedAndTheRightNamed() {
        String role = thoroughRole();

        assertThat(rules(role)).hasSizeGreaterThan(9).allSatisfy(rule -> {
            Matcher resource = RESOURCE.matcher(rule);
            assertThat(resource.find()).isTrue();
            assertThatThrownBy(() -> restricted(without(role, rule))
                            .preflight(THOROUGH)
                            .build()
                            .switchTo(GREEN))
                    .as(rule)
                    .hasMessageContaining(resource.group(1));
            assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        });
    }

    @Test
    void aPlanThatChangesSizesRunsUnderItsPrintedRole() {
        String role = roleOfSizes();

        CutoverReport report = sizing(restricted(role)).build().switchTo(GREEN);

        assertThat(report.history())
                .extracting(CutoverEvent::sentence)
                .contains("myapp-green is scaled to 3 pods", "myapp-blue is scaled to 1 pod")
                .noneMatch(sentence -> sentence.contains("cannot ") || sentence.contains("may not "));
    }

    @Test
    void withoutAnyOneRuleOfSizesThePlanIsRefusedAndTheRightNamed() {
        String role = roleOfSizes();
        List<String> ofSizes = rules(role).stream()
                .filter(rule -> rule.contains("autoscal") || rule.contains("deployments], verbs: [patch]"))
                .toList();

        assertThat(ofSizes).hasSize(5).allSatisfy(rule -> {
            assertThatThrownBy(() ->
                            sizing(restricted(without(role, rule))).build().switchTo(GREEN))
                    .as(rule)
                    .hasMessageContaining(rule.contains("autoscal") ? "horizontalpodautoscalers" : "deployments");
            assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        });
    }

    @Test
    void aMakeBeforeBreakCutoverRunsUnderItsPrintedRoleAndNamesWhatItLacks() {
        site.cluster
                .install("elbv2.k8s.aws/v1beta1", "TargetGroupBinding", "targetgroupbindings")
                .install("eks.amazonaws.com/v1", "TargetGroupBinding", "targetgroupbindings");
        String role = KubernetesRbac.of(
                        makingBeforeBreaking(site.release(), site.platform).plan(GREEN))
                .toString();
        List<String> balancers = rules(role).stream()
                .filter(rule -> rule.contains("targetgroupbindings") || rule.contains("ingresses"))
                .toList();

        assertThat(balancers).hasSize(3).allSatisfy(rule -> {
            Fabric8Platform lacking = platformAs(without(role, rule));
            assertThatThrownBy(() -> makingBeforeBreaking(
                                    BlueGreen.release("myapp").on(lacking), lacking)
                            .switchTo(GREEN))
                    .as(rule)
                    .hasMessageContaining(rule.contains("ingresses") ? "ingresses" : "targetgroupbindings");
            assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        });
        Fabric8Platform enough = platformAs(role);
        Release release = makingBeforeBreaking(BlueGreen.release("myapp").on(enough), enough);
        assertThat(release.switchTo(GREEN).mixed()).isPresent();
        assertThat(release.rollBack().mixed()).isPresent();
    }

    private static Release makingBeforeBreaking(ReleaseBuilder release, Fabric8Platform platform) {
        return release.cutover(platform.selectorPatch(Site.SERVICE).makeBeforeBreak())
                .build();
    }

    private Fabric8Platform platformAs(String role) {
        KubernetesClient client = site.cluster.clientAs("ci-" + ++clients, named(role));
        return Fabric8Platform.of(client).withTime(site.cluster.time());
    }

    private String roleOfSizes() {
        site.autoscale("myapp-blue", 2, 9);
        site.autoscale("myapp-green", 1, 9);
        site.kubectl().apps().deployments().withName("myapp-green").scale(1);
        site.cluster.awaitReady();
        return KubernetesRbac.of(sizing(site.release()).build().plan(GREEN)).toString();
    }

    private static ReleaseBuilder sizing(ReleaseBuilder release) {
        return release.preflight(THOROUGH)
                .prescale()
                .standby(Standby.lasting(Duration.ofHours(1)).scaledTo(1));
    }

    private String thoroughRole() {
        return KubernetesRbac.of(site.release().preflight(THOROUGH).build().plan(GREEN))
                .toString();
    }

    /** The release by a client that may do what the Role says, and nothing else. */
    private ReleaseBuilder restricted(String role) {
        return BlueGreen.release("myapp").on(platformAs(role));
    }

    /** Each client has Roles of its own, so that the ones before do not help. */
    private String named(String role) {
        return role.replace("bluegreen-myapp}\nrules", "role-" + clients + "}\nrules");
    }

    private static List<String> rules(String role) {
        return role.lines().filter(line -> line.startsWith("  - ")).toList();
    }

    private static String without(String role, String rule) {
        String left = role.replace(rule + "\n", "");
        return left.endsWith("rules:\n") ? left.substring(0, left.indexOf("---\n")) : left;
    }

    @Test
    void aThoroughPreflightTakesAClusterRoleForTheNodes() {
        String printed = KubernetesRbac.of(
                        site.release().preflight(THOROUGH).build().plan(GREEN))
                .toString();

        assertThat(printed.substring(printed.indexOf("---"))).isEqualTo("""
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: bluegreen-myapp}
                rules:
                  - {apiGroups: [""], resources: [nodes], verbs: [list]}
                """);
    }
}
