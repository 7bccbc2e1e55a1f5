package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What cannot be released as it stands: a clear error, and no write request reaches the API. */
class BadInputTest {

    private final Site site = new Site();

    @AfterEach
    void nothingWasWritten() {
        assertThat(site.writes()).isEmpty();
        site.close();
    }

    @Test
    void aNamespaceThatDoesNotExist() {
        deploy();
        ReleaseBuilder release = BlueGreen.release("myapp").on(site.platform.inNamespace("shpo"));

        assertRefused(release, "namespace: 'shpo' does not exist");
    }

    @Test
    void anAppThatDoesNotExist() {
        deploy();

        assertRefused(BlueGreen.release("other").on(site.platform), "other", "myapp-svc");
    }

    @Test
    void onlyOneTrack() {
        deploy();
        site.kubectl().apps().deployments().withName("myapp-green").delete();

        assertRefused(site.release(), "green", "myapp-blue");
    }

    @Test
    void theSameTrackLabelOnBothDeployments() {
        apply("a", "blue");
        apply("b", "blue");
        service("myapp-svc", "{app: myapp, track: blue}");

        assertRefused(site.release(), "blue", "a", "b");
    }

    @Test
    void aServiceThatSelectsAThirdValue() {
        deploy();
        site.select("track", "purple");

        assertRefused(site.release(), "purple", "blue", "green");
        assertRefused(site.release().cutover(site.platform.selectorPatch(Site.SERVICE)), "purple", "blue", "green");
    }

    @Test
    void twoServicesThatCouldBothBeTheRouter() {
        deploy();
        service("myapp-two", "{app: myapp, track: blue}");

        assertRefused(site.release(), "myapp-svc", "myapp-two", "selectorPatch(");
    }

    @Test
    void aServiceWithoutTheTrackKey() {
        apply("myapp-blue", "blue");
        apply("myapp-green", "green");
        service("myapp-svc", "{app: myapp}");

        assertRefused(site.release(), "myapp-svc", "track");
        assertRefused(site.release().cutover(site.platform.selectorPatch("myapp-svc")), "myapp-svc", "track");
    }

    @Test
    void aServiceThatExposesTheIdleTrackUnlessItIsAllowedTo() {
        deploy();
        service("metrics", "{app: myapp}");

        assertRefused(site.release(), "metrics", ".allowExposedBy(\"metrics\")");
        assertThat(site.release().allowExposedBy("metrics").build().plan(GREEN).executable())
                .isTrue();
    }

    @Test
    void aServiceThatDoesNotExist() {
        deploy();

        assertRefused(site.release().cutover(site.platform.selectorPatch("myapp-scv")), "myapp-scv", "myapp-svc");
    }

    @Test
    void aServiceWithoutSelectorAndAnExternalName() {
        deploy();
        site.cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: bare}
                spec:
                  ports: [{port: 80}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: outside}
                spec:
                  type: ExternalName
                  externalName: example.org
                """);

        assertRefused(site.release().cutover(site.platform.selectorPatch("bare")), "bare", "selector");
        assertRefused(site.release().cutover(site.platform.selectorPatch("outside")), "outside", "ExternalName");
    }

    private void deploy() {
        site.cluster.app("myapp").deploy();
    }

    private void apply(String name, String track) {
        site.cluster.apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: myapp, track: %s}}
                  template:
                    metadata: {labels: {app: myapp, track: %s}}
                    spec: {containers: [{name: web, image: "myapp:v1"}]}
                """.formatted(name, track, track));
        site.cluster.settle();
    }

    private void service(String name, String selector) {
        site.cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: %s}
                spec:
                  selector: %s
                  ports: [{port: 80, targetPort: 8080}]
                """.formatted(name, selector));
        site.cluster.settle();
    }

    private static void assertRefused(ReleaseBuilder release, String... parts) {
        assertThatThrownBy(() -> release.build().switchTo(GREEN))
                .isInstanceOf(RuntimeException.class)
                .hasMessageContainingAll(parts);
    }
}
