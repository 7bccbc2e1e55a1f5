package dev.bluegreen.fabric8.internal.watch;

import dev.bluegreen.fabric8.internal.world.Fields;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reduces watched objects to the fields that a release reads: most of an object's size is in the others. */
final class Summaries {

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private final Shared shared;

    Summaries(Shared shared) {
        this.shared = shared;
    }

    /**
     * The whole Service but what nobody asks the watch for. Its managedFields name the writers of selector, ports and labels.
     * Changed in place: it has just been parsed, for this cache.
     */
    static Service service(Service service) {
        ObjectMeta meta = service.getMetadata();
        meta.setManagedFields(
                Fields.each(meta.getManagedFields()).map(Summaries::entry).toList());
        if (Fields.annotations(service).containsKey(LAST_APPLIED)) {
            meta.getAnnotations().put(LAST_APPLIED, "");
        }
        return service;
    }

    private static ManagedFieldsEntry entry(ManagedFieldsEntry whole) {
        ManagedFieldsEntry small = new ManagedFieldsEntry();
        small.setManager(whole.getManager());
        small.setTime(whole.getTime());
        Map<String, Object> kept = new LinkedHashMap<>();
        Optional.ofNullable(whole.getFieldsV1())
                .map(FieldsV1::getAdditionalProperties)
                .ifPresent(fields -> {
                    keep(fields, kept, "f:metadata", "f:labels");
                    keep(fields, kept, "f:spec", "f:selector", "f:ports");
                });
        FieldsV1 fields = new FieldsV1();
        fields.setAdditionalProperties(kept);
        small.setFieldsV1(fields);
        return small;
    }

    private static void keep(Map<String, Object> from, Map<String, Object> to, String part, String... names) {
        Map<String, Object> kept = new LinkedHashMap<>();
        for (String name : names) {
            Fields.at(from, part, name).ifPresent(value -> kept.put(name, value));
        }
        if (!kept.isEmpty()) {
            to.put(part, kept);
        }
    }

    EndpointSlice slice(EndpointSlice slice) {
        EndpointSlice small = new EndpointSlice();
        small.setMetadata(meta(slice));
        small.setAddressType(slice.getAddressType());
        small.setPorts(slice.getPorts() == null ? null : shared.one(slice.getPorts()));
        small.setEndpoints(slice.getEndpoints());
        return small;
    }

    Deployment deployment(Deployment deployment) {
        DeploymentSpec spec = new DeploymentSpec();
        spec.setReplicas(deployment.getSpec().getReplicas());
        spec.setPaused(deployment.getSpec().getPaused());
        spec.setSelector(deployment.getSpec().getSelector());
        Deployment small = new Deployment();
        small.setMetadata(meta(deployment));
        small.setSpec(spec);
        small.setStatus(status(deployment.getStatus()));
        return small;
    }

    /** Of its conditions, the one that says that the rollout has failed. */
    private static @Nullable DeploymentStatus status(@Nullable DeploymentStatus whole) {
        if (whole == null) {
            return null;
        }
        DeploymentStatus small = new DeploymentStatus();
        small.setObservedGeneration(whole.getObservedGeneration());
        small.setReplicas(whole.getReplicas());
        small.setUpdatedReplicas(whole.getUpdatedReplicas());
        small.setReadyReplicas(whole.getReadyReplicas());
        small.setAvailableReplicas(whole.getAvailableReplicas());
        small.setConditions(
                Fields.each(whole.getConditions()).filter(Summaries::isFailure).toList());
        return small;
    }

    private static boolean isFailure(DeploymentCondition condition) {
        return "Progressing".equals(condition.getType()) && "False".equals(condition.getStatus());
    }

    /** What tells an object from others, and one version of it from another. */
    ObjectMeta meta(HasMetadata object) {
        ObjectMeta whole = object.getMetadata();
        ObjectMeta small = new ObjectMeta();
        small.setName(whole.getName());
        small.setUid(whole.getUid());
        small.setResourceVersion(whole.getResourceVersion());
        small.setGeneration(whole.getGeneration());
        small.setLabels(whole.getLabels() == null ? Map.of() : shared.one(whole.getLabels()));
        small.setCreationTimestamp(whole.getCreationTimestamp());
        small.setDeletionTimestamp(whole.getDeletionTimestamp());
        small.setAnnotations(Map.of());
        small.setFinalizers(List.of());
        small.setManagedFields(List.of());
        return small;
    }
}
