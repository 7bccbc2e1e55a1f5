package dev.bluegreen.fabric8.internal.selector;

import static dev.bluegreen.model.Evidence.Verdict.CONFIRMED;
import static dev.bluegreen.model.Evidence.Verdict.CONTRADICTED;
import static dev.bluegreen.model.Evidence.Verdict.MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import io.fabric8.kubernetes.api.model.FieldsV1Builder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceProofTest {

    @Test
    void confirmsTheServiceAsOurWriteLeftIt() {
        assertThat(proof(Given.switched()).verdict()).isEqualTo(CONFIRMED);
    }

    @Test
    void theServiceAsItWasBeforeTheWriteProvesNothing() {
        assertThat(proof(Given.service()).verdict()).isEqualTo(MISSING);
        assertThat(proof(Given.service("9", Track.BLUE, Map.of())).verdict()).isEqualTo(MISSING);
    }

    @Test
    void aLaterServiceThatRoutesElsewhereContradictsAndNamesItsWriter() {
        Service foreign = new ServiceBuilder(
                        Given.service("12", Track.BLUE, Map.of(MetadataKeys.CUTOVER, Given.CUTOVER)))
                .editMetadata()
                .withManagedFields(new ManagedFieldsEntryBuilder()
                        .withManager("argocd")
                        .withFieldsV1(new FieldsV1Builder()
                                .addToAdditionalProperties("f:spec", Map.of("f:selector", Map.of("f:track", Map.of())))
                                .build())
                        .build())
                .endMetadata()
                .build();

        Evidence evidence = proof(foreign);

        assertThat(evidence.verdict()).isEqualTo(CONTRADICTED);
        assertThat(evidence.sentence()).contains("track=blue", "written by argocd", "GREEN");
    }

    @Test
    void aLaterServiceThatRoutesToAThirdValueContradicts() {
        Service third = new ServiceBuilder(Given.service("12", Track.GREEN, Map.of()))
                .editSpec()
                .addToSelector("track", "yellow")
                .endSpec()
                .build();

        assertThat(proof(third).verdict()).isEqualTo(CONTRADICTED);
    }

    @Test
    void aFenceBeforeTheWriteProvesNothing() {
        Service fenced = Given.service("11", Track.BLUE, Map.of());

        assertThat(proofOfAWriteOver(Given.service("11", Track.BLUE, Map.of()), fenced)
                        .verdict())
                .isEqualTo(MISSING);
        assertThat(proofOfAWriteOver(Given.service("10", Track.BLUE, Map.of()), fenced)
                        .verdict())
                .isEqualTo(CONTRADICTED);
    }

    @Test
    void aLabelThatSomebodyTookAwayIsNotBlamedOnTheWriterOfTheSelector() {
        Service stripped = new ServiceBuilder(Given.service("12", Track.GREEN, Map.of()))
                .editMetadata()
                .withManagedFields(
                        entry("bluegreen", "2026-01-01T00:00:00Z", Map.of("f:spec", Map.of("f:selector", Map.of()))),
                        entry("kubectl-label", "2026-01-01T00:00:09Z", Map.of("f:metadata", Map.of())))
                .endMetadata()
                .build();

        assertThat(new ServiceProof(Given.toGreen(1), "checkout-svc").overwritten(stripped))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .endsWith("without the label of a cutover, which another client removed;"
                                + " kubectl-label wrote to it last"));
    }

    @Test
    void aLabelThatSomebodyWroteIsBlamedOnItsWriter() {
        Service relabelled = new ServiceBuilder(Given.service("12", Track.GREEN, Map.of(MetadataKeys.CUTOVER, "mine")))
                .editMetadata()
                .withManagedFields(
                        entry("bluegreen", "2026-01-01T00:00:00Z", Map.of("f:spec", Map.of("f:selector", Map.of()))),
                        entry(
                                "kubectl-label",
                                "2026-01-01T00:00:09Z",
                                Map.of(
                                        "f:metadata",
                                        Map.of("f:labels", Map.of("f:" + MetadataKeys.CUTOVER, Map.of())))))
                .endMetadata()
                .build();

        assertThat(new ServiceProof(Given.toGreen(1), "checkout-svc").overwritten(relabelled))
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).endsWith("with the label of cutover mine, written by kubectl-label"));
    }

    private static ManagedFieldsEntry entry(String manager, String time, Map<String, Object> fields) {
        return new ManagedFieldsEntryBuilder()
                .withManager(manager)
                .withTime(time)
                .withFieldsV1(
                        new FieldsV1Builder().addToAdditionalProperties(fields).build())
                .build();
    }

    @Test
    void aServiceThatIsGoneContradicts() {
        assertThat(new ServiceProof(Given.toGreen(1), "checkout-svc")
                        .of(Optional.empty())
                        .verdict())
                .isEqualTo(CONTRADICTED);
    }

    @Test
    void theRightTrackUnderAnotherCutoverProvesNothingOfThisOne() {
        Evidence evidence = proof(Given.service("12", Track.GREEN, Map.of(MetadataKeys.CUTOVER, "c2")));

        assertThat(evidence.verdict()).isEqualTo(MISSING);
        assertThat(evidence.sentence()).contains("c2", Given.CUTOVER);
    }

    @Test
    void aMoveToWhereTrafficAlreadyIsAcceptsTheMarkOfTheLastCutover() {
        Service settled = Given.service("20", Track.GREEN, Map.of(MetadataKeys.CUTOVER, "c0"));

        assertThat(new ServiceProof(nothingToMove(settled, "c9"), "checkout-svc")
                        .of(Optional.of(settled))
                        .verdict())
                .isEqualTo(CONFIRMED);
        assertThat(ServiceProof.mark(nothingToMove(settled, "c9"), settled)).contains("c0");
    }

    @Test
    void aServiceThatWasNeverCutOverNeedsNoMark() {
        Service untouched = Given.service("20", Track.GREEN, Map.of());

        assertThat(ServiceProof.mark(nothingToMove(untouched, ""), untouched)).isEmpty();
        assertThat(new ServiceProof(nothingToMove(untouched, ""), "checkout-svc")
                        .of(Optional.of(untouched))
                        .verdict())
                .isEqualTo(CONFIRMED);
    }

    private static Evidence proofOfAWriteOver(Service before, Service watched) {
        Move move = Move.builder(Given.world(), Given.state(before), TrafficSplit.all(Track.GREEN))
                .cutoverId(Given.CUTOVER)
                .build();
        return new ServiceProof(move, "checkout-svc").of(Optional.of(watched));
    }

    private static Evidence proof(Service watched) {
        return new ServiceProof(Given.toGreen(1), "checkout-svc").of(Optional.of(watched));
    }

    private static Move nothingToMove(Service service, String cutoverId) {
        return Move.builder(Given.world(), Given.state(service), TrafficSplit.all(Track.GREEN))
                .cutoverId(cutoverId)
                .token(7)
                .requestedBy("ann@laptop")
                .build();
    }
}
