package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A way back to pods that the Service would not reach, though they are ready, is worse than none. */
class UnreachableWayBackTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void isRefusedWhereTheSelectorHasAKeyThatTheOldPodsDoNotCarry() {
        site.release().build().switchTo(GREEN);
        site.kubectl().pods().withLabel("track", "green").list().getItems().stream()
                .map(pod -> pod.getMetadata().getName())
                .forEach(name -> site.kubectl().pods().withName(name).edit(pod -> {
                    pod.getMetadata().getLabels().put("version", "v2");
                    return pod;
                }));
        site.select("version", "v2");
        site.cluster.settle();

        assertRefused("Service/myapp-svc would select none of the 3 pods of BLUE that are ready by"
                + " {app=myapp, track=blue, version=v2}; remove the key from its selector that they do not carry");
    }

    @Test
    void isRefusedWhereTheOldPodsHaveNoneOfThePorts() {
        onlyHttp();
        site.release().build().switchTo(GREEN);
        renamePortOfBlue();
        site.cluster.awaitReady();

        assertRefused("Service/myapp-svc would find none of its ports in the pods of myapp-blue, which are 'http'");
    }

    @Test
    void isTakenWhereOneOfTwoPortsIsLeft() {
        onlyHttp();
        edit(service -> service.getSpec()
                .getPorts()
                .add(new ServicePortBuilder()
                        .withName("raw")
                        .withPort(81)
                        .withTargetPort(new IntOrString(8080))
                        .build()));
        site.release().build().switchTo(GREEN);
        renamePortOfBlue();
        site.cluster.awaitReady();

        assertThat(site.release().build().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void isNotTakenInABake() {
        onlyHttp();
        site.cluster.time().after(Duration.ofSeconds(10), this::renamePortOfBlue);
        Slo breachedLater = asked -> new Slo.Result(
                asked.now().isAfter(asked.switched().plusSeconds(90)) ? Slo.Verdict.BAD : Slo.Verdict.GOOD, "errors");

        assertThatThrownBy(() -> site.release()
                        .bake(Duration.ofMinutes(5), breachedLater)
                        .build()
                        .switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        stays -> assertThat(stays.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION))
                .hasMessageContaining("going back failed: Service/myapp-svc would find none of its ports");
        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> site.release().build().rollBack())
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        refused -> assertThat(refused.report().outcome()).isEqualTo(Outcome.REFUSED))
                .hasMessageContaining(why)
                .hasMessageEndingWith("Nothing was moved; traffic is on GREEN.");
        assertThat(site.service().getSpec().getSelector()).containsEntry("track", "green");
        assertThat(site.lockIsFree()).isTrue();
    }

    private void onlyHttp() {
        edit(service -> service.getSpec().getPorts().get(0).setTargetPort(new IntOrString("http")));
    }

    private void edit(Consumer<Service> change) {
        site.kubectl().services().withName(Site.SERVICE).edit(service -> {
            change.accept(service);
            return service;
        });
        site.cluster.settle();
    }

    private void renamePortOfBlue() {
        site.kubectl().apps().deployments().withName("myapp-blue").edit(blue -> {
            blue.getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .get(0)
                    .getPorts()
                    .get(0)
                    .setName("web");
            return blue;
        });
    }
}
