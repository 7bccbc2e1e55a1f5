package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.check.Gate;
import dev.bluegreen.check.GateContext;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.Approval.Answer;
import dev.bluegreen.check.approval.Approval.Decision;
import dev.bluegreen.check.approval.ApprovalRequest;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.CrashException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Gates between the approval and the first move, such as a schema. */
class LastGatesTest {

    private final Shop shop = new Shop();
    private final List<String> order = new CopyOnWriteArrayList<>();

    @Test
    void areAskedOnceAfterTheApprovalAndRightBeforeTheMove() {
        shop.before("shift router/web", () -> order.add("move"));

        assertThat(shop.builder()
                        .approval(Approval.callback(request -> {
                            order.add("approval");
                            return new Answer(Decision.APPROVED, "ann", "");
                        }))
                        .beforeShift(asked -> said("schema", asked))
                        .beforeShift(asked -> said("cache", asked))
                        .build()
                        .switchTo(GREEN)
                        .outcome())
                .isEqualTo(Outcome.SWITCHED);

        assertThat(order).containsExactly("approval", "schema", "cache", "move");
    }

    @Test
    void oneThatFailsRefuses() {
        assertThatThrownBy(() -> shop.builder()
                        .beforeShift(asked -> GateResult.fail("schema", "orders has no column v2; run the migration"))
                        .build()
                        .switchTo(GREEN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("orders has no column v2; run the migration. Nothing was moved");

        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void anApprovalThatIsWithdrawnWhileTheyAreAskedRefuses() {
        AtomicReference<Answer> answer = new AtomicReference<>(new Answer(Decision.APPROVED, "ann", ""));

        assertThatThrownBy(() -> shop.builder()
                        .approval(withdrawable(answer))
                        .beforeShift(asked -> {
                            answer.set(new Answer(Decision.PENDING, "ann", ""));
                            return said("schema", asked);
                        })
                        .build()
                        .switchTo(GREEN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("was withdrawn before traffic moved");

        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void anApprovalThatStandsIsReadOnceMoreAndTrafficMoves() {
        AtomicInteger asked = new AtomicInteger();
        Approval standing = withdrawable(new AtomicReference<>(new Answer(Decision.APPROVED, "ann", "")), asked);

        assertThat(shop.builder().approval(standing).build().switchTo(GREEN).outcome())
                .isEqualTo(Outcome.SWITCHED);

        assertThat(asked).hasValue(2);
    }

    private static Approval withdrawable(AtomicReference<Answer> answer) {
        return withdrawable(answer, new AtomicInteger());
    }

    private static Approval withdrawable(AtomicReference<Answer> answer, AtomicInteger asked) {
        return new Approval() {
            @Override
            public Answer check(ApprovalRequest request) {
                asked.incrementAndGet();
                return answer.get();
            }

            @Override
            public Duration limit() {
                return Duration.ofHours(1);
            }

            @Override
            public boolean canBeWithdrawn() {
                return true;
            }
        };
    }

    @Test
    void oneThatThrowsRefuses() {
        assertThatThrownBy(() -> shop.builder()
                        .beforeShift(asked -> {
                            throw new StackOverflowError();
                        })
                        .build()
                        .switchTo(GREEN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the gate failed");

        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void oneThatIsNotReadyIsWaitedFor() {
        AtomicInteger asked = new AtomicInteger();

        assertThat(shop.builder()
                        .beforeShift(now -> asked.incrementAndGet() < 3
                                ? GateResult.notYet("schema", "the migration runs")
                                : GateResult.pass("schema", "migrated"))
                        .build()
                        .switchTo(GREEN)
                        .outcome())
                .isEqualTo(Outcome.SWITCHED);

        assertThat(asked).hasValue(3);
    }

    @Test
    void oneThatNeverIsReadyRefusesAtTheDeadline() {
        assertThatThrownBy(() -> shop.builder()
                        .beforeShift(now -> GateResult.notYet("schema", "the migration runs"))
                        .build()
                        .switchTo(GREEN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the migration runs");
    }

    @Test
    void oneThatHangsIsLeftBehind() {
        assertThatThrownBy(() -> shop.builder()
                        .beforeShift(now -> {
                            await(Duration.ofHours(1));
                            return GateResult.pass("schema", "late");
                        })
                        .build()
                        .switchTo(GREEN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("did not answer within 30 s");

        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void thePlanHasTheirRightsAndDoesNotAskThem() {
        Permission right = new Permission("kubernetes", "", "configmaps", Optional.of("schema"), "get");
        assertThat(shop.builder()
                        .beforeShift(new Gate() {
                            @Override
                            public GateResult check(GateContext context) {
                                throw new CrashException("asked");
                            }

                            @Override
                            public List<Permission> permissions(ReleaseSpec release) {
                                return List.of(right);
                            }
                        })
                        .build()
                        .plan(GREEN)
                        .permissions())
                .contains(right);
    }

    private void await(Duration time) {
        try {
            shop.time.signal().await(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private GateResult said(String what, GateContext asked) {
        assertThat(asked.target()).isEqualTo(GREEN);
        order.add(what);
        return GateResult.pass(what, "fine");
    }
}
