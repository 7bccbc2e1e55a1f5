package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.check.PreflightDepth;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ManagingTool;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.rule.LabelSelectors;
import dev.bluegreen.fabric8.internal.rule.RouterSource;
import dev.bluegreen.fabric8.internal.rule.Rules;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.fabric8.internal.world.Owner;
import dev.bluegreen.fabric8.internal.world.PodState;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.Inspection;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Whether a Deployment without a track label can be cloned beside itself, with a Service that selects both for a time. */
final class Adoptable {

    private final Kube kube;
    private final ReleaseSpec release;
    private final World world;
    private final List<RouterState> routers;
    private final Origin origin;
    private final String subject;

    /** @param world in which the origin stands for its track */
    Adoptable(Kube kube, World world, List<RouterState> routers) {
        this.kube = kube;
        this.world = world;
        this.release = world.release();
        this.routers = routers;
        this.origin = release.origin().orElseThrow();
        this.subject = "Deployment/" + origin.workload();
    }

    List<Finding> findings() {
        return kube.get(Deployment.class, origin.workload()).stream()
                .flatMap(this::findings)
                .toList();
    }

    private Stream<Finding> findings(Deployment deployment) {
        PodSpec pod = deployment.getSpec().getTemplate().getSpec();
        return Stream.of(
                        labels(deployment),
                        tracks(),
                        rollout(deployment),
                        ports(pod),
                        affinity(deployment),
                        checked("autoscalers", this::autoscalers),
                        twins(),
                        routers.stream()
                                .flatMap(router -> RouterSource.of(router).stream())
                                .flatMap(source -> behind(source.service())),
                        consumers(deployment),
                        checked("PodDisruptionBudgets", () -> budgets(deployment)),
                        checked("NetworkPolicies", () -> policies(deployment)),
                        managed(deployment))
                .flatMap(found -> found);
    }

    private Stream<Finding> labels(Deployment deployment) {
        TrackLabels labels = release.labels();
        Map<String, String> all = new HashMap<>(Fields.templateLabels(deployment));
        all.putAll(Fields.matchLabels(deployment));
        String carried = all.get(labels.trackKey());
        if (carried != null) {
            return fatal(
                    "adopt-track-label",
                    subject + " carries '" + labels.trackKey() + ": " + carried
                            + "' in its selector or its pods: it is a" + " track already",
                    "call introduce(...) or switchTo(...), or name another label with .labels(...)");
        }
        return labels.app().equals(all.get(labels.appKey()))
                ? Stream.empty()
                : fatal(
                        "adopt-app-label",
                        "the pods of " + subject + " carry " + Fields.sorted(all) + ", and not '" + labels.appKey()
                                + ": " + labels.app() + "', by which the release is found",
                        "name the label that they carry with .labels(...)");
    }

    /** A clone that an earlier adoption left is used again. */
    private Stream<Finding> tracks() {
        return kube.list(Deployment.class).stream()
                .filter(other -> !other.getMetadata().getName().equals(origin.workload()))
                .filter(other -> Stream.of(Track.values())
                        .anyMatch(track -> Fields.selects(release.labels().selector(track), Fields.matchLabels(other))))
                .filter(other ->
                        !origin.workload().equals(Fields.annotations(other).get(MetadataKeys.ADOPTED_FROM)))
                .flatMap(other -> fatal(
                        "adopt-tracks-exist",
                        "Deployment/" + other.getMetadata().getName() + " " + Fields.matchLabels(other)
                                + " is a track of " + release.name() + " already",
                        "call switchTo(...) where both tracks exist, or introduce(...) where one does; delete it if it is a"
                                + " leftover"));
    }

    /** The clone has the template: pods that are not of it yet would be replaced by an unreleased version. */
    private Stream<Finding> rollout(Deployment deployment) {
        return Rollout.pending(deployment).stream()
                .flatMap(why -> fatal(
                        "adopt-rollout",
                        subject + " " + why + ": the clone would run the latest version, and take the traffic to it",
                        "let its rollout end first, or undo it with: kubectl rollout undo deployment/"
                                + origin.workload()));
    }

    /** Anti-affinity holds in both directions: pods of the origin keep those of the clone from their nodes as well. */
    private Stream<Finding> affinity(Deployment deployment) {
        Map<String, String> own = Fields.templateLabels(deployment);
        return Optional.ofNullable(deployment.getSpec().getTemplate().getSpec().getAffinity())
                .map(Affinity::getPodAntiAffinity)
                .stream()
                .flatMap(apart -> Fields.each(apart.getRequiredDuringSchedulingIgnoredDuringExecution()))
                .filter(term -> LabelSelectors.selects(term.getLabelSelector(), own))
                .map(term -> Finding.warning(
                        "adopt-anti-affinity",
                        subject + " requires that no two of its pods share a " + term.getTopologyKey()
                                + ", which keeps the pods of its clone from those of the origin, and the other way round",
                        "have room for twice the pods, or prefer instead of require it until the adoption has ended"))
                .distinct();
    }

