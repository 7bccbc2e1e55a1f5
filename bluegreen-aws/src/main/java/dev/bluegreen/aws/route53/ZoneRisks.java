package dev.bluegreen.aws.route53;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.AcceleratedRecoveryStatus;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.HostedZoneFeatures;

/**
 * Findings about the zone: whether it can be changed, and what happens to changes if the region that accepts them fails
 * (Route 53 developer guide, accelerated recovery).
 */
record ZoneRisks(HostedZone zone) {

    /** The zone; empty if reading it is not permitted. */
    static Optional<HostedZone> read(RecordApi api) {
        return RecordApi.unless(
                PlatformException.Kind.FORBIDDEN, () -> api.describe().hostedZone());
    }

    Optional<Finding> finding() {
        if (zone.config() != null && Boolean.TRUE.equals(zone.config().privateZone())) {
            return Optional.empty();
        }
        return switch (recovery()) {
            case ENABLING_HOSTED_ZONE_LOCKED, DISABLING_HOSTED_ZONE_LOCKED -> Optional.of(locked());
            case ENABLED ->
                Optional.of(recovery(
                        "has accelerated recovery: a change that was accepted right before a failover of Route 53 may have to"
                                + " be sent again",
                        "after a failover call status(), and then recover()"));
            default ->
                Optional.of(recovery(
                        "has no accelerated recovery: while us-east-1 is impaired no record can be changed, so there is"
                                + " no way back",
                        "enable it for a public zone that must stay changeable"));
        };
    }

    private AcceleratedRecoveryStatus recovery() {
        return Optional.ofNullable(zone.features())
                .map(HostedZoneFeatures::acceleratedRecoveryStatus)
                .orElse(AcceleratedRecoveryStatus.DISABLED);
    }

    private Finding locked() {
        return Finding.fatal(
                "dns-zone-locked",
                "zone " + zone.name() + " is locked while accelerated recovery is switched ("
                        + zone.features().acceleratedRecoveryStatusAsString() + "): no record can be changed",
                "wait until that is done");
    }

    private Finding recovery(String sentence, String remedy) {
        return Finding.info("dns-accelerated-recovery", "zone " + zone.name() + " " + sentence, remedy);
    }
}
