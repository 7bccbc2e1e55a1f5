package dev.bluegreen.aws.alb;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.testkit.aws.request.AwsRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What belongs to one observation of a route is read once, as long as it counts. */
class OneObservationTest {

    private final Scene scene = Scene.open(2);
    private final CutoverStrategy listener = scene.groups().defaultAction(scene.listener);

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void twoPlansOfOneObservationReadOnce() {
        RouterState seen = listener.observe(Scene.SHOP);
        listener.preflight(to(seen));
        int before = scene.alb.requests().size();

        listener.preflight(to(seen));

        assertThat(requestsSince(before)).isEmpty();
    }

    @Test
    void aSecondLaterAndForAnotherObservationEverythingBesideTheRouteIsReadAgain() {
        RouterState seen = listener.observe(Scene.SHOP);
        listener.preflight(to(seen));
        int before = scene.alb.requests().size();

        scene.time.advance(Duration.ofSeconds(1));
        listener.preflight(to(seen));
        List<String> later = requestsSince(before);
        before = scene.alb.requests().size();
        listener.preflight(to(listener.observe(Scene.SHOP)));

        assertThat(later).contains("DescribeTargetGroups", "DescribeRules", "DescribeTargetHealth");
        assertThat(requestsSince(before)).containsAll(later);
    }

    private Move to(RouterState seen) {
        return Move.builder(scene.world(), seen, TrafficSplit.all(GREEN)).build();
    }

    private List<String> requestsSince(int before) {
        List<AwsRequest> all = scene.alb.requests();
        return all.subList(before, all.size()).stream().map(AwsRequest::action).toList();
    }
}