    private Stream<Finding> ports(PodSpec pod) {
        boolean isOfHost = Boolean.TRUE.equals(pod.getHostNetwork());
        if (isOfHost
                && allContainers(pod)
                        .flatMap(one -> Fields.each(one.getPorts()))
                        .findAny()
                        .isEmpty()) {
            return hostPort("hostNetwork");
        }
        return allContainers(pod)
                .flatMap((Container container) -> Fields.each(container.getPorts())
                        .filter(port -> isOfHost || (port.getHostPort() != null && port.getHostPort() > 0))
                        .map(port -> "container " + container.getName() + ", "
                                + (isOfHost
                                        ? "port " + port.getContainerPort() + " with hostNetwork"
                                        : "hostPort " + port.getHostPort())))
                .flatMap(this::hostPort);
    }

    private static Stream<Container> allContainers(PodSpec pod) {
        return Stream.concat(Fields.each(pod.getContainers()), Fields.each(pod.getInitContainers()));
    }

    private Stream<Finding> hostPort(String port) {
        return fatal(
                "adopt-host-port",
                subject + ": " + port + ": a pod of the clone cannot run on a node with one of the origin",
                "take the host's port out, and reach the pods through the Service");
    }

    private Stream<Finding> autoscalers() {
        return kube.listIfServed(HorizontalPodAutoscaler.class).stream()
                .filter(scaler -> "Deployment"
                                .equals(scaler.getSpec().getScaleTargetRef().getKind())
                        && origin.workload()
                                .equals(scaler.getSpec().getScaleTargetRef().getName()))
                .filter(scaler -> !Objects.equals(min(scaler), scaler.getSpec().getMaxReplicas()))
                .flatMap(scaler -> fatal(
                        "adopt-autoscaler",
                        "HorizontalPodAutoscaler/" + scaler.getMetadata().getName() + " scales " + subject + " between "
                                + min(scaler) + " and " + scaler.getSpec().getMaxReplicas()
                                + " pods: it would shrink the origin while the clone shares its traffic, and the clone has"
                                + " none",
                        "set minReplicas and maxReplicas to the same number until the adoption has ended"));
    }

    private static Integer min(HorizontalPodAutoscaler scaler) {
        return Objects.requireNonNullElse(scaler.getSpec().getMinReplicas(), 1);
    }

    /** A volume that only one node can mount keeps the clone from becoming ready. */
    private Stream<Finding> twins() {
        Workload own = world.workload(origin.track());
        Workload clone = Workload.builder(origin.track().other(), own.name())
                .desired(own.desired())
                .build();
        World twins = origin.track() == Track.GREEN ? new World(release, clone, own) : new World(release, own, clone);
        return Rules.ofTwins(kube, new Inspection(twins, clone.track(), routers, List.of(), PreflightDepth.THOROUGH))
                .stream()
                .map(finding ->
                        finding.id().equals("volume-not-shareable") ? finding.withSeverity(Severity.FATAL) : finding);
    }

    private Stream<Finding> behind(Service service) {
        String router = "Service/" + service.getMetadata().getName();
        Map<String, String> selector = Fields.sorted(service.getSpec().getSelector());
        List<Pod> selected = kube.list(Pod.class, selector).stream()
                .filter(pod -> !PodState.hasEnded(pod))
                .toList();
        List<Pod> foreign = selected.stream().filter(pod -> !isOurs(pod)).toList();
        Stream<Finding> none = selected.stream()
                        .anyMatch(pod -> Owner.of(pod).isDeployment(origin.workload()) && PodState.isReady(pod))
                ? Stream.empty()
                : fatal(
                        "adopt-no-pods",
                        router + " selects by " + selector + " no ready pod of " + subject,
                        "name the Deployment behind it, or bring up its pods");
        return Stream.concat(
                none,
                foreign.isEmpty()
                        ? Stream.empty()
                        : fatal(
                                "adopt-foreign-pods",
                                router + " selects by " + selector + " pods that are not of " + subject + ": "
                                        + Owner.named(foreign) + "; they would lose its traffic",
                                "give them labels that this selector does not match"));
    }

