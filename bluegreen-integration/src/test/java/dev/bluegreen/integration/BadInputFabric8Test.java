package dev.bluegreen.integration;

import static dev.bluegreen.integration.BadInputs.DURATIONS;
import static dev.bluegreen.integration.BadInputs.HUGE;
import static dev.bluegreen.integration.BadInputs.NAMES;
import static dev.bluegreen.integration.BadInputs.TIMES;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.fabric8.AlbIngress;
import dev.bluegreen.fabric8.ExternalDns;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.GatewayRoute;
import dev.bluegreen.fabric8.IstioRoute;
import dev.bluegreen.fabric8.KubernetesRbac;
import dev.bluegreen.fabric8.NlbService;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.testkit.FakeCluster;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every public method of this module that takes something of a user, and everything that nobody should give it. */
class BadInputFabric8Test {

    /** What the engine calls, with what it made itself. */
    private static final Set<String> CALLED_BY_US = Set.of(
            "AnnotationApproval.check",
            "AnnotationApproval.instructions",
            "AnnotationApproval.permissions",
            "AnnotationApproval.watch",
            "Fabric8Platform.addresses",
            "Fabric8Platform.discover",
            "Fabric8Platform.inspect",
            "Fabric8Platform.inspectAhead",
            "Fabric8Platform.permissions",
            "JobSmokeTest.permissions",
            "JobSmokeTest.preflight",
            "JobSmokeTest.limit",
            "JobSmokeTest.check",
            "JobSmokeTest.writes",
            "LoadBalancerCheck.permissions",
            "LoadBalancerCheck.limit",
            "LoadBalancerCheck.check",
            "KubernetesEvents.on",
            "KubernetesEvents.permissions",
            "SelectorPatch.fence",
            "SelectorPatch.isCurrent",
            "SelectorPatch.observe",
            "SelectorPatch.overwritten",
            "SelectorPatch.permissions",
            "SelectorPatch.preflight",
            "SelectorPatch.shift",
            "SelectorPatch.unreachable",
            "SelectorPatch.unseenSince",
            "SelectorPatch.verify",
            "SelectorPatch.watch",
            "WeightedCutover.*");

    private static final String JOB = """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: %s}
            spec:
              template:
                spec:
                  restartPolicy: %s
                  containers: [{name: test, image: curl}]
            """;

    private final FakeCluster cluster = FakeCluster.start();
    private final Fabric8Platform shop = platform("releaser");
    private final BadInputs bad = new BadInputs();

    @BeforeEach
    void deploy() {
        cluster.app("myapp").deploy();
    }

    @AfterEach
    void nothingWasWritten() {
        assertThat(cluster.writes())
                .filteredOn(request -> !request.client().equals(FakeCluster.KUBECTL))
                .isEmpty();
        shop.close();
        cluster.close();
    }

