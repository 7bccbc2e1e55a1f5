package dev.bluegreen.check.approval;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.check.approval.Approval.Answer;
import dev.bluegreen.check.approval.Approval.Decision;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asked for a cutover does not approve it, whatever is wrapped around whatever, and one person is one person. */
class FourEyesTest {

    private final Shop shop = new Shop();

    @Test
    void waitingIsNoSecondPairOfEyes() {
        Approval nobody = Approval.callback(request -> Answer.PENDING);

        assertInvalid(nobody.notByRequester().orContinue(), "the requester only has to wait");
        assertInvalid(nobody.orContinue().notByRequester(), "the requester only has to wait");
        assertInvalid(
                Approval.quorum(2, by("ann"), by("ben"))
                        .notByRequester()
                        .within(ofSeconds(5))
                        .orContinue(),
                "the requester only has to wait");
        assertInvalid(
                Approval.quorum(1, by("ann").notByRequester(), by("ben")).orContinue(),
                "the requester only has to wait");
    }

    @Test
    void anApprovalOfOnesOwnThatLetsSilenceCountGetsNoCutoverThrough() {
        Approval wrapped = Approval.callback(request -> Answer.PENDING).notByRequester();
        Approval own = new Approval() {
            @Override
            public Answer check(ApprovalRequest request) {
                return wrapped.check(request);
            }

            @Override
            public Duration limit() {
                return ofMinutes(1);
            }

            @Override
            public Decision unanswered() {
                return Decision.APPROVED;
            }

            @Override
            public boolean excludesRequester() {
                return wrapped.excludesRequester();
            }
        };

        assertThatThrownBy(() -> requestedBy("ann", own)).hasMessageContaining("was not approved within 1 min");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aNullIsNotADecision() {
        assertThatThrownBy(() -> new Answer(null, "ann", "")).hasMessageContaining("answer.decision: null");
        assertThatThrownBy(() -> switched(Approval.callback(request -> new Answer(null, "ann", ""))
                        .within(ofMinutes(1))))
                .hasMessageContainingAll("was not approved within", "answer.decision: null");
        assertThatThrownBy(() -> switched(Approval.callback(request -> null).within(ofMinutes(1))))
                .hasMessageContainingAll("was not approved within", "it returned null");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann", "Ann", " ANN ", "ann\u200b", "\u202eann", "ben, ann"})
    void theRequesterMayNotApprove(String name) {
        assertThatThrownBy(
                        () -> requestedBy("ann", by(name).within(ofMinutes(1)).notByRequester()))
                .hasMessageContainingAll(
                        "was not approved within 1 min; ",
                        " approved, which does not count: ann requested this cutover")
                .message()
                .doesNotContain("nobody");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void theRequesterDoesNotCountInAQuorumEither() {
        assertThatThrownBy(() -> requestedBy(
                        "ann",
                        Approval.quorum(2, by("ann"), by("ben"))
                                .within(ofMinutes(1))
                                .notByRequester()))
                .hasMessageContaining("was not approved within 1 min; ben approved, 2 are needed; ann approved, which"
                        + " does not count: ann requested this cutover");

        assertThat(requestedBy("cid", Approval.quorum(2, by("ann"), by("ben")).notByRequester())
                        .history())
                .anyMatch(event -> event.sentence().endsWith("by ann, ben (2 of 2)"));
    }

    @Test
    void withoutARequesterItIsRefusedBeforeAnyWrite() {
        Release release = shop.builder().approval(by("ben").notByRequester()).build();

        assertThatThrownBy(() -> release.switchTo(GREEN))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("approval.notByRequester: no requester is named", "requestedBy(");
        assertThat(shop.writes()).isEmpty();

        release.requestedBy("ann", "OPS-12").switchTo(GREEN);
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    @Test
    void requesterAndReasonAreClaimsInHistoryAuditAndRequest() {
        List<ApprovalRequest> asked = new ArrayList<>();
        CutoverReport report = shop.builder()
                .requestedBy("ann", "OPS-12")
                .approval(Approval.callback(request -> {
                    asked.add(request);
                    return new Answer(Decision.APPROVED, "ben", "");
                }))
                .build()
                .switchTo(GREEN);

        assertThat(asked).singleElement().satisfies(request -> {
            assertThat(request.requestedBy()).isEqualTo("ann");
            assertThat(request.reason()).isEqualTo("OPS-12");
        });
        assertThat(report.history())
                .anyMatch(event -> event.sentence().contains("requested by ann (claimed by memory): OPS-12"));
        assertThat(shop.release().status().history().get(0).by()).isEqualTo("ann (claimed by memory): OPS-12");
    }

    @Test
    void itSaysThatItRestsOnTheWordOfThePipeline() {
        assertThat(requestedBy("ann", by("ben").notByRequester()).history())
                .anyMatch(event -> event.sentence()
                        .equals("that ann requested this cutover is a claim by memory; the API server does not"
                                + " tell who that is"));
    }

    @Test
    void namesOfOnePersonAreOnePersonInAQuorum() {
        String composed = "J\u00f6rg";
        String decomposed = "Jo\u0308rg";

        for (List<String> names : List.of(List.of("Alice", "alice "), List.of(composed, decomposed))) {
            assertThatThrownBy(() -> switched(Approval.quorum(2, by(names.get(0)), by(names.get(1)))
                            .within(ofMinutes(1))))
                    .hasMessageContaining("was not approved within 1 min; " + names.get(0) + " approved, 2 are needed");
        }
    }

    @Test
    void anApprovalWithoutANameIsReportedAsOne() {
        assertThatThrownBy(() -> requestedBy("ann", by("").within(ofMinutes(1)).notByRequester()))
                .hasMessageContaining("an approval without a name does not count");
    }

    @Test
    void anApproverWhoCannotBeComparedIsRefused() {
        Approval ann = by("ann");

        assertInvalid(Approval.quorum(2, ann, ann), "approval.quorum: the callback is named twice");
        Approval bound = ann.within(ofMinutes(5)).orContinue();
        assertInvalid(Approval.quorum(2, bound, bound), "approval.quorum: the callback is named twice");
        Approval notOwn = ann.notByRequester();
        assertInvalid(
                Approval.quorum(2, notOwn, notOwn),
                "approval.quorum: the callback, not by the requester is named twice");
        assertInvalid(
                Approval.quorum(1, Approval.automatic()), "the automatic approval does not authenticate approvers");
        assertInvalid(Approval.automatic().notByRequester(), "approval.notByRequester: the automatic approval");
    }

    @Test
    void oneApproverThatFailsKeepsNobodyElseFromApproving() {
        Approval broken = Approval.callback(request -> {
            throw new IllegalStateException("the ticket system is down");
        });

        assertThat(switched(Approval.quorum(2, by("ann"), broken, by("ben"))).history())
                .anyMatch(event -> event.sentence().endsWith("by ann, ben (2 of 3)"));
        shop.release().rollBack();
        assertThatThrownBy(() -> switched(Approval.quorum(2, by("ann"), broken).within(ofMinutes(1))))
                .hasMessageContainingAll("was not approved within", "the ticket system is down");
    }

    @Test
    void whoIsNobodyCannotAsk() {
        for (String name : new String[] {null, "", " \t", "x".repeat(101), "ann\nbo", "a\u202eb"}) {
            assertThatThrownBy(() -> shop.builder().requestedBy(name).build())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("requestedBy: ");
            assertThatThrownBy(() -> shop.release().requestedBy(name, ""))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("requestedBy: ");
        }
        for (String reason : new String[] {null, "x".repeat(201), "a\u001bb"}) {
            assertThatThrownBy(() -> shop.builder().requestedBy("ann", reason).build())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("requestedBy.reason: ");
        }
    }

    private CutoverReport requestedBy(String name, Approval approval) {
        return shop.builder().requestedBy(name).approval(approval).build().switchTo(GREEN);
    }

    private CutoverReport switched(Approval approval) {
        return shop.builder().approval(approval).build().switchTo(GREEN);
    }

    private void assertInvalid(Approval approval, String... messages) {
        assertThatThrownBy(() -> shop.builder().approval(approval).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(messages);
    }

    private static Approval by(String name) {
        return Approval.callback(request -> new Answer(Decision.APPROVED, name, ""));
    }
}
