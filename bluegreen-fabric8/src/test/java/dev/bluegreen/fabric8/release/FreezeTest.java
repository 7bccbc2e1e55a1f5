package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.KubernetesRbac;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.fault.Fault;
import dev.bluegreen.testkit.fault.FaultRule;
import dev.bluegreen.testkit.request.ApiRequest;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Change windows and the stop button of a namespace: two ConfigMaps that people write with kubectl. */
class FreezeTest {

    private static final String STOP = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: bluegreen-stop, namespace: default}
            data: {stopped: "true", by: ann, reason: INC-4711}
            """;
    private static final String SAID =
            "releases are stopped by ann: INC-4711 (delete ConfigMap/bluegreen-stop to go on)";

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void theWindowsOfTheNamespaceCloseAndOpen() {
        windows("no-thursdays: deny Thu Europe/Berlin");
        ReleaseBuilder release = site.release().namespaceWindows();

        assertThatThrownBy(() -> release.build().switchTo(GREEN))
                .hasMessageContaining(
                        "deny Thu Europe/Berlin (ConfigMap/bluegreen-windows, no-thursdays) is in force; they open Fri"
                                + " 00:00 Europe/Berlin");
        site.cluster.clock().advance(Duration.ofDays(1));

        assertThat(release.build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aTypoClosesThemAndNamesConfigMapAndKey() {
        windows("office: allow Mon-Fry 08:00-17:00 Europe/Berlin");

        assertThatThrownBy(() -> site.release().namespaceWindows().build().switchTo(GREEN))
                .hasMessageContaining("ConfigMap/bluegreen-windows, entry office, is not a change window")
                .hasMessageContaining("'Mon-Fry'");
    }

    @Test
    void binaryDataIsNoWindow() {
        site.cluster.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: bluegreen-windows, namespace: default}
                binaryData: {office: YWxsb3c=}
                """);

        assertThatThrownBy(() -> site.release().namespaceWindows().build().switchTo(GREEN))
                .hasMessageContaining("entry office, is not a change window");
    }

    @Test
    void withoutTheConfigMapsNothingIsFrozen() {
        assertThat(site.release()
                        .namespaceWindows()
                        .stoppable()
                        .build()
                        .switchTo(GREEN)
                        .outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void windowsThatChangeBetweenPlanAndWriteCloseIt() {
        site.cluster
                .faults()
                .on("create")
                .resource("leases")
                .client(Site.RELEASER)
                .then(Fault.precededBy(
                        () -> windows("incident: deny 2026-01-01 UTC"),
                        Optional.of(Fault.delay(Duration.ofSeconds(1)))));

        assertThatThrownBy(() -> site.release().namespaceWindows().build().switchTo(GREEN))
                .hasMessageContaining("deny 2026-01-01 UTC (ConfigMap/bluegreen-windows, incident) is in force");
        assertThat(site.trafficWrites()).isEmpty();
        assertThat(site.lockIsFree()).isTrue();
    }

    /** Each request takes 700 ms, but for heartbeats, whose timer has to go on; the stop is posted before one of them, and a second later nothing moves forward. */
    @ParameterizedTest
    @ValueSource(strings = {"get", "list", "create", "update", "patch"})
    void noTrafficMovesForwardOnceItWasPostedForASecondWhicheverRequestCameNext(String verb) {
        int n = 1;
        while (isKeptWhenPostedBefore(verb, n)) {
            n++;
        }
        assertThat(n).isGreaterThan(1);
    }

    /** False when there was no such request. */
    private static boolean isKeptWhenPostedBefore(String verb, int nth) {
        try (Site site = Site.withApp()) {
            site.cluster.apply("""
                    apiVersion: v1
                    kind: Service
                    metadata: {name: myapp-api, namespace: default}
                    spec: {selector: {app: myapp, track: blue}, ports: [{name: http, port: 8080, targetPort: http}]}
                    """);
            AtomicReference<Instant> posted = new AtomicReference<>(Instant.MAX);
            FaultRule rival = site.cluster
                    .faults()
                    .on(verb)
                    .client(Site.RELEASER)
                    .nth(nth)
                    .then(Fault.precededBy(
                            () -> {
                                site.cluster.apply(STOP);
                                posted.set(site.cluster.time().now().plusSeconds(1));
                            },
                            Optional.empty()));
            for (String slow : List.of("get", "create", "patch")) {
                site.cluster.faults().on(slow).client(Site.RELEASER).then(Fault.delay(Duration.ofMillis(700)));
            }
            switchBoth(site);
            for (String service : List.of(Site.SERVICE, "myapp-api")) {
                assertThat(forward(site, service).filter(at -> !at.isBefore(posted.get())))
                        .as("stopped before %s %d, %s", verb, nth, service)
                        .isEmpty();
            }
            return rival.fired() > 0;
        }
    }

    private static void switchBoth(Site site) {
        try {
            site.release()
                    .cutover(site.platform.selectorPatch(Site.SERVICE))
                    .cutover(site.platform.selectorPatch("myapp-api"))
                    .holdWhileStopped(Duration.ofSeconds(5))
                    .build()
                    .switchTo(GREEN);
        } catch (CutoverException e) {
            assertThat(e).hasMessageContaining(SAID);
        }
    }

    /** When a Service was first sent to GREEN. */
    private static Optional<Instant> forward(Site site, String service) {
        return site.trafficWrites().stream()
                .filter(write -> write.name().equals(service))
                .map(ApiRequest::time)
                .findFirst();
    }

    @Test
    void whoMayNotReadThemIsRefusedWhereTheyAreConfigured() {
        ReleaseBuilder forbidden =
                restricted(KubernetesRbac.of(site.release().build().plan(GREEN)).toString());

        assertThatThrownBy(() -> forbidden.namespaceWindows().build().switchTo(GREEN))
                .hasMessageContaining("get configmaps \"bluegreen-windows\"")
                .hasMessageContaining("remove namespaceWindows()");
        assertThatThrownBy(() -> forbidden.stoppable().build().switchTo(GREEN))
                .hasMessageContaining("get configmaps \"bluegreen-stop\"")
                .hasMessageContaining("remove stoppable()");
        assertThat(forbidden.stoppable().build().plan(GREEN).findings())
                .filteredOn(found -> found.id().equals("permission-missing"))
                .singleElement()
                .satisfies(
                        found -> assertThat(found.remedy())
                                .contains(
                                        "{apiGroups: [\"\"], resources: [configmaps], verbs: [get], resourceNames: [bluegreen-stop]}"));
        assertThat(forbidden.build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void thePrintedRoleHasThemByNameAndIsEnough() {
        String role = KubernetesRbac.of(
                        site.release().namespaceWindows().stoppable().build().plan(GREEN))
                .toString();

        assertThat(role)
                .contains(
                        "{apiGroups: [\"\"], resources: [configmaps], verbs: [get], resourceNames: [bluegreen-windows]}")
                .contains(
                        "{apiGroups: [\"\"], resources: [configmaps], verbs: [get], resourceNames: [bluegreen-stop]}");
        assertThat(restricted(role)
                        .namespaceWindows()
                        .stoppable()
                        .build()
                        .switchTo(GREEN)
                        .outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aWarmSwitchMakesOneRequestMoreForEach() {
        ReleaseBuilder release = site.release();
        release.build().switchTo(GREEN);
        release.build().rollBack();

        assertThat(configMapReads()).isZero();
        release.namespaceWindows().stoppable().build().switchTo(GREEN);

        assertThat(configMapReads()).isEqualTo(2);
    }

    @Test
    void theStopIsInPlanAndStatusAndDoesNotKeepTrafficFromGoingBack() {
        ReleaseBuilder release = site.release().stoppable();
        release.build().switchTo(GREEN);
        site.cluster.apply(STOP);

        assertThat(release.build().plan(BLUE).toString()).contains("FAIL stop: " + SAID);
        assertThat(release.build().status().toString()).contains(SAID);
        assertThat(release.build().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    private long configMapReads() {
        return site.cluster.requests().stream()
                .filter(request -> request.is("get", "configmaps"))
                .count();
    }

    private void windows(String entry) {
        site.cluster.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: bluegreen-windows, namespace: default}
                data: {%s}
                """.formatted(entry));
    }

    private ReleaseBuilder restricted(String role) {
        KubernetesClient client = site.cluster.clientAs("ci", role);
        return BlueGreen.release("myapp").on(Fabric8Platform.of(client).withTime(site.cluster.time()));
    }
}
