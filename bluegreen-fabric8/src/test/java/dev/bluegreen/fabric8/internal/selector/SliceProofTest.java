package dev.bluegreen.fabric8.internal.selector;

import static dev.bluegreen.fabric8.internal.selector.Given.endpoint;
import static dev.bluegreen.fabric8.internal.selector.Given.slice;
import static dev.bluegreen.model.Evidence.Verdict.CONFIRMED;
import static dev.bluegreen.model.Evidence.Verdict.CONTRADICTED;
import static dev.bluegreen.model.Evidence.Verdict.MISSING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bluegreen.fabric8.internal.world.TargetPort.Sidecars;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Track;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SliceProofTest {

    private static final Optional<String> OURS = Optional.of(Given.CUTOVER);

    private final Pod g1 = Given.pod("g1", Track.GREEN);
    private final Pod g2 = Given.pod("g2", Track.GREEN);
    private final Pod b1 = Given.pod("b1", Track.BLUE);
    private Service service = Given.switched();
    private Sidecars sidecars = Sidecars.SEARCHED;

    @Test
    void confirmsWhenEverySliceIsOfThisCutoverAndEnoughPodsAreReady() {
        assertThat(proof(2, slice("IPv4", OURS, endpoint("g1"), endpoint("g2", true, true))))
                .extracting(Evidence::kind, Evidence::verdict, Evidence::sentence)
                .containsExactly(
                        tuple(
                                "endpointslices",
                                CONFIRMED,
                                "1 of 1 slices computed from this selector, none of 2 endpoints outside GREEN"),
                        tuple("ready-endpoints", CONFIRMED, "2 pods of GREEN ready for IPv4 port http, 2 required"));
    }

    @Test
    void aSliceWithoutTheLabelProvesNothingWhateverItHolds() {
        assertThat(verdicts(proof(1, slice("IPv4", Optional.empty(), endpoint("g1")))))
                .containsExactly(MISSING);
        assertThat(verdicts(proof(1, slice("IPv4", Optional.empty(), endpoint("b1")))))
                .containsExactly(MISSING);
    }

    @Test
    void aSliceOfAnotherCutoverProvesNothing() {
        assertThat(verdicts(proof(1, slice("IPv4", Optional.of("c0"), endpoint("g1")))))
                .containsExactly(MISSING);
    }

    @Test
    void oneStaleSliceAmongSeveralKeepsTheProofOpen() {
        EndpointSlice fresh = slice("IPv4", OURS, endpoint("g1"), endpoint("g2"));
        EndpointSlice stale = slice("IPv4", Optional.empty(), endpoint("b1"));

        assertThat(proof(2, fresh, stale))
                .extracting(Evidence::verdict, Evidence::sentence)
                .containsExactly(tuple(MISSING, "1 of 2 slices computed from this selector"));
    }

    @Test
    void aPodOfTheOldTrackInALabelledSliceContradicts() {
        assertThat(proof(1, slice("IPv4", OURS, endpoint("g1"), endpoint("b1"))))
                .extracting(Evidence::verdict, Evidence::sentence)
                .containsExactly(
                        tuple(CONTRADICTED, "1 of 1 slices computed from this selector; endpoints outside GREEN: b1"));
    }

    @Test
    void aPodOfTheOldTrackThatOnlyServesContradictsToo() {
        assertThat(verdicts(proof(1, slice("IPv4", OURS, endpoint("g1"), endpoint("b1", false, true)))))
                .containsExactly(CONTRADICTED);
    }

    @Test
    void aPodOfTheOldTrackThatNeitherIsReadyNorServesDoesNoHarm() {
        assertThat(verdicts(proof(1, slice("IPv4", OURS, endpoint("g1"), endpoint("b1", false, false)))))
                .containsExactly(CONFIRMED, CONFIRMED);
    }

    @Test
    void anUnknownPodKeepsTheProofOpen() {
        assertThat(proof(1, slice("IPv4", OURS, endpoint("g1"), endpoint("g9"))))
                .extracting(Evidence::verdict, Evidence::sentence)
                .containsExactly(tuple(MISSING, "1 of 1 slices computed from this selector; pods not seen yet: g9"));
    }

    @Test
    void aPodReplacedUnderTheSameNameIsUnknown() {
        EndpointSlice replaced = slice(
                "IPv4", OURS, endpoint("g1").editTargetRef().withUid("other").endTargetRef());

        assertThat(verdicts(proof(1, replaced))).containsExactly(MISSING);
    }

    @Test
    void anEndpointWithoutAPodIsUnknown() {
        EndpointSlice alien = slice("IPv4", OURS, endpoint("g1"), endpoint("g2").withTargetRef(null));

        assertThat(proof(1, alien))
                .extracting(Evidence::verdict, Evidence::sentence)
                .containsExactly(
                        tuple(MISSING, "1 of 1 slices computed from this selector; pods not seen yet: [10.0.0.1]"));
    }

    @Test
    void fewerReadyPodsThanRequiredKeepTheProofOpen() {
        assertThat(verdicts(proof(2, slice("IPv4", OURS, endpoint("g1"), endpoint("g2", false, false)))))
                .containsExactly(CONFIRMED, MISSING);
    }

    @Test
    void aProofThatAsksForFewerPodsThanThereAreToBeSaysSo() {
        assertThat(proof(1, slice("IPv4", OURS, endpoint("g1"))))
                .last()
                .extracting(Evidence::sentence)
                .isEqualTo("1 pod of GREEN ready for IPv4 port http, at least 1 of 2 required");
    }

    @Test
    void noReadyPodAtAllContradicts() {
        Pod unready = Given.pod("g1", Given.labels(Track.GREEN), false);

        assertThat(verdicts(proof(List.of(unready), 2, slice("IPv4", OURS)))).containsExactly(CONFIRMED, CONTRADICTED);
    }

    @Test
    void podsThatShouldBeInASliceAndAreInNoneAreWaitedFor() {
        EndpointSlice first = slice("IPv4", OURS, endpoint("g3", false, false));
        Pod unready = Given.pod("g3", Given.labels(Track.GREEN), false);

        assertThat(verdicts(proof(List.of(g1, unready), 1, first))).containsExactly(CONFIRMED, MISSING);
        assertThat(verdicts(proof(List.of(unready), 1, first))).containsExactly(CONFIRMED, CONTRADICTED);
    }

    @Test
    void theSamePodInTwoSlicesCountsOnce() {
        assertThat(verdicts(proof(2, slice("IPv4", OURS, endpoint("g1")), slice("IPv4", OURS, endpoint("g1")))))
                .containsExactly(CONFIRMED, MISSING);
    }

    @Test
    void eachAddressFamilyOfTheServiceIsCountedForItself() {
        service = new ServiceBuilder(service)
                .editSpec()
                .withIpFamilies("IPv4", "IPv6")
                .endSpec()
                .build();

        assertThat(proof(2, slice("IPv4", OURS, endpoint("g1"), endpoint("g2")), slice("IPv6", OURS, endpoint("g1"))))
                .extracting(Evidence::verdict, Evidence::sentence)
                .contains(
                        tuple(CONFIRMED, "2 pods of GREEN ready for IPv4 port http, 2 required"),
                        tuple(MISSING, "1 pod of GREEN ready for IPv6 port http, 2 required"));
    }

    @Test
    void eachPortOfTheServiceIsCountedForItself() {
        service = new ServiceBuilder(service)
                .editSpec()
                .addNewPort()
                .withName("admin")
                .withPort(81)
                .endPort()
                .endSpec()
                .build();

        assertThat(verdicts(proof(1, slice("IPv4", OURS, endpoint("g1"), endpoint("g2")))))
                .containsExactly(CONFIRMED, CONFIRMED, CONTRADICTED);
    }

    @Test
    void whereNotReadyAddressesArePublishedThePodItselfIsAsked() {
        service = new ServiceBuilder(service)
                .editSpec()
                .withPublishNotReadyAddresses(true)
                .endSpec()
                .build();
        Pod unready = Given.pod("g3", Given.labels(Track.GREEN), false);

        assertThat(verdicts(proof(List.of(unready), 1, slice("IPv4", OURS, endpoint("g3")))))
                .containsExactly(CONFIRMED, CONTRADICTED);
    }

    @Test
    void aPortOfANativeSidecarIsNotAskedForWhereTheClusterDoesNotLookForIt() {
        service = new ServiceBuilder(service)
                .editSpec()
                .addNewPort()
                .withName("mesh")
                .withPort(15443)
                .withTargetPort(new IntOrString("envoy"))
                .endPort()
                .endSpec()
                .build();
        List<Pod> meshed = List.of(meshed(g1), b1);
        EndpointSlice slice = slice("IPv4", OURS, endpoint("g1"));

        assertThat(verdicts(proof(meshed, 1, slice))).containsExactly(CONFIRMED, CONFIRMED, CONTRADICTED);
        sidecars = Sidecars.LEFT_OUT;
        assertThat(verdicts(proof(meshed, 1, slice))).containsExactly(CONFIRMED, CONFIRMED, CONFIRMED);
    }

    private static Pod meshed(Pod pod) {
        return new PodBuilder(pod)
                .withNewSpec()
                .addNewInitContainer()
                .withName("proxy")
                .withRestartPolicy("Always")
                .addNewPort()
                .withName("envoy")
                .withContainerPort(15443)
                .endPort()
                .endInitContainer()
                .endSpec()
                .build();
    }

    @Test
    void aStrangerIsNamedWithItsOwner() {
        Pod bare = new PodBuilder(Given.pod("g3", Track.GREEN))
                .editMetadata()
                .withOwnerReferences()
                .endMetadata()
                .build();

        assertThat(proof(List.of(g1, bare), 1, slice("IPv4", OURS, endpoint("g1"), endpoint("g3"))))
                .extracting(Evidence::sentence)
                .containsExactly("1 of 1 slices computed from this selector; endpoints outside GREEN: g3 (a bare pod)");
    }

    private List<Evidence> proof(int wanted, EndpointSlice... slices) {
        return proof(List.of(g1, g2, b1), wanted, slices);
    }

    private List<Evidence> proof(List<Pod> pods, int wanted, EndpointSlice... slices) {
        return new SliceProof(
                        Given.toGreen(wanted),
                        service,
                        Track.GREEN,
                        Given.known(pods.toArray(Pod[]::new)),
                        () -> sidecars)
                .of(Stream.of(slices).toList());
    }

    private static List<Evidence.Verdict> verdicts(List<Evidence> evidence) {
        return evidence.stream().map(Evidence::verdict).toList();
    }
}
