package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.deployment.DeploymentView;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.fabric8.internal.world.KnownPods;
import dev.bluegreen.fabric8.internal.world.PodState;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.World;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Objects of the release {@code checkout}, whose traffic is on BLUE at resourceVersion 10 and is moved to GREEN. */
public final class Given {

    static final ReleaseSpec RELEASE = ReleaseSpec.of("checkout");
    static final String CUTOVER = "c1";
    static final String HASH = "6f7b";
    private static final String ADDRESS = "10.0.0.1";

    private Given() {}

    public static Deployment deployment(String name, Map<String, String> labels, int replicas) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(name)
                .withGeneration(1L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .withMatchLabels(labels)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("web")
                .withImage("registry/checkout:v1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(1L)
                .withReplicas(replicas)
                .withUpdatedReplicas(replicas)
                .withReadyReplicas(replicas)
                .withAvailableReplicas(replicas)
                .endStatus()
                .build();
    }

    public static Map<String, String> labels(Track track) {
        return RELEASE.labels().selector(track);
    }

    /** A pod of the Deployment of the track that its labels name; of BLUE's where they name none. */
    public static Pod pod(String name, Map<String, String> labels, boolean ready) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withUid("uid-" + name)
                .withLabels(labels)
                .addToLabels("pod-template-hash", HASH)
                .addNewOwnerReference()
                .withController(true)
                .withKind("ReplicaSet")
                .withName("checkout-" + labels.getOrDefault("track", "blue") + "-" + HASH)
                .endOwnerReference()
                .endMetadata()
                .withNewStatus()
                .addNewPodIP(ADDRESS)
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready ? "True" : "False")
                .endCondition()
                .endStatus()
                .build();
    }

    public static Pod pod(String name, Track track) {
        return pod(name, labels(track), true);
    }

    static World world(Pod... pods) {
        return new World(
                RELEASE,
                DeploymentView.of(Track.BLUE, deployment("checkout-blue", labels(Track.BLUE), 2), List.of(pods)),
                DeploymentView.of(Track.GREEN, deployment("checkout-green", labels(Track.GREEN), 2), List.of(pods)));
    }

    /** As it was before the write, on BLUE. */
    static Service service() {
        return service("10", Track.BLUE, Map.of());
    }

    /** As our write left it, on GREEN. */
    static Service switched() {
        return service("11", Track.GREEN, Map.of(MetadataKeys.CUTOVER, CUTOVER));
    }

    static Service service(String version, Track track, Map<String, String> labels) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName("checkout-svc")
                .withResourceVersion(version)
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withSelector(labels(track))
                .addNewPort()
                .withName("http")
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
    }

    static RouterState state(Service service) {
        return RouterView.of(RELEASE, service, false);
    }

    static Move toGreen(int wanted, Pod... pods) {
        return Move.builder(world(pods), state(service()), TrafficSplit.all(Track.GREEN))
                .minReadyPods(wanted)
                .cutoverId(CUTOVER)
                .token(7)
                .requestedBy("ann@laptop")
                .build();
    }

    static EndpointSlice slice(String family, Optional<String> cutover, EndpointBuilder... endpoints) {
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withName("checkout-svc-" + family)
                .withLabels(cutover.map(id -> Map.of(MetadataKeys.CUTOVER, id)).orElse(Map.of()))
                .addToLabels("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io")
                .endMetadata()
                .withAddressType(family)
                .addNewPort()
                .withName("http")
                .withPort(8080)
                .endPort()
                .withEndpoints(
                        List.of(endpoints).stream().map(EndpointBuilder::build).toList())
                .build();
    }

    /** An endpoint that says nothing of its conditions, which is to say that it is ready. */
    static EndpointBuilder endpoint(String pod) {
        return new EndpointBuilder()
                .withAddresses(ADDRESS)
                .withNewTargetRef()
                .withKind("Pod")
                .withName(pod)
                .withUid("uid-" + pod)
                .endTargetRef();
    }

    static EndpointBuilder endpoint(String pod, boolean ready, boolean serving) {
        return endpoint(pod)
                .withNewConditions()
                .withReady(ready)
                .withServing(serving)
                .endConditions();
    }

    /** These pods and no others. */
    static KnownPods known(Pod... pods) {
        List<Pod> all = List.of(pods);
        return new KnownPods() {

            @Override
            public Optional<Pod> named(String name) {
                return all.stream()
                        .filter(pod -> pod.getMetadata().getName().equals(name))
                        .findFirst();
            }

            @Override
            public List<Pod> at(String address) {
                return all.stream()
                        .filter(pod -> PodState.hasAddress(pod, address))
                        .toList();
            }

            @Override
            public List<Pod> labelled(String key, String value) {
                return all.stream()
                        .filter(pod -> value.equals(Fields.labels(pod).get(key)))
                        .toList();
            }
        };
    }
}
