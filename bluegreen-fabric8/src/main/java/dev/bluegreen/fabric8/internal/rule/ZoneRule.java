package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Workload;
import dev.bluegreen.spi.Inspection;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Zones in which the old track has pods and the new one has none: a load balancer node without cross-zone balancing, or a
 * Service with topology hints, has no target there.
 */
record ZoneRule(Kube kube) implements Rule {

    private static final String ZONE = "topology.kubernetes.io/zone";

    @Override
    public List<Finding> check(Inspection inspection) {
        Map<String, String> zones = zonesByNode();
        if (zones.isEmpty()) {
            return List.of();
        }
        Workload target = inspection.world().workload(inspection.to());
        Set<String> uncovered =
                zones(inspection.world().workload(inspection.to().other()), zones);
        uncovered.removeAll(zones(target, zones));
        return uncovered.isEmpty() ? List.of() : List.of(uncovered(target, uncovered));
    }

    private Map<String, String> zonesByNode() {
        return kube.listIfServed(Node.class).stream()
                .filter(node -> zone(node).isPresent())
                .collect(Collectors.toMap(
                        node -> node.getMetadata().getName(), node -> zone(node).orElseThrow()));
    }

    private static Optional<String> zone(Node node) {
        return Optional.ofNullable(Fields.labels(node).get(ZONE));
    }

    private Set<String> zones(Workload workload, Map<String, String> zonesByNode) {
        return kube.list(Pod.class, workload.selector()).stream()
                .filter(pod -> pod.getSpec() != null && pod.getSpec().getNodeName() != null)
                .map(pod -> zonesByNode.get(pod.getSpec().getNodeName()))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Finding uncovered(Workload target, Set<String> zones) {
        return new Finding(
                "zones-uncovered",
                Severity.WARNING,
                target.name() + " has no pod in " + String.join(", ", zones)
                        + ", where the active track has some: zone-local traffic finds no pod there",
                "spread the pods over the zones: topologySpreadConstraints, or more replicas");
    }
}
