package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.Reads;
import dev.bluegreen.aws.internal.elb.Elb;
import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.elb.Forward;
import dev.bluegreen.aws.internal.elb.GroupHealth;
import dev.bluegreen.cutover.Hop;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/**
 * The load balancers of a hop at one moment: the target groups of its tracks, every rule and default action that names one,
 * and the health of their targets.
 *
 * @param balancers ARNs of the load balancers that have a host name of the hop
 * @param groups target groups by track
 * @param rules weights by rule; of a default action, by listener
 * @param health by target group
 */
record HopGroups(
        List<String> balancers,
        Map<Track, List<ElbArn>> groups,
        Map<String, Forward> rules,
        Map<ElbArn, GroupHealth> health) {

    /** Tags of the controller with the resource that a target group is for; the second is of EKS Auto Mode. */
    private static final List<String> RESOURCE = List.of(
            "ingress.k8s.aws/resource",
            "service.k8s.aws/resource",
            "ingress.eks.amazonaws.com/resource",
            "service.eks.amazonaws.com/resource");

    /** Reads them. */
    static HopGroups read(Elb elb, Hop hop) {
        Map<String, String> byHost = elb.balancersByHost();
        List<String> balancers = hop.hosts().stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .flatMap(host -> Stream.ofNullable(byHost.get(host)))
                .distinct()
                .toList();
        Reads reads = elb.reads();
        Supplier<List<Led>> led = reads.begin(() -> led(elb, balancers));
        Supplier<Map<Track, List<ElbArn>>> found = reads.begin(() -> groups(elb, balancers, hop));
        Map<Track, List<ElbArn>> groups = found.get();
        Map<String, Forward> rules = new TreeMap<>();
        led.get().forEach(one -> add(one, groups, rules));
        List<ElbArn> all = groups.values().stream().flatMap(List::stream).toList();
        List<GroupHealth> read = elb.reads().each(all, elb::health);
        Map<ElbArn, GroupHealth> health = new HashMap<>();
        IntStream.range(0, all.size()).forEach(i -> health.put(all.get(i), read.get(i)));
        return new HopGroups(balancers, groups, rules, health);
    }

    /** A listener and its rules. */
    private record Led(ElbArn listener, List<Rule> rules) {}

    private static List<Led> led(Elb elb, List<String> balancers) {
        List<ElbArn> listeners = elb.reads().each(balancers, elb::listeners).stream()
                .flatMap(List::stream)
                .map(listener -> ElbArn.parse("listener", "listener", listener.listenerArn()))
                .toList();
        return elb.reads().each(listeners, listener -> new Led(listener, elb.rules(listener)));
    }

    private static Map<Track, List<ElbArn>> groups(Elb elb, List<String> balancers, Hop hop) {
        List<String> all = elb.reads().each(balancers, elb::groupsOf).stream()
                .flatMap(List::stream)
                .distinct()
                .toList();
        Map<Track, List<ElbArn>> groups = new EnumMap<>(Track.class);
        hop.backends().forEach((track, backend) -> groups.put(track, groups(elb, all, backend)));
        return groups;
    }

    /** Those that the cluster binds to the Service, or else those with the tag. */
    private static List<ElbArn> groups(Elb elb, List<String> all, Hop.Backend backend) {
        List<String> bound =
                all.stream().filter(backend.targetGroups()::contains).toList();
        return (bound.isEmpty() ? tagged(elb, all, backend.tag()) : bound)
                .stream()
                        .map(group -> ElbArn.parse("targetGroup", "targetgroup", group))
                        .toList();
    }

    private static List<String> tagged(Elb elb, List<String> all, String resource) {
        return elb
                .reads()
                .each(all, group -> isTagged(elb.tags(group), resource) ? Optional.of(group) : Optional.<String>empty())
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean isTagged(Map<String, String> tags, String resource) {
        return !resource.isEmpty()
                && RESOURCE.stream()
                        .flatMap(key -> Stream.ofNullable(tags.get(key)))
                        .anyMatch(value -> value.startsWith(resource));
    }

    private static void add(Led led, Map<Track, List<ElbArn>> groups, Map<String, Forward> rules) {
        for (Rule rule : led.rules()) {
            if (Forward.isForward(rule.actions())) {
                String name = rule.isDefault()
                        ? led.listener().router()
                        : ElbArn.parse("rule", "listener-rule", rule.ruleArn()).router();
                Forward forward = Forward.of(name, rule.actions());
                if (groups.values().stream().flatMap(List::stream).anyMatch(forward::attached)) {
                    rules.put(name, forward);
                }
            }
        }
    }

    /** The shares of the tracks in a rule; empty if both are 0. */
    Optional<TrafficSplit> split(Forward rule) {
        int blue = weight(rule, Track.BLUE);
        int green = weight(rule, Track.GREEN);
        return blue + green == 0 ? Optional.empty() : Optional.of(Forward.normalized(new TrafficSplit(blue, green)));
    }

    int weight(Forward rule, Track track) {
        return of(track).stream().mapToInt(rule::weight).sum();
    }

    /** The health of a group of a track: every one was read. */
    GroupHealth health(ElbArn group) {
        return Objects.requireNonNull(health.get(group));
    }

    List<ElbArn> of(Track track) {
        return groups.getOrDefault(track, List.of());
    }

    /** The rules by their shares, as a text. */
    String routing() {
        Map<String, String> shown = new TreeMap<>();
        rules.forEach((name, rule) ->
                shown.put(name, split(rule).map(TrafficSplit::toString).orElse("0/0")));
        return shown.toString();
    }
}
