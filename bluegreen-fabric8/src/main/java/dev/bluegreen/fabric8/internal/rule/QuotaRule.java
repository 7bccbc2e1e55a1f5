package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.fabric8.internal.world.TargetPort;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.spi.Inspection;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * ResourceQuotas must have room for both tracks at full size; otherwise scaling up fails at the worst moment, before the
 * switch or on the way back.
 */
record QuotaRule(Kube kube) implements Rule {

    private static final String PODS = "pods";

    @Override
    public List<Finding> check(Inspection inspection) {
        List<ResourceQuota> quotas = kube.listIfServed(ResourceQuota.class).stream()
                .filter(QuotaRule::isForAllPods)
                .toList();
        if (quotas.isEmpty()) {
            return List.of();
        }
        Optional<Need> need = Need.of(kube, inspection);
        return need.stream()
                .flatMap(found -> quotas.stream().flatMap(quota -> check(quota, found).stream()))
                .toList();
    }

    /** True without scopes: a quota with scopes counts only some pods, which the template does not identify. */
    private static boolean isForAllPods(ResourceQuota quota) {
        return quota.getStatus() != null
                && quota.getSpec().getScopeSelector() == null
                && Objects.requireNonNullElse(quota.getSpec().getScopes(), List.of())
                        .isEmpty();
    }

    private static List<Finding> check(ResourceQuota quota, Need need) {
        List<Finding> findings = new ArrayList<>();
        Fields.orEmpty(quota.getStatus().getHard()).forEach((resource, hard) -> {
            BigDecimal missing = need.of(
                            resource,
                            amount(Fields.orEmpty(quota.getStatus().getUsed()).get(resource)))
                    .subtract(amount(hard));
            if (missing.signum() > 0) {
                findings.add(finding(quota, resource, hard, need));
            }
        });
        return findings;
    }

    private static Finding finding(ResourceQuota quota, String resource, Quantity hard, Need need) {
        return new Finding(
                "quota-too-small",
                Severity.WARNING,
                "ResourceQuota/" + quota.getMetadata().getName() + " allows " + hard + " of " + resource
                        + ", too little for both tracks with " + need.size() + " pods each",
                "raise it to twice the need of one track plus that of other workloads in the namespace");
    }

    private static BigDecimal amount(@Nullable Quantity quantity) {
        return quantity == null ? BigDecimal.ZERO : quantity.getNumericalAmount();
    }

    /**
     * Resources that both tracks need at full size.
     *
     * @param size pods per track
     */
    private record Need(int size, Map<Track, PodSpec> templates, Inspection inspection) {

        static Optional<Need> of(Kube kube, Inspection inspection) {
            Optional<PodSpec> blue = Templates.of(kube, inspection, Track.BLUE);
            Optional<PodSpec> green = Templates.of(kube, inspection, Track.GREEN);
            int size = Math.max(
                    inspection.world().blue().desired(),
                    inspection.world().green().desired());
            return blue.isPresent() && green.isPresent()
                    ? Optional.of(new Need(size, Map.of(Track.BLUE, blue.get(), Track.GREEN, green.get()), inspection))
                    : Optional.empty();
        }

        /** Usage at full size: the current usage plus what the tracks lack. */
        BigDecimal of(String resource, BigDecimal used) {
            BigDecimal needed = used;
            for (Map.Entry<Track, PodSpec> track : templates.entrySet()) {
                Workload workload = inspection.world().workload(track.getKey());
                BigDecimal more =
                        BigDecimal.valueOf(Math.max(0, size - workload.pods().size()));
                needed = needed.add(more.multiply(perPod(resource, track.getValue())));
            }
            return needed;
        }

        private static BigDecimal perPod(String resource, PodSpec pod) {
            if (resource.equals(PODS) || resource.equals("count/pods")) {
                return BigDecimal.ONE;
            }
            return TargetPort.containers(pod.getContainers(), pod.getInitContainers())
                    .map(container -> perContainer(resource, container))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        private static BigDecimal perContainer(String resource, Container container) {
            if (container.getResources() == null) {
                return BigDecimal.ZERO;
            }
            return resource.startsWith("limits.")
                    ? amount(Fields.orEmpty(container.getResources().getLimits())
                            .get(resource.substring("limits.".length())))
                    : amount(Fields.orEmpty(container.getResources().getRequests())
                            .get(resource.replaceFirst("^requests\\.", "")));
        }
    }
}
