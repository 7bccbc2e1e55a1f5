package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.fault.Fault;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Before traffic moves: who would put the selector back afterwards. */
class DriftTest {

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({
        "argocd.argoproj.io/tracking-id, managed-by-argocd, ignoreDifferences",
        "kustomize.toolkit.fluxcd.io/name, managed-by-flux, IfNotPresent",
        "helm.toolkit.fluxcd.io/name, managed-by-flux, driftDetection.ignore",
        "meta.helm.sh/release-name, managed-by-helm, helm upgrade"
    })
    void namesTheToolByItsMarkAndTheRemedy(String mark, String id, String remedy) {
        edit(service -> service.getMetadata().getAnnotations().put(mark, "x"));

        assertThat(found(GREEN)).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo(id);
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.remedy()).contains(remedy);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{automated: {selfHeal: true}} | [] | WARNING | has selfHeal, and reverts its selector within minutes",
                "{} | [] | WARNING | reverts its selector at its next sync",
                "{syncOptions: [RespectIgnoreDifferences=true], automated: {selfHeal: true}} | [{group: '', kind: Service, jsonPointers: [/spec/selector]}] | INFO | leaves its selector alone",
                "{syncOptions: [RespectIgnoreDifferences=true]} | [{kind: Service, name: myapp-svc, jsonPointers: [/spec/selector/track]}] | INFO | leaves its selector alone",
                "{syncOptions: [RespectIgnoreDifferences=true]} | [{kind: Service, jqPathExpressions: ['.spec.selector.track']}] | INFO | leaves its selector alone",
                "{syncOptions: [RespectIgnoreDifferences=true]} | [{kind: Service, managedFieldsManagers: [bluegreen]}] | INFO | leaves its selector alone",
                "{automated: {selfHeal: true}} | [{kind: Service, jsonPointers: [/spec/selector]}] | WARNING | lacks RespectIgnoreDifferences=true",
                "{syncOptions: [RespectIgnoreDifferences=true]} | [{kind: Service, name: other, jsonPointers: [/spec/selector]}] | WARNING | at its next sync",
                "{syncOptions: [RespectIgnoreDifferences=true]} | [{group: apps, kind: Deployment, jsonPointers: [/spec/selector]}] | WARNING | at its next sync",
                "{syncOptions: [RespectIgnoreDifferences=true]} | [{kind: Service, jsonPointers: [/spec/selector/app, /spec/sel]}] | WARNING | at its next sync"
            })
    void readsWhatTheApplicationOfArgoCdIgnores(String policy, String ignored, Severity severity, String sentence) {
        site.cluster.install("argoproj.io/v1alpha1", "Application", "applications");
        site.cluster.apply("""
                apiVersion: v1
                kind: Namespace
                metadata: {name: argocd}
                ---
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: shop, namespace: argocd}
                spec: {syncPolicy: %s, ignoreDifferences: %s}
                """.formatted(policy, ignored));
        edit(service -> service.getMetadata()
                .getAnnotations()
                .put("argocd.argoproj.io/tracking-id", "shop:/Service:default/myapp-svc"));

        assertThat(found(GREEN)).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo("managed-by-argocd");
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.sentence()).contains("Application argocd/shop", sentence);
        });
    }

    @Test
    void saysThatTheApplicationCouldNotBeRead() {
        site.cluster.install("argoproj.io/v1alpha1", "Application", "applications");
        edit(service -> service.getMetadata()
                .getAnnotations()
                .put("argocd.argoproj.io/tracking-id", "team_shop:/Service:default/myapp-svc"));
        assertThat(found(GREEN))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence())
                        .contains("Application team/shop, which says whether it does, is not there"));

        site.cluster.faults().on("get").resource("applications").first(5).then(Fault.status(403));
        assertThat(found(GREEN)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.sentence()).contains("could not be read", "applications", "team");
        });
    }

    @Test
    void namesTheToolByItsFieldManager() {
        Service applied = new ServiceBuilder()
                .withNewMetadata()
                .withName(Site.SERVICE)
                .addToLabels("team", "shop")
                .endMetadata()
                .build();
        site.kubectl()
                .resource(applied)
                .inNamespace("default")
                .fieldManager("argocd-controller")
                .serverSideApply();

        assertThat(found(GREEN)).extracting(Finding::id).containsExactly("managed-by-argocd");
    }

    @ParameterizedTest
    @CsvSource({
        "Terraform, managed-by-terraform, WARNING",
        "pulumi-kubernetes, managed-by-pulumi, WARNING",
        "our-operator, selector-owned, INFO"
    })
    void namesTheWriterOfTheSelector(String manager, String id, Severity severity) {
        Service applied = new ServiceBuilder(site.service())
                .editMetadata()
                .withManagedFields(List.of())
                .withResourceVersion(null)
                .endMetadata()
                .withStatus(null)
                .build();
        site.kubectl()
                .resource(applied)
                .inNamespace("default")
                .fieldManager(manager)
                .forceConflicts()
                .serverSideApply();

        assertThat(found(GREEN)).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo(id);
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.sentence()).contains(Site.SERVICE);
        });
    }

    @Test
    void findsTheManifestWhoseNextApplyWouldMoveTraffic() {
        lastApplied("{\"spec\":{\"selector\":{\"app\":\"myapp\",\"track\":\"blue\"}}}");

        assertThat(found(GREEN)).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo("last-applied");
            assertThat(finding.sentence()).contains("'track: blue'").contains("the next kubectl apply");
            assertThat(finding.remedy()).contains("to 'green'");
        });
        assertThat(found(BLUE)).isEmpty();
    }

    @Test
    void aManifestThatSaysNothingOfTheTrackIsNoRisk() {
        lastApplied("{\"spec\":{\"selector\":{\"app\":\"myapp\"}}}");

        assertThat(found(GREEN)).isEmpty();
    }

    @Test
    void anAnnotationThatIsNoManifestIsIgnored() {
        lastApplied("no json {");

        assertThat(found(GREEN)).isEmpty();
    }

    private void lastApplied(String manifest) {
        edit(service -> service.getMetadata().getAnnotations().put(LAST_APPLIED, manifest));
    }

    private void edit(Consumer<Service> change) {
        site.kubectl().services().withName(Site.SERVICE).edit(service -> {
            change.accept(service);
            return service;
        });
    }

    private List<Finding> found(Track to) {
        return site.release().build().plan(to).findings().stream()
                .filter(finding -> Set.of("last-applied", "selector-owned").contains(finding.id())
                        || finding.id().startsWith("managed-by-"))
                .toList();
    }
}
