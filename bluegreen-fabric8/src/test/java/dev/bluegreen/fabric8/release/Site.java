package dev.bluegreen.fabric8.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.internal.Sentences;
import dev.bluegreen.testkit.request.ApiRequest;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A fake cluster with the app "myapp" on it, and releases by a client of their own, so that requests can be told apart. */
final class Site implements AutoCloseable {

    private final List<String> told = new CopyOnWriteArrayList<>();

    private static final String PLAIN = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: myapp, namespace: default}
            spec:
              replicas: 3
              selector: {matchLabels: {app: myapp}}
              template:
                metadata: {labels: {app: myapp}}
                spec:
                  containers:
                  - name: app
                    image: myapp:v1
                    ports: [{name: http, containerPort: 8080}]
                    readinessProbe: {httpGet: {path: /healthz, port: http}}
                    livenessProbe: {httpGet: {path: /healthz, port: http}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: myapp-svc, namespace: default}
            spec:
              selector: {app: myapp}
              ports: [{name: http, port: 80, targetPort: http}]
            """;

    static final String RELEASER = "releaser";
    static final String SERVICE = "myapp-svc";

    final FakeCluster cluster = FakeCluster.start();
    final Fabric8Platform platform = platform(RELEASER);
    private final AtomicInteger processes = new AtomicInteger();

    static Site withApp() {
        Site site = new Site();
        site.cluster.app("myapp").deploy();
        return site;
    }

    /** One Deployment "myapp" without a track label, with 3 pods, and a Service that selects them. */
    static Site plain() {
        Site site = new Site();
        site.cluster.apply(PLAIN).awaitReady();
        return site;
    }

    /** A Service that names a track, and no Deployment. */
    static Site withServiceOnly(String track) {
        Site site = new Site();
        site.cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: myapp-svc, namespace: default}
                spec:
                  selector: {app: myapp, track: %s}
                  ports: [{name: http, port: 80, targetPort: 8080}]
                """.formatted(track)).settle();
        return site;
    }

    Fabric8Platform platform(String client) {
        return Fabric8Platform.of(cluster.client(client)).withTime(cluster.time());
    }

    ReleaseBuilder release() {
        return BlueGreen.release("myapp").on(platform).listener(event -> told.add(event.sentence()));
    }

    /** The same release from a process of its own. */
    ReleaseBuilder releaseOfAnotherProcess() {
        return BlueGreen.release("myapp").on(platform("process-" + processes.incrementAndGet()));
    }

    /** The same release from a process of this name. */
    ReleaseBuilder releaseOn(String process) {
        return BlueGreen.release("myapp").on(platform(process));
    }

    KubernetesClient kubectl() {
        return cluster.client(FakeCluster.KUBECTL);
    }

    Service service() {
        return kubectl().services().withName(SERVICE).require();
    }

    /** Points the Service at another selector, as somebody with kubectl would. */
    void select(String label, String value) {
        kubectl().services().withName(SERVICE).edit(service -> {
            service.getSpec().getSelector().put(label, value);
            return service;
        });
    }

    /** An autoscaler of a Deployment, with its name. */
    void autoscale(String deployment, int min, int max) {
        cluster.apply("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: %s, namespace: default}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %s}
                  minReplicas: %d
                  maxReplicas: %d
                """.formatted(deployment, deployment, min, max));
    }

    List<ApiRequest> writes() {
        return cluster.writes().stream()
                .filter(request -> !request.client().equals(FakeCluster.KUBECTL))
                .toList();
    }

    List<ApiRequest> trafficWrites() {
        return writes().stream()
                .filter(request -> request.is("patch", "services"))
                .toList();
    }

    boolean lockIsFree() {
        String holder = kubectl()
                .leases()
                .withName("bluegreen-myapp")
                .require()
                .getSpec()
                .getHolderIdentity();
        return holder == null || holder.isEmpty();
    }

    @Override
    public void close() {
        platform.close();
        cluster.close();
        assertThat(told.stream().flatMap(sentence -> Sentences.wrong(sentence).stream()))
                .isEmpty();
    }
}
