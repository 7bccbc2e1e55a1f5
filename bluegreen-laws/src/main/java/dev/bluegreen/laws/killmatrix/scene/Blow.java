package dev.bluegreen.laws.killmatrix.scene;

import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.fault.Fault;
import dev.bluegreen.testkit.internal.Given;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;

/** Damage to the new track, GREEN, right before an API call of a process: a rollback must not need that track. */
public enum Blow {
    /** Its Deployment is deleted, and its pods with it. */
    DELETED,
    /** Its ReplicaSet and pods are deleted; its Deployment creates new ones. */
    EVICTED,
    /** Its pods get a label by which they belong to no track any more. */
    RELABELED,
    /** Its template has another image, and is rolled out. */
    CHANGED,
    /** It is scaled to 0, as by an autoscaler or by hand. */
    SCALED_TO_ZERO,
    /** Its Deployment is paused. */
    PAUSED,
    /** Its Deployment may not be read any more: 403. */
    FORBIDDEN;

    /**
     * Carries it out, for scenes on a {@link FakeCluster}.
     *
     * @param deployment of the new track, in the namespace {@code default}; its pods have the label {@code track=green}
     */
    public void on(FakeCluster cluster, String deployment) {
        Given.objectName("deployment", deployment);
        KubernetesClient kubectl = Given.any("cluster", cluster).client(FakeCluster.KUBECTL);
        RollableScalableResource<Deployment> target =
                kubectl.apps().deployments().inNamespace("default").withName(deployment);
        switch (this) {
            case DELETED -> target.delete();
            case EVICTED -> evict(kubectl);
            case RELABELED -> relabel(kubectl);
            case CHANGED -> target.edit(Blow::changed);
            case SCALED_TO_ZERO -> target.scale(0);
            case PAUSED -> target.edit(Blow::paused);
            case FORBIDDEN ->
                cluster.faults()
                        .on("get")
                        .resource("deployments")
                        .name(deployment)
                        .then(Fault.status(403));
        }
    }

    private static void evict(KubernetesClient kubectl) {
        kubectl.apps()
                .replicaSets()
                .inNamespace("default")
                .withLabel("track", "green")
                .delete();
        kubectl.pods().inNamespace("default").withLabel("track", "green").delete();
    }

    private static void relabel(KubernetesClient kubectl) {
        kubectl.pods()
                .inNamespace("default")
                .withLabel("track", "green")
                .resources()
                .forEach(pod -> pod.edit(Blow::strange));
    }

    private static Pod strange(Pod pod) {
        pod.getMetadata().getLabels().put("track", "purple");
        return pod;
    }

    private static Deployment changed(Deployment deployment) {
        deployment.getSpec().getTemplate().getSpec().getContainers().get(0).setImage("app:of-somebody-else");
        return deployment;
    }

    private static Deployment paused(Deployment deployment) {
        deployment.getSpec().setPaused(true);
        return deployment;
    }
}
