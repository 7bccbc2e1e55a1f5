package dev.bluegreen.fabric8.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.Release;
import dev.bluegreen.check.Standby;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.spi.CrashException;
import dev.bluegreen.testkit.fault.Fault;
import dev.bluegreen.testkit.internal.Sentences;
import dev.bluegreen.testkit.request.ApiObserver;
import dev.bluegreen.testkit.request.ApiRequest;
import dev.bluegreen.testkit.request.ObjectChange;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Kills the process, or spoils the answer, at every write of an adoption, of its way back and of the end of its origin, and lets
 * another process go on in each way: it finishes or goes back, the record is true, the lock free, and at no moment has the
 * Service fewer ready endpoints than the origin has pods. {@code -Dkillmatrix.every=1} does all; a build does a sample.
 */
class AdoptionKilledTest {

    private static final int EVERY = Integer.getInteger("killmatrix.every", 41);

    private static final Standby SHORT = Standby.lasting(Duration.ofMinutes(1));

    /** What is disturbed, after what came before. */
    private enum Disturbed {
        ADOPT(release -> {}, release -> release.adopt("myapp").apply()),
        GO_BACK(release -> release.adopt("myapp").apply(), Release::rollBack),
        RETIRE_ORIGIN(
                release -> {
                    release.adopt("myapp").apply();
                    release.extendStandby(Duration.ofMinutes(1));
                },
                Release::retireOrigin);

        private final Consumer<Release> prepare;
        private final Consumer<Release> act;

        Disturbed(Consumer<Release> prepare, Consumer<Release> act) {
            this.prepare = prepare;
            this.act = act;
        }
    }

    /** How another process goes on. */
    private enum Next {
        RECOVER(Release::recover),
        RESUME(Release::resume),
        ADOPT_AGAIN(release -> release.adopt("myapp").apply()),
        GO_BACK(Release::rollBack);

        private final Consumer<Release> act;

        Next(Consumer<Release> act) {
            this.act = act;
        }
    }

    private enum Spoil {
        KILLED_BEFORE(Fault.crashBefore()),
        KILLED_AFTER(Fault.crashAfter()),
        LOST_ANSWER(Fault.dropAfter()),
        CONFLICT(Fault.status(409)),
        REFUSED(Fault.status(403));

        private final Fault fault;

        Spoil(Fault fault) {
            this.fault = fault;
        }
    }

    /** The n-th write with a verb. */
    private record Write(String verb, String what, int nth) {}

    private record Run(Disturbed disturbed, Write write, Spoil spoil, Next next) {}

    @TestFactory
    Stream<DynamicTest> everyWrite() {
        List<Run> all = Arrays.stream(Disturbed.values())
                .flatMap(disturbed -> writes(disturbed).stream()
                        .flatMap(write -> Arrays.stream(Spoil.values())
                                .flatMap(spoil -> Arrays.stream(Next.values())
                                        .map(next -> new Run(disturbed, write, spoil, next)))))
                .toList();
        return IntStream.range(0, all.size())
                .filter(place -> place % EVERY == 0)
                .mapToObj(all::get)
                .map(run -> DynamicTest.dynamicTest(run.toString(), () -> check(run)));
    }

    @Test
    void aSecondPipelineIsRefusedMeanwhile() {
        try (Site site = Site.plain()) {
            List<String> refusals = new ArrayList<>();
            site.cluster.when("deployments.apps", "default", "myapp-blue", tree -> true, () -> {
                site.cluster
                        .clock()
                        .fork(
                                "second",
                                () -> attempt(
                                        () -> site.releaseOfAnotherProcess()
                                                .build()
                                                .adopt("myapp")
                                                .apply(),
                                        refusals));
            });

            Release longer = site.release().bake(Duration.ofMinutes(2)).build();
            assertThat(longer.adopt("myapp").apply().outcome()).isEqualTo(Outcome.SWITCHED);

            site.cluster.clock().advance(Duration.ofMinutes(2));
            assertThat(refusals).singleElement().asString().contains("held by", "which is alive");
        }
    }