    @Test
    void isRefusedBeforeAnyWriteWithFieldValueAndRemedy() {
        bad.refusesNull("Fabric8Platform.of", none -> Fabric8Platform.of(null));
        bad.refusesNull("Fabric8Platform.withTime", none -> shop.withTime(null));
        bad.refuses("Fabric8Platform.inNamespace", NAMES, shop::inNamespace);
        bad.refuses("Fabric8Platform.selectorPatch", NAMES, shop::selectorPatch);
        bad.refuses("Fabric8Platform.secret", NAMES, name -> shop.secret(name, "url"));
        bad.refuses("Fabric8Platform.loadBalancerProvisioned", NAMES, shop::loadBalancerProvisioned);
        bad.refusesNull("Fabric8Platform.previewService", none -> shop.previewService(null));
        bad.refuses(
                "AnnotationApproval.of",
                NAMES,
                name -> shop.annotationApproval().of(name));
        bad.refuses(
                "SelectorPatch.settlesWithin",
                DURATIONS,
                time -> shop.selectorPatch("shop").settlesWithin(time));
        bad.refusesNull(
                "SelectorPatch.supports", none -> shop.selectorPatch("shop").supports(null));
        weights();
        bad.refuses(
                "SelectorPatch.makeBeforeBreak",
                TIMES,
                time -> shop.selectorPatch("shop").makeBeforeBreak(time));
        bad.refusesNull(
                "SelectorPatch.makeBeforeBreak",
                none -> shop.selectorPatch("shop").makeBeforeBreak((HopVerifier) null));
        bad.refuses(
                "SelectorPatch.maxTargetsPerTargetGroup",
                List.of(0, -1, Integer.MIN_VALUE),
                most -> shop.selectorPatch("shop").maxTargetsPerTargetGroup(most));
        bad.refuses("Fabric8Platform.smokeJob", manifests(), manifest -> tested(shop.smokeJob(manifest)));
        bad.refuses(
                "JobSmokeTest.within",
                TIMES,
                time -> tested(shop.smokeJob(JOB.formatted("smoke", "Never")).within(time)));
        bad.refuses(
                "LoadBalancerCheck.within",
                DURATIONS,
                time -> tested(shop.loadBalancerProvisioned("shop").within(time)));
        bad.refusesNull(
                "LoadBalancerCheck.answering",
                none -> shop.loadBalancerProvisioned("shop").answering(null));
        bad.refusesNull(
                "KubernetesEvents.kinds", none -> shop.kubernetesEvents().kinds(null));
        bad.refusesNull(
                "KubernetesEvents.atLeast", none -> shop.kubernetesEvents().atLeast(null));
        bad.refusesNull("KubernetesRbac.of", none -> KubernetesRbac.of((CutoverPlan) null));
        bad.refusesNull("KubernetesRbac.of", none -> KubernetesRbac.of((Release) null));

        afterClose();
        bad.check(List.of(Fabric8Platform.class), CALLED_BY_US);
    }

    private void weights() {
        List<String> objects = NAMES.stream()
                .filter(name -> name == null || name.length() != 64)
                .toList();
        bad.refuses("Fabric8Platform.albIngress", objects, shop::albIngress);
        AlbIngress ingress = shop.albIngress("shop");
        bad.refuses("AlbIngress.annotationPrefix", objects, ingress::annotationPrefix);
        bad.refuses("AlbIngress.settlesWithin", DURATIONS, ingress::settlesWithin);
        bad.refuses("AlbIngress.awaitStickiness", DURATIONS, ingress::awaitStickiness);
        bad.refusesNull("AlbIngress.verifiedBy", none -> ingress.verifiedBy(null));
        bad.refuses("Fabric8Platform.nlbService", NAMES, shop::nlbService);
        NlbService service = shop.nlbService("shop");
        bad.refuses("NlbService.settlesWithin", DURATIONS, service::settlesWithin);
        bad.refuses("NlbService.controllerVersion", NAMES, service::controllerVersion);
        bad.refusesNull("NlbService.verifiedBy", none -> service.verifiedBy(null));
        bad.refuses("Fabric8Platform.httpRoute", objects, shop::httpRoute);
        bad.refuses("Fabric8Platform.grpcRoute", objects, shop::grpcRoute);
        bad.refuses("Fabric8Platform.virtualService", objects, shop::virtualService);
        IstioRoute mesh = shop.virtualService("shop");
        bad.refuses("IstioRoute.route", Arrays.asList(null, "", " "), mesh::route);
        bad.refuses("IstioRoute.settlesWithin", DURATIONS, mesh::settlesWithin);
        bad.refuses("IstioRoute.pushedWithin", DURATIONS, mesh::pushedWithin);
        bad.refusesNull("IstioRoute.verifiedBy", none -> mesh.verifiedBy(null));
        bad.refuses("Fabric8Platform.externalDns", objects, shop::externalDns);
        ExternalDns dns = shop.externalDns("api.example.com");
        bad.refuses("ExternalDns.endpoint", objects, dns::endpoint);
        bad.refuses("ExternalDns.annotationPrefix", objects, dns::annotationPrefix);
        bad.refuses(
                "ExternalDns.identifiers", Arrays.asList(null, "", " ", "green"), one -> dns.identifiers(one, "green"));
        bad.refuses(
                "ExternalDns.identifiers", Arrays.asList(null, "", " ", "blue"), one -> dns.identifiers("blue", one));
        bad.refuses("ExternalDns.failover", Arrays.asList(null, "", " ", "green"), one -> dns.failover(one, "GREEN"));
        bad.refuses("ExternalDns.failover", Arrays.asList(null, "", " ", "BLUE"), one -> dns.failover("blue", one));
        bad.refuses("ExternalDns.settlesWithin", DURATIONS, dns::settlesWithin);
        bad.refusesNull("ExternalDns.verifiedBy", none -> dns.verifiedBy(null));
        GatewayRoute route = shop.httpRoute("shop");
        bad.refuses("GatewayRoute.rule", Arrays.asList(null, "", " "), name -> route.rule(name));
        bad.refuses("GatewayRoute.inNamespace", NAMES, route::inNamespace);
        bad.refuses("GatewayRoute.rule", List.of(-1, Integer.MIN_VALUE), place -> route.rule(place));
        bad.refuses("GatewayRoute.settlesWithin", DURATIONS, route::settlesWithin);
        bad.refuses(
                "GatewayRoute.headerPreview",
                Arrays.asList(null, URI.create("gateway"), URI.create("ftp://x")),
                route::headerPreview);
        bad.refusesNull("GatewayRoute.verifiedBy", none -> route.verifiedBy(null));
    }

