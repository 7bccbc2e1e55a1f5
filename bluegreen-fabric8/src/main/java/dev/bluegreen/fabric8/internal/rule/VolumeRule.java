package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Inspection;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A claim that one node or one pod may mount at a time (ReadWriteOnce, ReadWriteOncePod) cannot serve both tracks: a pod of the other
 * track scheduled elsewhere waits for it forever.
 */
record VolumeRule(Kube kube) implements Rule {

    private static final Set<String> SHARED = Set.of("ReadWriteMany", "ReadOnlyMany");

    @Override
    public List<Finding> check(Inspection inspection) {
        Set<String> ofBlue = claims(inspection, Track.BLUE);
        return claims(inspection, Track.GREEN).stream()
                .filter(ofBlue::contains)
                .sorted()
                .flatMap(name -> kube.get(PersistentVolumeClaim.class, name).stream())
                .filter(claim -> modes(claim).noneMatch(SHARED::contains))
                .map(VolumeRule::finding)
                .toList();
    }

    private Set<String> claims(Inspection inspection, Track track) {
        return Templates.of(kube, inspection, track).map(VolumeRule::claims).orElse(Set.of());
    }

    private static Set<String> claims(PodSpec pod) {
        return pod.getVolumes().stream()
                .map(Volume::getPersistentVolumeClaim)
                .filter(Objects::nonNull)
                .map(source -> source.getClaimName())
                .collect(Collectors.toSet());
    }

    private static Stream<String> modes(PersistentVolumeClaim claim) {
        return Fields.each(claim.getSpec().getAccessModes());
    }

    private static Finding finding(PersistentVolumeClaim claim) {
        return new Finding(
                "volume-not-shareable",
                Severity.WARNING,
                "both tracks mount PersistentVolumeClaim/" + claim.getMetadata().getName() + ", whose access modes are "
                        + modes(claim).toList() + ": pods on two nodes cannot mount it at the same time",
                "give each track its own claim, or use a claim with ReadWriteMany");
    }
}
