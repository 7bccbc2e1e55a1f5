package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.testkit.request.ApiRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The request budget of the design, counted where requests arrive. */
class BudgetTest {

    private final Site site = Site.withApp();
    private final Map<Phase, Integer> requestsAtEntry = new EnumMap<>(Phase.class);

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aWarmSwitchStaysWithinItsRequests() {
        warmUp();

        site.release().listener(phases()).build().switchTo(GREEN);

        List<ApiRequest> all = requests();
        int locked = requestsAtEntry.get(Phase.LOCK);
        assertThat(all.subList(0, locked)).as("preflight").hasSizeLessThanOrEqualTo(6);
        assertThat(all.subList(locked, all.size())).as("lock to done").hasSizeLessThanOrEqualTo(3);
        assertThat(all).filteredOn(request -> request.is("patch", "services")).hasSize(1);
    }

    /** Not at the first look: a bake begins with a renewal of the lock, and heartbeats are counted apart. */
    @Test
    void aRollbackInTheBakeBeginsWithTheTrafficWrite() {
        warmUp();
        AtomicInteger looks = new AtomicInteger();
        Slo bad = asked -> looks.incrementAndGet() == 1
                ? new Slo.Result(Slo.Verdict.GOOD, "fine")
                : new Slo.Result(Slo.Verdict.BAD, "too many errors");

        assertThatThrownBy(() -> site.release()
                        .bake(Duration.ofMinutes(1), bad)
                        .listener(phases())
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("too many errors");

        List<ApiRequest> back = requests()
                .subList(requestsAtEntry.get(Phase.ROLL_BACK), requests().size());
        assertThat(back).extracting(ApiRequest::verb).containsExactly("patch", "update");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void aRollbackOutsideOfABakeReadsOnceAndWritesTrafficOnce() {
        warmUp();
        site.release().build().switchTo(GREEN);
        site.cluster.clock().settle();
        site.cluster.requestLog().clear();

        site.release().build().rollBack();

        assertThat(requests()).hasSizeLessThanOrEqualTo(7);
        assertThat(requests())
                .extracting(ApiRequest::verb)
                .filteredOn(verb -> !verb.equals("get") && !verb.equals("list"))
                .containsExactly("update", "patch", "update");
        assertThat(requests())
                .filteredOn(request -> request.is("patch", "services"))
                .hasSize(1);
    }

    @Test
    void provingMakesNoRequest() {
        warmUp();
        site.cluster.endpointsLag(Duration.ofSeconds(8));

        site.release().listener(phases()).build().switchTo(GREEN);

        int verified = requestsAtEntry.get(Phase.DONE);
        assertThat(verified - 1).isEqualTo(requestsAtEntry.get(Phase.VERIFY));
    }

    /** Opens the watches, then forgets what that cost. */
    private void warmUp() {
        site.release().build().plan(GREEN);
        site.release().build().switchTo(BLUE);
        site.cluster.clock().settle();
        site.cluster.requestLog().clear();
    }

    private CutoverListener phases() {
        return event -> {
            if (event.kind() == CutoverEvent.Kind.PHASE) {
                requestsAtEntry.put(event.phase(), requests().size());
            }
        };
    }

    private List<ApiRequest> requests() {
        return new ArrayList<>(
                site.cluster.requestLog().matching(request -> request.client().equals(Site.RELEASER)));
    }
}
