package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.ApprovalRequest;
import dev.bluegreen.fabric8.AnnotationApproval;
import dev.bluegreen.result.CutoverException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Attempts to have an annotation count that says nothing of this very cutover. */
class ForgedAnnotationTest {

    private final Site site = Site.withApp();
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private final AtomicInteger looks = new AtomicInteger();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void anApprovalThatIsWithdrawnBeforeTheLastOneComesCountsNoMore() {
        AnnotationApproval own = site.platform.annotationApproval();

        String refusal = refusal(Approval.quorum(2, own.of("ann"), own.of("ben")), look -> {
            switch (look) {
                case 1 -> write("bluegreen-approval-myapp.ann", "bluegreen.dev/approve: '" + asked.get() + "'");
                case 2 -> write("bluegreen-approval-myapp.ann", "");
                case 3 -> write("bluegreen-approval-myapp.ben", "bluegreen.dev/approve: '" + asked.get() + "'");
                default -> {}
            }
        });

        assertThat(refusal).contains("was not approved within 1 min; ben approved, 2 are needed");
    }

    /** Pods that are started after the approval may take minutes. */
    @Test
    void anApprovalThatIsWithdrawnAfterItsAnswerAndBeforeTrafficMovesCountsNoMore() {
        String refusal = refusal(
                site.platform.annotationApproval().of("ann"),
                look -> write(
                        "bluegreen-approval-myapp.ann",
                        look == 1 ? "bluegreen.dev/approve: '" + asked.get() + "'" : ""));

        assertThat(refusal).contains("the approval of plan ", " was withdrawn before traffic moved");
        assertThat(looks).hasValue(2);
        assertThat(site.trafficWrites()).isEmpty();
        assertThat(site.lockIsFree()).isTrue();
    }

    @Test
    void anApprovalThatCannotBeReadAgainBeforeTrafficMovesCountsNoMore() {
        String refusal = refusal(site.platform.annotationApproval().of("ann"), look -> {
            if (look == 1) {
                write("bluegreen-approval-myapp.ann", "bluegreen.dev/approve: '" + asked.get() + "'");
            } else {
                site.cluster.deny(Site.RELEASER, "get", "configmaps");
            }
        });

        assertThat(refusal).contains("could not be read again before traffic moves", "configmaps");
        assertThat(site.trafficWrites()).isEmpty();
        assertThat(site.lockIsFree()).isTrue();
    }

    @Test
    void whoApprovesAndRejectsHasRejected() {
        String refusal = refusal(
                site.platform.annotationApproval(),
                look -> write(
                        "bluegreen-approval-myapp",
                        "bluegreen.dev/approve: '" + asked.get() + "', bluegreen.dev/reject: '" + asked.get() + "'"));

        assertThat(refusal).contains("was rejected");
    }

    @Test
    void whatIsWrittenIntoAConfigMapOfAnotherNameOrNamespaceIsNotRead() {
        String approves = "bluegreen.dev/approve: '%s', bluegreen.dev/by: ann";
        String refusal = refusal(site.platform.annotationApproval().of("ann"), look -> {
            String annotations = approves.formatted(asked.get());
            write("bluegreen-approval-myapp", annotations);
            write("bluegreen-approval-myapp-ann", annotations);
            write("bluegreen-approval-myapp.ben", annotations);
            write("bluegreen-approval-shop.ann", annotations);
            write("bluegreen-approval-myapp.ann, namespace: elsewhere", annotations);
        });

        assertThat(refusal).contains("was not approved within");
    }

    @Test
    void neitherAPartOfWhatIsAskedForNorMoreThanItApproves() {
        for (String form : new String[] {"%2$s", "%1$s:", "%1$s:%3$s", ":%2$s", "%1$s:%2$s,x:%2$s", "*", "%1$s:%4$s"}) {
            String refusal = refusal(site.platform.annotationApproval(), look -> {
                String[] parts = asked.get().split(":");
                String value = form.formatted(
                        parts[0], parts[1], parts[1].substring(0, 12), parts[1].toUpperCase(Locale.ROOT));
                write("bluegreen-approval-myapp", "bluegreen.dev/approve: '" + value + "'");
            });
            assertThat(refusal).as(form).contains("was not approved within");
        }
    }

    /** Between the answer and the move everything is read again. */
    @Test
    void whatIsChangedRightAfterTheApprovalIsNotReleased() {
        AtomicBoolean changed = new AtomicBoolean();
        Approval approval = Approval.callback(request -> {
            site.kubectl().apps().deployments().withName("myapp-green").edit(deployment -> {
                deployment
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .setImage("registry/myapp:evil");
                return deployment;
            });
            changed.set(true);
            return Approval.Answer.approved("ann");
        });

        assertThatThrownBy(() -> site.release().approval(approval).build().switchTo(GREEN))
                .isInstanceOf(CutoverException.class);
        assertThat(changed).isTrue();
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        assertThat(site.trafficWrites()).isEmpty();
        assertThat(site.lockIsFree()).isTrue();
    }

    @Test
    void theApprovalOfOneOfTwoReleasesThatWaitIsNoneOfTheOther() {
        site.cluster.app("till").deploy();
        Approval approval = site.platform.annotationApproval().within(ofSeconds(40));

        String refusal = refusal(approval, look -> {
            write("bluegreen-approval-till", "bluegreen.dev/approve: '" + asked.get() + "'");
            assertThatThrownBy(() -> BlueGreen.release("till")
                            .on(site.platform("another"))
                            .approval(site.platform.annotationApproval().within(ofSeconds(5)))
                            .build()
                            .switchTo(GREEN))
                    .hasMessageContaining("was not approved within");
        });

        assertThat(refusal).contains("was not approved within");
        assertThat(site.cluster).routes("till-svc").to(BLUE);
    }

    /** Does something at each look of the approval, and says how the cutover ended. */
    private String refusal(Approval approval, Consumer<Integer> atEachLook) {
        AtomicReference<String> refused = new AtomicReference<>("it was not refused");
        looks.set(0);
        Approval observed =
                new Observed(approval.within(ofMinutes(1)), asked, () -> atEachLook.accept(looks.incrementAndGet()));
        try {
            site.release().approval(observed).build().switchTo(GREEN);
        } catch (CutoverException e) {
            refused.set(e.report().sentence());
        }
        assertThat(looks.get()).as("it was asked").isPositive();
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        return refused.get();
    }

    private void write(String name, String annotations) {
        site.cluster.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s, annotations: {%s}}
                """.formatted(name, annotations));
    }

    /** The approval, each look of which is preceded by something. */
    private record Observed(Approval approval, AtomicReference<String> asked, Runnable before) implements Approval {

        @Override
        public Answer check(ApprovalRequest request) {
            asked.set(request.cutoverId() + ":" + request.plan().hash());
            before.run();
            return approval.check(request);
        }

        @Override
        public Duration limit() {
            return approval.limit();
        }

        @Override
        public boolean authenticated() {
            return approval.authenticated();
        }

        @Override
        public boolean canBeWithdrawn() {
            return approval.canBeWithdrawn();
        }
    }
}