    private Fabric8Platform platform(String client) {
        return Fabric8Platform.of(cluster.client(client)).withTime(cluster.time());
    }

    private void afterClose() {
        Fabric8Platform closed = platform("closed");
        Release release = BlueGreen.release("myapp").on(closed).build();
        Release borrowing = BlueGreen.release("myapp")
                .on(shop)
                .cutover(closed.selectorPatch("myapp-svc"))
                .build();
        closed.close();
        bad.refusesNull("Release.switchTo", none -> release.switchTo(GREEN));
        bad.refusesNull("Release.start", none -> release.start(GREEN));
        bad.refusesNull("Release.plan", none -> release.plan(GREEN));
        bad.refusesNull("Release.rollBack", none -> release.rollBack());
        bad.refusesNull("Release.recover", none -> release.recover());
        bad.refusesNull("Release.status", none -> release.status());
        bad.refusesNull("Release.retire", none -> release.retire(GREEN));
        bad.refusesNull(
                "Release.stage", none -> release.stage(GREEN).image("a:1").apply());
        bad.refusesNull("BlueGreen.retireDue", none -> BlueGreen.retireDue(closed));
        bad.refusesNull("Release.switchTo", none -> borrowing.switchTo(GREEN));
    }

    private static List<String> manifests() {
        return Arrays.asList(
                null,
                "",
                " ",
                "a: [b",
                "kind: ConfigMap\napiVersion: v1",
                "kind: Job\napiVersion: batch/v2\nspec: {template: {}}",
                "kind: Job\napiVersion: batch/v1",
                "[".repeat(50_000),
                "a: &a [*a]",
                JOB.formatted("smoke", "Never") + "---\n" + JOB.formatted("smoke", "Never"),
                JOB.formatted("UPPER", "Never"),
                JOB.formatted("my_job", "Never"),
                JOB.formatted("../x", "Never"),
                JOB.formatted("smoke", "Always"),
                JOB.formatted("smoke, namespace: elsewhere", "Never"),
                HUGE + "x");
    }

    private void tested(SmokeTest test) {
        BlueGreen.release("myapp").on(shop).smokeTest(test).build();
    }
}