    /** The writes of an undisturbed run. */
    private static List<Write> writes(Disturbed disturbed) {
        try (Site site = Site.plain()) {
            prepare(site, disturbed);
            int before = site.writes().size();
            disturbed.act.accept(release(site));
            List<ApiRequest> made = site.writes();
            List<Write> writes = new ArrayList<>();
            for (int i = before; i < made.size(); i++) {
                ApiRequest request = made.get(i);
                long nth = made.subList(before, i + 1).stream()
                        .filter(one -> one.verb().equals(request.verb()))
                        .count();
                writes.add(new Write(request.verb(), request.resource() + "/" + request.name(), (int) nth));
            }
            return writes;
        }
    }

    private static void prepare(Site site, Disturbed disturbed) {
        disturbed.prepare.accept(release(site));
        site.cluster.clock().advance(Duration.ofMinutes(3));
    }

    private static Release release(Site site) {
        return site.release().standby(SHORT).build();
    }

    private static void check(Run run) {
        try (Site site = Site.plain()) {
            prepare(site, run.disturbed);
            Queue<String> weak = weakMoments(site);
            List<String> said = new ArrayList<>();
            site.cluster
                    .faults()
                    .on(run.write.verb)
                    .client(Site.RELEASER)
                    .nth(run.write.nth)
                    .then(run.spoil.fault);
            attempt(() -> run.disturbed.act.accept(release(site)), said);
            site.cluster.faults().clear();
            site.cluster.clock().advance(Duration.ofMinutes(1));

            Release other = site.releaseOfAnotherProcess().standby(SHORT).build();
            attempt(() -> run.next.act.accept(other), said);
            attempt(other::recover, said);
            site.cluster.settle();

            assertThat(weak).as("%s", said).isEmpty();
            assertThat(said.stream().flatMap(sentence -> Sentences.wrong(sentence).stream()))
                    .isEmpty();
            if (run.spoil == Spoil.REFUSED && replicas(site, "myapp-blue") > 0) {
                attempt(() -> other.retire(Track.BLUE), said);
            }
            holds(site, other, said);
        }
    }

    private static void holds(Site site, Release other, List<String> said) {
        if (site.kubectl().leases().withName("bluegreen-myapp").get() == null) {
            assertThat(replicas(site, "myapp-blue")).isZero();
            return;
        }
        ReleaseStatus status = other.status();
        boolean isAdopted = site.service().getSpec().getSelector().containsKey("track");
        assertThat(status.unfinished()).as("%s", said).isEmpty();
        assertThat(site.lockIsFree()).isTrue();
        if (isAdopted) {
            assertThat(site.service().getSpec().getSelector()).isEqualTo(Map.of("app", "myapp", "track", "blue"));
            assertThat(status.recorded()).as("%s", said).contains(Track.BLUE);
            assertThat(replicas(site, "myapp-blue")).isEqualTo(3);
        } else {
            assertThat(replicas(site, "myapp")).isEqualTo(3);
            assertThat(replicas(site, "myapp-blue")).as("%s", said).isZero();
            assertThat(other.adopt("myapp").apply().outcome()).isEqualTo(Outcome.SWITCHED);
        }
    }

    private static int replicas(Site site, String deployment) {
        Deployment found =
                site.kubectl().apps().deployments().withName(deployment).get();
        return found == null ? 0 : found.getSpec().getReplicas();
    }

    private static void attempt(Runnable call, List<String> said) {
        try {
            call.run();
        } catch (BlueGreenException e) {
            said.add(String.valueOf(e.getMessage()));
        } catch (CrashException e) {
            said.add("The process died.");
        }
    }

    /** Moments at which the Service has fewer ready endpoints than the app has pods. */
    private static Queue<String> weakMoments(Site site) {
        Queue<String> weak = new ConcurrentLinkedQueue<>();
        site.cluster.observe(new ApiObserver() {
            @Override
            public void changed(ObjectChange change) {
                Map<String, Object> after = change.after();
                if (change.resource().equals("endpointslices") && after != null && ready(after) < 3) {
                    weak.add(change.time() + " " + after.get("endpoints"));
                }
            }
        });
        return weak;
    }

    private static long ready(Map<String, Object> slice) {
        return slice.get("endpoints") instanceof List<?> all
                ? all.stream()
                        .filter(one -> one instanceof Map<?, ?> endpoint
                                && endpoint.get("conditions") instanceof Map<?, ?> conditions
                                && Boolean.TRUE.equals(conditions.get("ready")))
                        .count()
                : 0;
    }
}
