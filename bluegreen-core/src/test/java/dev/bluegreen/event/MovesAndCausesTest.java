package dev.bluegreen.event;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Reaction;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.model.ForeignWrites;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Events have the weights of each move, and why traffic goes back, as values. */
class MovesAndCausesTest {

    private static final Duration BAKE = Duration.ofMinutes(5);
    private static final TrafficSplit HALF = new TrafficSplit(50, 50);

    private final Shop shop = new Shop();
    private final List<CutoverEvent> events = new CopyOnWriteArrayList<>();

    @Test
    void eachAnnouncedAndMadeMoveHasTheWeightsBeforeAndAfter() {
        shop.platform.routeByShares("web", BLUE, Shop.SETTLE);

        builder().schedule(Schedule.linear(50, Duration.ofMinutes(1))).build().switchTo(GREEN);

        List<RouterMove> moves = List.of(
                new RouterMove("router/web", TrafficSplit.all(BLUE), HALF),
                new RouterMove("router/web", HALF, TrafficSplit.all(GREEN)));
        assertThat(moves(Kind.INTENT)).isEqualTo(moves);
        assertThat(moves(Kind.WRITE)).isEqualTo(moves);
    }

    @Test
    void aConditionalWayBackIsNoMove() {
        builder().build().switchTo(GREEN);

        assertThat(events)
                .filteredOn(event -> event.sentence().startsWith("if that does not hold"))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.move()).isEmpty());
    }

    @Test
    void aMoveThatIsToldAgainHasItsWeights() {
        shop.crashAt("shift router/web", 1, release -> builder().build().switchTo(GREEN));
        RouterMove announced = moves(Kind.INTENT).get(0);
        shop.time.advance(Duration.ofMinutes(1));
        events.clear();

        builder().build().recover();

        assertThat(events)
                .filteredOn(CutoverEvent::replayed)
                .extracting(CutoverEvent::move)
                .contains(Optional.of(announced));
    }

    @Test
    void anObjectiveThatIsBreached() {
        assertThat(failed(builder().bake(bake(Slo.Verdict.BAD))).cause()).contains(RollBackCause.BREACH);
        assertThat(events)
                .filteredOn(event -> event.kind() == Kind.ROLL_BACK || event.kind() == Kind.ENDED)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.cause()).contains(RollBackCause.BREACH));
        assertThat(events)
                .filteredOn(event -> event.phase() == Phase.BAKE)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.cause()).isEmpty());
    }

    @Test
    void anObjectiveWithoutData() {
        assertThat(failed(builder().bake(bake(Slo.Verdict.NO_DATA).onNoData(Reaction.ROLL_BACK)))
                        .cause())
                .contains(RollBackCause.NO_DATA);
    }

    @Test
    void aProofThatDoesNotCome() {
        shop.after("shift router/web", Shop.once(() -> shop.platform.setReady("shop-green", 1)));

        assertThat(failed(builder()).cause()).contains(RollBackCause.PROOF);
    }

    @Test
    void aForeignWrite() {
        shop.platform.route("api", BLUE, Shop.SETTLE);
        shop.time.after(
                Duration.ofMinutes(1), () -> shop.platform.foreignWrite("web", TrafficSplit.all(BLUE), "kubectl"));

        assertThat(failed(builder()
                                .cutover(shop.platform.router("web"))
                                .cutover(shop.platform.router("api"))
                                .foreignWrites(ForeignWrites.ROLL_BACK)
                                .bake(BAKE))
                        .cause())
                .contains(RollBackCause.FOREIGN_WRITE);
    }

    @Test
    void anAbort() {
        ReleaseBuilder release = builder().bake(BAKE);
        shop.time.after(
                Duration.ofMinutes(1),
                () -> shop.release()
                        .cancel(shop.release()
                                .status()
                                .unfinished()
                                .orElseThrow()
                                .id()));

        assertThat(failed(release).cause()).contains(RollBackCause.ABORTED);
    }

    @Test
    void aRequest() {
        builder().build().switchTo(GREEN);

        assertThat(builder().build().rollBack().cause()).contains(RollBackCause.REQUEST);
        assertThat(events)
                .filteredOn(event -> event.phase() == Phase.ROLL_BACK && event.kind() == Kind.PHASE)
                .singleElement()
                .satisfies(event -> assertThat(event.cause()).contains(RollBackCause.REQUEST));
    }

    @Test
    void aRecovery() {
        shop.crashAfter("shift router/web");
        shop.time.advance(Duration.ofMinutes(1));

        assertThat(builder().build().recover(Recovery.ROLL_BACK).cause()).contains(RollBackCause.REQUEST);
    }

    @Test
    void noCauseWhereTrafficStays() {
        assertThat(builder().build().switchTo(GREEN).cause()).isEmpty();
        assertThat(events).allSatisfy(event -> assertThat(event.cause()).isEmpty());
    }

    private ReleaseBuilder builder() {
        return shop.builder().listener(events::add);
    }

    private static Bake bake(Slo.Verdict verdict) {
        Slo slo = context -> new Slo.Result(verdict, "errors");
        return Bake.lasting(BAKE).watching(slo);
    }

    private static CutoverReport failed(ReleaseBuilder release) {
        CutoverException[] failure = new CutoverException[1];
        assertThatThrownBy(() -> release.build().switchTo(GREEN))
                .isInstanceOfSatisfying(CutoverException.class, e -> failure[0] = e);
        return failure[0].report();
    }

    private List<RouterMove> moves(Kind kind) {
        return events.stream()
                .filter(event -> event.kind() == kind)
                .flatMap(event -> event.move().stream())
                .toList();
    }
}
