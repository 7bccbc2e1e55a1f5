package dev.bluegreen;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.check.approval.ApprovalRequest;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What builders make: whole, equal to what was made alike, and closed to later changes. */
class BuiltValuesTest {

    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
    private static final World WORLD =
            new World(ReleaseSpec.of("shop"), Workload.none(BLUE), Workload.none(GREEN), Optional.empty());

    @Test
    void aRequiredValueThatIsMissingIsNamed() {
        refused("pod.name", () -> Pod.builder(null, "uid").build());
        refused("workload.track", () -> Workload.builder(null, "shop-blue").build());
        refused("router.split", () -> RouterState.builder("Service/shop", null).build());
        refused(
                "record.json",
                () -> StoredRecord.builder(NOON, Duration.ofSeconds(30), null).build());
        refused(
                "event.phase",
                () -> CutoverEvent.builder("shop", "op-1", 1, NOON)
                        .kind(CutoverEvent.Kind.PHASE)
                        .build());
        refused(
                "event.kind",
                () -> CutoverEvent.builder("shop", "op-1", 1, NOON)
                        .phase(Phase.TEST)
                        .build());
    }

    @Test
    void anOptionalValueThatIsNullIsNamed() {
        refused("pod.labels", () -> Pod.builder("shop-1", "uid").labels(null).build());
        Map<String, String> valueless = new HashMap<>();
        valueless.put("app", null);
        refused(
                "pod.labels",
                () -> Pod.builder("shop-1", "uid").labels(valueless).build());
        Set<String> endings = new HashSet<>();
        endings.add(null);
        refused(
                "pod.endings",
                () -> Pod.builder("shop-1", "uid").endings(endings).build());
        refused(
                "workload.images",
                () -> Workload.builder(Track.BLUE, "shop-blue")
                        .images(Arrays.asList("shop:1", null))
                        .build());
        refused(
                "workload.pods",
                () -> Workload.builder(Track.BLUE, "shop-blue")
                        .pods(Arrays.asList((Pod) null))
                        .build());
        refused("approval.routers", () -> new ApprovalRequest.Basis(Arrays.asList("web", null), "", ""));
        refused(
                "workload.pods",
                () -> Workload.builder(BLUE, "shop-blue").pods(null).build());
    }

    @Test
    void whatIsMadeAlikeIsEqual() {
        Workload workload = Workload.builder(BLUE, "shop-blue")
                .images(List.of("shop:1"))
                .desired(2)
                .build();

        assertThat(workload.toBuilder().build()).isEqualTo(workload).hasSameHashCodeAs(workload);
        assertThat(workload.toBuilder().desired(3).build()).isNotEqualTo(workload);
        assertThat(workload.desired()).isEqualTo(2);
    }

    @Test
    void aListThatIsChangedLaterChangesNothing() {
        List<Finding> findings = new ArrayList<>();
        Workload workload =
                Workload.builder(BLUE, "shop-blue").findings(findings).build();

        findings.add(null);

        assertThat(workload.findings()).isEmpty();
    }

    @Test
    void aMoveKnowsItsOwnRouterUnlessOthersAreNamed() {
        RouterState before =
                RouterState.builder("Service/shop", TrafficSplit.all(BLUE)).build();

        assertThat(Move.builder(WORLD, before, TrafficSplit.all(GREEN)).build().routers())
                .containsExactly("Service/shop");
    }

    private static void refused(String field, ThrowingCallable build) {
        assertThatThrownBy(build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(field + ": null; give ");
    }
}
