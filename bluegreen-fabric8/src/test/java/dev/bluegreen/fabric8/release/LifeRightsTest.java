package dev.bluegreen.fabric8.release;

import static dev.bluegreen.check.PreflightDepth.THOROUGH;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.PodSelector.pods;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.Standby;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.KubernetesRbac;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.RetireBy;
import dev.bluegreen.result.StageException;
import dev.bluegreen.testkit.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The Role of a release is enough for its whole life, and each of its rules is needed. */
@Tag("exhaustive")
class LifeRightsTest {

    private static final Pattern RULE =
            Pattern.compile("apiGroups: \\[\"([^\"]*)\"], resources: \\[([a-z/]+)], verbs: \\[([a-z, ]+)]");

    @Test
    void printsTheRoleOfAllThatAReleaseDoes() {
        try (Site site = site()) {
            assertThat(role(site).lines().skip(4))
                    .contains(
                            "  - {apiGroups: [\"apps\"], resources: [deployments], verbs: [get, list, watch, create]}",
                            "  - {apiGroups: [\"apps\"], resources: [deployments], verbs: [patch, delete], resourceNames: [myapp-blue]}",
                            "  - {apiGroups: [\"apps\"], resources: [deployments], verbs: [patch, delete], resourceNames: [myapp-green]}",
                            "  - {apiGroups: [\"\"], resources: [pods/log], verbs: [get]}",
                            "  - {apiGroups: [\"autoscaling\"], resources: [horizontalpodautoscalers], verbs: [list]}",
                            "  - {apiGroups: [\"autoscaling\"], resources: [horizontalpodautoscalers], verbs: [patch], resourceNames: [myapp-blue]}",
                            "  - {apiGroups: [\"autoscaling\"], resources: [horizontalpodautoscalers], verbs: [patch], resourceNames: [myapp-green]}");
        }
    }

    @Test
    void whatTestsAndApprovalsTakeIsInItToo() {
        try (Site site = Site.withApp()) {
            String role = KubernetesRbac.of(site.release()
                            .smokeTest(SmokeTest.get("/").via(site.platform.previewService()))
                            .smokeTest(site.platform.loadBalancerProvisioned(Site.SERVICE))
                            .approval(site.platform.annotationApproval())
                            .build())
                    .toString();

            assertThat(role.lines())
                    .contains(
                            "  - {apiGroups: [\"\"], resources: [services], verbs: [list, watch, create]}",
                            "  - {apiGroups: [\"\"], resources: [services], verbs: [delete], resourceNames: [bluegreen-preview-myapp]}",
                            "  - {apiGroups: [\"\"], resources: [events], verbs: [list]}",
                            "  - {apiGroups: [\"\"], resources: [configmaps], verbs: [get, list, watch], resourceNames: [bluegreen-approval-myapp]}");
        }
    }

    @Test
    void aReleaseLivesUnderItsPrintedRole() {
        try (Site site = site()) {
            List<String> told = live(site, role(site));

            assertThat(told).noneMatch(sentence -> sentence.contains("allow it by the rule"));
            assertThat(site.kubectl()
                            .apps()
                            .deployments()
                            .withName("myapp-blue")
                            .get())
                    .isNotNull();
        }
    }

    @Test
    void withoutAnyOneRuleTheRightIsNamed() {
        List<String> rules;
        try (Site site = site()) {
            rules = role(site).lines().filter(line -> line.startsWith("  - ")).toList();
        }
        assertThat(rules).hasSizeGreaterThan(14).allSatisfy(LifeRightsTest::isNeeded);
    }

    private static void isNeeded(String rule) {
        Matcher parts = RULE.matcher(rule);
        assertThat(parts.find()).as(rule).isTrue();
        try (Site site = site()) {
            List<String> told = live(site, without(role(site), rule));

            assertThat(told)
                    .as(rule + told.get(told.size() - 1))
                    .anyMatch(sentence -> sentence.contains(parts.group(2))
                            && (sentence.contains("cannot ") || sentence.contains("may not ")));
        }
    }

    private static String without(String role, String rule) {
        String left = role.replace(rule + "\n", "");
        return left.endsWith("rules:\n") ? left.substring(0, left.indexOf("---\n")) : left;
    }

    private static Site site() {
        Site site = Site.withApp();
        site.autoscale("myapp-blue", 2, 9);
        site.autoscale("myapp-green", 1, 9);
        return site;
    }

    private static String role(Site site) {
        return KubernetesRbac.of(configured(site.release()).build()).toString();
    }

    private static ReleaseBuilder configured(ReleaseBuilder release) {
        return release.preflight(THOROUGH)
                .prescale()
                .standby(Standby.lasting(Duration.ofHours(1)).scaledTo(1))
                .retireBy(RetireBy.DELETION);
    }

    /** All that is said in a life: what is told, and what it ends with if it fails. */
    private static List<String> live(Site site, String role) {
        List<String> told = new CopyOnWriteArrayList<>();
        try (Fabric8Platform platform =
                Fabric8Platform.of(site.cluster.clientAs("ci", role)).withTime(site.cluster.time())) {
            live(
                    site,
                    told,
                    configured(BlueGreen.release("myapp").on(platform))
                            .listener(event -> told.add(event.sentence()))
                            .build());
        } catch (BlueGreenException e) {
            told.add(String.valueOf(e.getMessage()));
        }
        return told;
    }

    private static void live(Site site, List<String> told, Release release) {
        crash(site, told, release);
        release.stage(GREEN).image("registry/myapp:v2").previewReplicas(1).apply();
        release.switchTo(GREEN);
        release.extendStandby(Duration.ofMinutes(5));
        release.rollBack();
        release.switchTo(GREEN);
        site.cluster.clock().advance(Duration.ofHours(2));
        release.retire(BLUE);
        release.stage(BLUE).image("registry/myapp:v3").apply();
        release.switchTo(BLUE);
        site.cluster.clock().advance(Duration.ofHours(2));
        release.retire(GREEN);
    }

    /** A first image that is broken, so that somebody has to look at its log. */
    private static void crash(Site site, List<String> told, Release release) {
        site.cluster.behave(pods("track=green"), Behaviour.crashLoop());
        try {
            release.stage(GREEN)
                    .image("registry/myapp:broken")
                    .within(Duration.ofMinutes(2))
                    .apply();
        } catch (StageException e) {
            told.add(String.valueOf(e.getMessage()));
        }
        site.cluster.behave(pods("track=green"), Behaviour.readyAfter(Duration.ofSeconds(1)));
        site.cluster.clock().advance(Duration.ofMinutes(10));
    }
}
