package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.check.PreflightDepth;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.KubernetesRbac;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.result.Outcome;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads in other namespaces, of which a finding knows more, and without which all works: printed as optional. */
class OptionalReadsTest {

    private final Shop shop = Shop.open();

    @BeforeEach
    void manage() {
        shop.cluster.install("argoproj.io/v1alpha1", "Application", "applications");
        shop.cluster.apply("""
                apiVersion: v1
                kind: Namespace
                metadata: {name: argocd}
                ---
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: shop, namespace: argocd}
                spec: {syncPolicy: {automated: {selfHeal: true}}}
                """);
        shop.edit(service -> {
            service.getMetadata()
                    .getAnnotations()
                    .put("argocd.argoproj.io/tracking-id", "shop:/Service:default/checkout-svc");
            return service;
        });
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void arePrintedAsOptionalInTheirNamespaces() {
        assertThat(role()).contains("""
                        metadata: {name: bluegreen-checkout, namespace: kube-system}
                        rules:
                          - {apiGroups: ["apps"], resources: [deployments], verbs: [get],\
                         resourceNames: [aws-load-balancer-controller]}  # optional
                        """).contains("""
                        metadata: {name: bluegreen-checkout, namespace: argocd}
                        rules:
                          - {apiGroups: ["argoproj.io"], resources: [applications], verbs: [get],\
                         resourceNames: [shop]}  # optional
                        """);
    }

    @Test
    void areMadeUnderThePrintedRolesAndMissingWithoutThem() {
        try (Fabric8Platform allowed = as("allowed", role())) {
            assertThat(managed(allowed).sentence()).contains("Application argocd/shop has selfHeal");
        }
        String required =
                role().lines().filter(line -> !line.endsWith("# optional")).collect(Collectors.joining("\n"));
        try (Fabric8Platform restricted = as("restricted", required)) {
            assertThat(managed(restricted).sentence()).contains("could not be read");
            assertThat(release(restricted).plan(GREEN).findings())
                    .filteredOn(finding -> finding.id().equals("permission-missing"))
                    .hasSize(2)
                    .extracting(Finding::severity)
                    .containsOnly(Severity.INFO);
            assertThat(release(restricted).switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        }
    }

    private String role() {
        return KubernetesRbac.of(release(shop.platform).plan(GREEN)).toString();
    }

    private Fabric8Platform as(String user, String role) {
        return Fabric8Platform.of(shop.cluster.clientAs(user, role)).withTime(shop.cluster.time());
    }

    private static Finding managed(Fabric8Platform platform) {
        return release(platform).plan(GREEN).findings().stream()
                .filter(finding -> finding.id().equals("managed-by-argocd"))
                .findFirst()
                .orElseThrow();
    }

    private static Release release(Fabric8Platform platform) {
        return BlueGreen.release("checkout")
                .on(platform)
                .cutover(platform.selectorPatch("checkout-svc").makeBeforeBreak(Duration.ofSeconds(10)))
                .preflight(PreflightDepth.THOROUGH)
                .build();
    }
}
