package dev.bluegreen.check.approval;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.bluegreen.check.approval.Approval.Answer;
import dev.bluegreen.check.approval.Approval.Decision;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.scene.LoopbackServer;
import dev.bluegreen.scene.LoopbackServer.Reply;
import dev.bluegreen.scene.Shop;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may let traffic move, and for what exactly. */
class ApprovalTest {

    private final Shop shop = new Shop();
    private final LoopbackServer server = new LoopbackServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void whoApprovedAndWhyIsRecorded() {
        CutoverReport report = switched(Approval.callback(request -> approvedBy("ann")));

        assertThat(report.history())
                .anyMatch(event -> event.sentence().contains("approved: plan")
                        && event.sentence().endsWith("by ann (looks fine)"));
        assertThat(shop.release().status().history().get(0).reason())
                .isEqualTo("proven; approved at 2026-01-01T00:00:00Z by ann (looks fine)");
    }

    @Test
    void theRequestNamesWhatIsApproved() {
        List<ApprovalRequest> asked = new ArrayList<>();
        CutoverReport report = switched(Approval.callback(request -> {
            asked.add(request);
            return approvedBy("ann");
        }));

        assertThat(asked).singleElement().satisfies(request -> {
            assertThat(request.cutoverId()).isEqualTo(report.id());
            assertThat(request.digests()).isNotEmpty();
            assertThat(request.plan().to()).isEqualTo(GREEN);
        });
    }

