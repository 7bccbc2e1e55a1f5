package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.Cutover;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.SloContext;
import dev.bluegreen.fabric8.SelectorPatch;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.testkit.traffic.Traffic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Traffic through a load balancer that holds pod addresses, while the Service behind it is switched. */
class MakeBeforeBreakTrafficTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aPlainPatchBehindALoadBalancerThatHoldsPodAddressesLosesRequests() {
        site.cluster.loadBalancer(Site.SERVICE);

        assertThat(failuresWhile(() -> release(patch()).build().start(GREEN))).isPositive();
    }

    @Test
    void makeBeforeBreakLosesNoneThereAndBack() {
        site.cluster.loadBalancer(Site.SERVICE);
        bind("web");
        ReleaseBuilder release = release(patch().makeBeforeBreak(ofSeconds(10)));

        assertThat(failuresWhile(() -> release.build().start(GREEN))).isZero();
        assertThat(failuresWhile(() ->
                        release.bake(ofSeconds(20), this::badOnBlue).build().start(BLUE)))
                .isZero();
        assertThat(site.service().getSpec().getSelector()).containsEntry("track", "green");
        assertThat(site.trafficWrites()).hasSize(6);
    }

    @Test
    void anAbortBetweenTheTwoLosesNoneEither() {
        site.cluster.loadBalancer(Site.SERVICE);
        bind("web");
        AtomicReference<Cutover> cutover = new AtomicReference<>();
        site.cluster.when(
                "services",
                "default",
                Site.SERVICE,
                tree -> !selector(tree).containsKey("track"),
                () -> site.cluster
                        .clock()
                        .after(ofSeconds(4), () -> cutover.get().abort("changed my mind")));

        assertThat(failuresWhile(() -> {
                    cutover.set(release(patch().makeBeforeBreak(ofSeconds(10)))
                            .build()
                            .start(GREEN));
                    return cutover.get();
                }))
                .isZero();
        assertThat(site.service().getSpec().getSelector()).containsEntry("track", "blue");
        assertThat(site.trafficWrites()).hasSize(2);
    }

    private Slo.Result badOnBlue(SloContext unused) {
        boolean isBlue = "blue".equals(site.service().getSpec().getSelector().get("track"));
        return new Slo.Result(isBlue ? Slo.Verdict.BAD : Slo.Verdict.GOOD, isBlue ? "errors" : "none");
    }

    /** Requests that fail while a cutover runs to its end, with some requests in each half second of it. */
    private long failuresWhile(Supplier<Cutover> start) {
        site.cluster.clock().manual();
        try (Traffic traffic = site.cluster.loadBalancer(Site.SERVICE).traffic().start()) {
            traffic.awaitAnswered(20);
            CompletableFuture<CutoverReport> end = start.get().completion().toCompletableFuture();
            while (!end.isDone()) {
                site.cluster.clock().advance(Duration.ofMillis(500));
                traffic.awaitEnded(5);
            }
            site.cluster.clock().advance(ofSeconds(20));
            traffic.awaitAnswered(20);
            return traffic.stop().failures().size();
        } finally {
            site.cluster.clock().automatic();
        }
    }

    private void bind(String name) {
        site.cluster.install("elbv2.k8s.aws/v1beta1", "TargetGroupBinding", "targetgroupbindings");
        site.cluster.apply("""
                apiVersion: elbv2.k8s.aws/v1beta1
                kind: TargetGroupBinding
                metadata: {name: %s}
                spec:
                  targetType: ip
                  serviceRef: {name: %s, port: 80}
                """.formatted(name, Site.SERVICE));
    }

    @SuppressWarnings("unchecked") // JSON
    private static Map<String, Object> selector(Map<String, Object> service) {
        return (Map<String, Object>) ((Map<String, Object>) service.get("spec")).get("selector");
    }

    private SelectorPatch patch() {
        return site.platform.selectorPatch(Site.SERVICE);
    }

    private ReleaseBuilder release(SelectorPatch patch) {
        return site.release().cutover(patch);
    }
}
