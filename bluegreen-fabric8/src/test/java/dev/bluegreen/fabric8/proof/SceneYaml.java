package dev.bluegreen.fabric8.proof;

import dev.bluegreen.fabric8.proof.ProofScene.Declared;
import dev.bluegreen.fabric8.proof.ProofScene.Pods;
import dev.bluegreen.fabric8.proof.ProofScene.Port;
import dev.bluegreen.fabric8.proof.ProofScene.Slice;
import dev.bluegreen.fabric8.proof.ProofScene.State;
import dev.bluegreen.fabric8.proof.ProofScene.Stranger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A scene as the objects it is made of: what is applied to a cluster, and what is shown of a scene that went wrong. */
final class SceneYaml {

    static final String GATE = "example.org/open";

    static final String OUTSIDER = "outsider";

    private final ProofScene scene;

    SceneYaml(ProofScene scene) {
        this.scene = scene;
    }

    /** Everything, for a person. */
    String everything() {
        return objects() + "---\n" + slices(slice -> "<address of " + slice.target() + ">");
    }

    /** All but the slices, which need the addresses of pods. */
    String objects() {
        List<String> documents = new ArrayList<>(List.of(track("blue", scene.blue()), track("green", scene.green())));
        IntStream.range(0, scene.strangers().size())
                .mapToObj(i -> stranger("other-" + i, scene.strangers().get(i)))
                .forEach(documents::add);
        documents.add(pod(OUTSIDER, "app: outsider", "", "{containers: [{name: app, image: 'other:1'}]}"));
        documents.add(service());
        return String.join("---\n", documents);
    }

    /** The slices of other managers, with the addresses that they lead to. */
    String slices(Function<Slice, String> address) {
        return IntStream.range(0, scene.slices().size())
                .mapToObj(i -> slice(i, scene.slices().get(i), address))
                .collect(Collectors.joining("---\n"));
    }

    private String service() {
        String ports = scene.ports().stream().map(SceneYaml::port).collect(Collectors.joining(", "));
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: shop-svc}
                spec:
                  selector: {app: shop, track: blue}
                  ipFamilies: %s
                  ipFamilyPolicy: %s
                %s  ports: [%s]
                """.formatted(
                        scene.families(),
                        scene.families().size() > 1 ? "RequireDualStack" : "SingleStack",
                        (scene.headless() ? "  clusterIP: None\n" : "")
                                + (scene.publishesNotReady() ? "  publishNotReadyAddresses: true\n" : ""),
                        ports);
    }

    private static String port(Port port) {
        return "{%sport: %d, protocol: %s, targetPort: %s}"
                .formatted(
                        port.name().isEmpty() ? "" : "name: " + port.name() + ", ",
                        port.port(),
                        port.protocol(),
                        port.isNumeric() ? port.number() : port.target());
    }

    private static String track(String track, Pods pods) {
        return deployment("shop-" + track, pods.replicas(), pods.state() == State.PAUSED, "app: shop, track: " + track)
                + template("app: shop, track: " + track, annotations(pods), spec(pods.ports(), gate(pods), "Always"));
    }

    private static String deployment(String name, int replicas, boolean paused, String selector) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s}
                spec:
                  replicas: %d
                %s  selector: {matchLabels: {%s}}
                """.formatted(name, replicas, paused ? "  paused: true\n" : "", selector);
    }

    private static String template(String labels, String annotations, String spec) {
        return """
                  template:
                    metadata: {labels: {%s}, annotations: {%s}}
                    spec: %s
                """.formatted(labels, annotations, spec);
    }

    private static String annotations(Pods pods) {
        String families = "testkit.bluegreen.dev/ip-families: '" + String.join(",", pods.families()) + "'";
        return families
                + switch (pods.state()) {
                    case NEVER_READY -> ", testkit.bluegreen.dev/never-ready: ''";
                    case ONE_TERMINATING -> ", testkit.bluegreen.dev/zombie: ''";
                    default -> "";
                };
    }

    private static String gate(Pods pods) {
        return pods.state() == State.GATED || pods.state() == State.GATE_OPENED
                ? "readinessGates: [{conditionType: " + GATE + "}], "
                : "";
    }

    private static String spec(List<Declared> ports, String more, String restarts) {
        String sidecar = declared(ports, true).isEmpty()
                ? ""
                : "initContainers: [{name: proxy, image: 'proxy:1', restartPolicy: Always, ports: [%s]}], "
                        .formatted(declared(ports, true));
        return "{%s%srestartPolicy: %s, containers: [{name: app, image: 'shop:1', ports: [%s], readinessProbe: {tcpSocket: {port: 1}}}]}"
                .formatted(more, sidecar, restarts, declared(ports, false));
    }

    private static String declared(List<Declared> ports, boolean bySidecar) {
        return ports.stream()
                .filter(port -> port.bySidecar() == bySidecar)
                .map(port -> "{%scontainerPort: %d, protocol: %s}"
                        .formatted(
                                port.name().isEmpty() ? "" : "name: " + port.name() + ", ",
                                port.number(),
                                port.protocol()))
                .collect(Collectors.joining(", "));
    }

    private static String stranger(String name, Stranger stranger) {
        String labels = "app: shop, of: " + name + (stranger.track().isEmpty() ? "" : ", track: " + stranger.track());
        String annotations = "testkit.bluegreen.dev/" + (stranger.ready() ? life(stranger) : "never-ready: ''");
        return switch (stranger.keeper()) {
            case NOBODY -> pod(name, labels, annotations, spec(stranger.ports(), "", "Always"));
            case JOB, ENDED_JOB -> job(name) + template(labels, annotations, spec(stranger.ports(), "", "Never"));
            case DEPLOYMENT ->
                deployment(name, 1, false, "of: " + name)
                        + template(labels, annotations, spec(stranger.ports(), "", "Always"));
            case OVERLAPPING_DEPLOYMENT ->
                deployment(name, 1, false, "app: shop")
                        + template(labels, annotations, spec(stranger.ports(), "", "Always"));
        };
    }

    private static String life(Stranger stranger) {
        return switch (stranger.keeper()) {
            case JOB -> "succeeds-after: 9h";
            case ENDED_JOB -> "succeeds-after: 1s";
            default -> "ready-after: 1s";
        };
    }

    private static String pod(String name, String labels, String annotations, String spec) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, labels: {%s}, annotations: {%s}}
                spec: %s
                """.formatted(name, labels, annotations, spec);
    }

    private static String job(String name) {
        return """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: %s}
                spec:
                """.formatted(name);
    }

    private static String slice(int number, Slice slice, Function<Slice, String> address) {
        return """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata:
                  name: left-%d
                  labels: {kubernetes.io/service-name: shop-svc, endpointslice.kubernetes.io/managed-by: somebody}
                addressType: %s
                ports: [{name: '%s', port: %d, protocol: %s}]
                endpoints: [{addresses: ['%s'], conditions: {ready: %s}}]
                """.formatted(
                        number,
                        slice.family(),
                        slice.portName(),
                        slice.number(),
                        slice.protocol(),
                        address.apply(slice),
                        slice.ready());
    }
}