    @Test
    void anotherImageUnderTheSameTagAfterTheApprovalIsRefused() {
        assertThatThrownBy(() -> switched(Approval.callback(request -> {
                    shop.platform.deploy("shop-green", "shop:other", 3);
                    return approvedBy("ann");
                })))
                .hasMessageContaining("has changed since")
                .hasMessageContaining("Nothing was moved");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void noDecisionInTimeIsARefusalUnlessItIsToContinue() {
        Approval nobody = Approval.callback(request -> Answer.PENDING).within(ofMinutes(30));

        assertThatThrownBy(() -> switched(nobody))
                .hasMessageContaining("was not approved within")
                .hasMessageContaining("within 30 min");
        assertThat(switched(nobody.orContinue()).history())
                .anyMatch(event -> event.sentence().contains("no decision in time"));
    }

    @Test
    void anApproverThatFailsIsCalledAgain() {
        AtomicInteger asked = new AtomicInteger();

        switched(Approval.callback(request -> {
            if (asked.incrementAndGet() < 3) {
                throw new IllegalStateException("the ticket system is down");
            }
            return approvedBy("ann");
        }));

        assertThat(shop.active()).isEqualTo(GREEN);
    }

    @Test
    void aQuorumTakesDifferentPeople() {
        Approval ann = Approval.callback(request -> approvedBy("ann"));
        Approval ben = Approval.callback(request -> approvedBy("ben"));

        Approval annAgain = Approval.callback(request -> approvedBy("ann"));
        assertThatThrownBy(() -> switched(Approval.quorum(2, ann, annAgain).within(ofMinutes(1))))
                .hasMessageContaining("was not approved within 1 min; ann approved, 2 are needed");
        assertThat(switched(Approval.quorum(2, ann, annAgain, ben)).history())
                .anyMatch(event -> event.sentence().endsWith("by ann, ben (2 of 3)"));
    }

    @Test
    void oneRejectionOfAQuorumIsEnough() {
        Approval no = Approval.callback(request -> new Answer(Decision.REJECTED, "cid", "not on a Friday"));

        assertThatThrownBy(() -> switched(Approval.quorum(1, no, Approval.callback(request -> approvedBy("ann")))))
                .hasMessageContaining("was rejected by cid (not on a Friday)");
    }

    @Test
    void claimsAreNoAuthentication() {
        Approval claim = new Approval() {
            @Override
            public Answer check(ApprovalRequest request) {
                return approvedBy("anybody");
            }

            @Override
            public Duration limit() {
                return ofMinutes(1);
            }
        };

        assertThat(switched(claim).history())
                .anyMatch(event -> event.sentence().contains("by somebody who claims to be anybody"));
        assertInvalid(claim.notByRequester(), "approval.notByRequester");
        assertInvalid(Approval.quorum(1, claim), "approval.quorum");
    }

    @Test
    void aWebhookIsPolledUntilItDecidesOnThisCutoverAndPlan() {
        AtomicInteger polls = new AtomicInteger();
        String plan = shop.release().plan(GREEN).hash();
        server.answering(uri -> new Reply(
                200,
                switch (polls.incrementAndGet()) {
                    case 1 -> "{\"decision\": \"pending\"}";
                    case 2 -> approval(id(), "another");
                    case 3 -> approval("another", plan);
                    case 4 -> approval(id(), plan.substring(0, 12));
                    case 5 -> "{\"decision\": \"approved\", \"plan\": \"" + plan + "\", \"by\": \"ann\"}";
                    default -> approval(id(), plan);
                }));

        CutoverReport report = switched(Approval.webhook(server.uri()));

        assertThat(polls).hasValue(6);
        assertThat(report.history()).anyMatch(event -> event.sentence().endsWith("by ann"));
    }

    @Test
    void aWebhookGetsEverythingThatThePlanRestsOn() {
        server.answering(200, "{\"decision\": \"pending\"}");

        assertThatThrownBy(() -> shop.builder()
                        .requestedBy("ann", "OPS-12")
                        .approval(Approval.webhook(server.uri()).within(ofMinutes(1)))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("was not approved within");

        JsonObject asked = question();
        assertThat(asked.get("cutover").getAsString()).startsWith("op-");
        assertThat(asked.get("plan").getAsString()).matches("[0-9a-f]{32}");
        assertThat(asked.get("platform").getAsString()).isEqualTo("memory");
        assertThat(asked.get("release").getAsString()).isEqualTo("shop");
        assertThat(asked.get("from").getAsString()).isEqualTo("BLUE");
        assertThat(asked.get("to").getAsString()).isEqualTo("GREEN");
        assertThat(asked.get("routers").toString()).contains("web");
        assertThat(asked.get("schedule").getAsString()).isEqualTo("all at once");
        assertThat(asked.get("digests").toString()).contains("shop:2");
        assertThat(asked.get("template").getAsString()).isEqualTo("shop:2");
        assertThat(asked.get("requestedBy").getAsString()).isEqualTo("ann");
        assertThat(asked.get("reason").getAsString()).isEqualTo("OPS-12");
    }

    @Test
    void aMissingWebhookIsNotCalledForHours() {
        for (int status : new int[] {302, 401, 403, 404, 410}) {
            server.answering(status, "");
            assertThatThrownBy(() -> switched(Approval.webhook(server.uri())))
                    .hasMessageContainingAll("could not be put to its approver for 5 min", "answered " + status);
        }
        server.answering(500, "");
        assertThatThrownBy(() -> switched(Approval.webhook(server.uri()).within(ofMinutes(10))))
                .hasMessageContaining("within 10 min");
    }

    /** Of the cutover under way. */
    private String id() {
        return question().get("cutover").getAsString();
    }

    private JsonObject question() {
        return JsonParser.parseString(server.bodies().get(server.bodies().size() - 1))
                .getAsJsonObject();
    }

    private static String approval(String cutover, String plan) {
        return "{\"decision\": \"approved\", \"cutover\": \"" + cutover + "\", \"plan\": \"" + plan
                + "\", \"by\": \"ann\"}";
    }

    @Test
    void aWebhookThatAnswersGarbageApprovesNothing() {
        server.answering(200, "<html>approved</html>");

        assertThatThrownBy(() -> switched(Approval.webhook(server.uri()).within(ofMinutes(1))))
                .hasMessageContainingAll("was not approved within", "a JSON object with each field once");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void badInputIsNamed() {
        assertInvalid(Approval.automatic().within(ofMinutes(-1)), "approval.within: -1 min");
        assertInvalid(Approval.webhook(server.uri()).within(Duration.ZERO), "approval.within: 0 s is not positive");
        assertInvalid(
                Approval.webhook(URI.create("shop/approve")),
                "approval.webhook: '...'; give an absolute http or https URI");
        assertInvalid(Approval.quorum(2, Approval.automatic()), "approval.quorum: 2 of 1");
        assertInvalid(Approval.automatic().orContinue().notByRequester(), "orContinue()");
    }

    private CutoverReport switched(Approval approval) {
        return shop.builder().approval(approval).build().switchTo(GREEN);
    }

    private void assertInvalid(Approval approval, String message) {
        assertThatThrownBy(() -> shop.builder().approval(approval).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    private static Answer approvedBy(String name) {
        return new Answer(Decision.APPROVED, name, "looks fine");
    }
}