    private boolean isOurs(Pod pod) {
        Workload clone = world.workload(origin.track().other());
        return Owner.of(pod).isDeployment(origin.workload())
                || (!clone.isNone() && Owner.of(pod).isDeployment(clone.name()));
    }

    private Stream<Finding> consumers(Deployment deployment) {
        List<String> moved = routers.stream().map(RouterState::router).toList();
        return kube.list(Service.class).stream()
                .filter(service ->
                        !moved.contains("Service/" + service.getMetadata().getName()))
                .filter(service ->
                        !release.exposedBy().contains(service.getMetadata().getName()))
                .filter(service -> isSelected(Fields.orEmpty(service.getSpec().getSelector()), deployment))
                .map(service -> Finding.warning(
                        "adopt-also-selected",
                        "Service/" + service.getMetadata().getName()
                                + (Fields.each(service.getSpec().getPorts())
                                                .findAny()
                                                .isEmpty()
                                        ? " has no ports and"
                                        : "")
                                + " selects by "
                                + Fields.sorted(service.getSpec().getSelector()) + " the pods of "
                                + subject
                                + " and of its clone, and is not moved: it keeps both, and each idle track later",
                        "move it as well with one more .cutover(...), or declare it with .allowExposedBy(\""
                                + service.getMetadata().getName() + "\")"));
    }

    private static boolean isSelected(Map<String, String> selector, Deployment deployment) {
        return !selector.isEmpty() && Fields.selects(selector, Fields.templateLabels(deployment));
    }

    private Stream<Finding> budgets(Deployment deployment) {
        return kube.listIfServed(PodDisruptionBudget.class).stream()
                .filter(budget ->
                        LabelSelectors.selects(budget.getSpec().getSelector(), Fields.templateLabels(deployment)))
                .map(
                        budget -> Finding.warning(
                                "adopt-disruption-budget",
                                "PodDisruptionBudget/" + budget.getMetadata().getName() + " counts the pods of "
                                        + subject
                                        + " and of its clone together: draining nodes may take all of one of them",
                                "drain no node until the origin is retired, and give each track a budget of its own after that"));
    }

    private Stream<Finding> policies(Deployment deployment) {
        Map<String, String> own = Fields.templateLabels(deployment);
        Map<String, String> cloned = new HashMap<>(own);
        cloned.putAll(release.labels().selector(origin.track().other()));
        return kube.listIfServed(NetworkPolicy.class).stream()
                .filter(policy -> selectors(policy)
                        .anyMatch(selector ->
                                LabelSelectors.selects(selector, own) != LabelSelectors.selects(selector, cloned)))
                .map(policy -> Finding.warning(
                        "adopt-network-policy",
                        "NetworkPolicy/" + policy.getMetadata().getName() + " names the pods of only one of "
                                + subject + " and its clone, by the label '"
                                + release.labels().trackKey() + "'",
                        "see that the pods of both may be reached, and reach what they need"));
    }

    /** The pods that a policy applies to, and those that it lets others reach or be reached by. */
    private static Stream<LabelSelector> selectors(NetworkPolicy policy) {
        Stream<NetworkPolicyPeer> peers = Stream.concat(
                Fields.each(policy.getSpec().getIngress()).flatMap(rule -> Fields.each(rule.getFrom())),
                Fields.each(policy.getSpec().getEgress()).flatMap(rule -> Fields.each(rule.getTo())));
        return Stream.concat(Stream.of(policy.getSpec().getPodSelector()), peers.map(NetworkPolicyPeer::getPodSelector))
                .filter(Objects::nonNull);
    }

    private Stream<Finding> managed(Deployment deployment) {
        return ManagingTool.of(deployment)
                .map(tool -> Finding.warning(
                        "adopt-managed",
                        subject + " is managed by " + tool.name()
                                + ", which scales it up again when it is retired, and knows nothing of its clone",
                        "replace it in the manifests by "
                                + DeploymentFinder.nameFor(
                                        release, origin.track().other()) + " after the adoption"))
                .stream();
    }

    private Stream<Finding> checked(String what, Supplier<Stream<Finding>> rule) {
        try {
            return rule.get().toList().stream();
        } catch (PlatformException e) {
            if (e.kind() != PlatformException.Kind.FORBIDDEN) {
                throw e;
            }
            return Stream.of(Finding.warning(
                    "not-checked",
                    what + " could not be checked: " + e.getMessage(),
                    "allow it, or waive not-checked"));
        }
    }

    private static Stream<Finding> fatal(String id, String sentence, String remedy) {
        return Optional.of(Finding.fatal(id, sentence, remedy)).stream();
    }
}
