package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.model.Finding;
import dev.bluegreen.spi.Inspection;
import java.util.List;

/** TargetGroupBindings of EKS Auto Mode, which are in a separate API group. */
final class AutoModeRule implements Rule {

    private final TargetGroupBindings bindings;

    AutoModeRule(Reads reads) {
        this.bindings = new TargetGroupBindings(reads, "eks.amazonaws.com", "v1");
    }

    @Override
    public String subject() {
        return "TargetGroupBindings of EKS Auto Mode";
    }

    @Override
    public List<Finding> check(Inspection inspection) {
        return bindings.toPodAddressesOf(Routers.services(inspection)).stream()
                .map(PodAddressRule::sendsToPodAddresses)
                .toList();
    }
}
