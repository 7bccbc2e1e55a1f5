package dev.bluegreen.aws.internal.elb;

import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ForwardActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupStickinessConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/**
 * The actions of a rule or listener as read: one forwards, the others are kept unchanged.
 *
 * @param at index of the forward action
 * @param weights by ARN of the target group, in order
 */
public record Forward(
        String route,
        List<Action> actions,
        int at,
        Map<String, Integer> weights,
        Optional<TargetGroupStickinessConfig> sticky) {

    /** Maximum number of target groups in one action. */
    public static final int MOST_GROUPS = 5;

    /** Weight written for a group that had all traffic without a weight. */
    private static final int ALL = 100;

    /**
     * Finds the action that forwards.
     *
     * @throws PlatformException with {@code INVALID} if none of the actions forwards
     */
    public static Forward of(String route, List<Action> actions) {
        for (int i = 0; i < actions.size(); i++) {
            if (actions.get(i).type() == ActionTypeEnum.FORWARD) {
                return new Forward(route, actions, i, weights(actions.get(i)), stickiness(actions.get(i)));
            }
        }
        throw invalid(
                route,
                "has no forward action (it has "
                        + actions.stream().map(Action::typeAsString).toList()
                        + ") and cannot be moved; name the rule or listener that forwards to the tracks");
    }

    /** Types of actions unknown to the SDK, whose content was lost in reading. */
    public static List<String> unknownTypes(List<Action> actions) {
        return actions.stream()
                .filter(action -> action.type() == ActionTypeEnum.UNKNOWN_TO_SDK_VERSION)
                .map(action -> "the action " + action.typeAsString())
                .toList();
    }

    public static boolean isForward(List<Action> actions) {
        return actions.stream().anyMatch(action -> action.type() == ActionTypeEnum.FORWARD);
    }

    /**
     * The shares of the two tracks.
     *
     * @throws PlatformException with {@code INVALID} when traffic goes elsewhere, or nowhere
     */
    public TrafficSplit split(Groups groups) {
        weights.forEach((group, weight) -> {
            if (weight > 0 && !isOurs(group, groups)) {
                throw invalid(
                        route,
                        "sends a share of " + weight + " to the target group " + group
                                + ", which is neither track's; set its weight to 0 or take it out");
            }
        });
        int blue = weight(groups.blue());
        int green = weight(groups.green());
        if (blue + green == 0) {
            throw invalid(
                    route,
                    "forwards to " + weights + " and so to neither track with a weight above 0; set the weight of the"
                            + " track that serves now, " + groups.blue().text() + " or "
                            + groups.green().text());
        }
        return normalized(new TrafficSplit(blue, green));
    }

    public boolean attached(ElbArn group) {
        return weights.containsKey(group.text());
    }

    public boolean isSticky() {
        return sticky.map(TargetGroupStickinessConfig::enabled).orElse(false);
    }

    /** The actions with the tracks' weights as given, and all else as it is. */
    public List<Action> with(Groups groups, TrafficSplit split, boolean keepSticky) {
        Map<String, Integer> changed = new LinkedHashMap<>(weights);
        changed.put(groups.blue().text(), split.blue());
        changed.put(groups.green().text(), split.green());
        List<Action> all =
                new ArrayList<>(actions.stream().map(Forward::withKnownSecret).toList());
        all.set(at, forwarding(changed, keepSticky));
        return all;
    }

    /** The actions with a group that gets nothing yet, so that it is in use and its targets are checked. */
    public List<Action> attaching(Groups groups) {
        return with(groups, split(groups), true);
    }

    /** Everything a write would replace, except the order of groups and tracks without a share. */
    public String fingerprint(Groups groups) {
        Map<String, Integer> others = new TreeMap<>(weights);
        others.keySet().removeIf(group -> isOurs(group, groups));
        List<Action> rest = new ArrayList<>(actions);
        rest.remove(at);
        return split(groups) + " " + others + " " + isSticky() + " " + rest;
    }

    public String routing(Groups groups) {
        TrafficSplit split = split(groups);
        return "{blue=" + split.blue() + ", green=" + split.green() + "}";
    }

    private Action forwarding(Map<String, Integer> changed, boolean keepSticky) {
        List<TargetGroupTuple> tuples = changed.entrySet().stream()
                .map(entry -> TargetGroupTuple.builder()
                        .targetGroupArn(entry.getKey())
                        .weight(entry.getValue())
                        .build())
                .toList();
        ForwardActionConfig.Builder config = ForwardActionConfig.builder().targetGroups(tuples);
        sticky.map(seen -> keepSticky ? seen : seen.toBuilder().enabled(false).build())
                .ifPresent(config::targetGroupStickinessConfig);
        // The short form names one group, and would have to agree with the long one.
        return actions.get(at).toBuilder()
                .targetGroupArn(null)
                .forwardConfig(config.build())
                .build();
    }

    /** Keeps the secret of an OIDC client, which the service does not return and the write would lose. */
    private static Action withKnownSecret(Action action) {
        return action.authenticateOidcConfig() == null
                ? action
                : action.toBuilder()
                        .authenticateOidcConfig(action.authenticateOidcConfig().toBuilder()
                                .clientSecret(null)
                                .useExistingClientSecret(true)
                                .build())
                        .build();
    }

    /** The weight of a group, 0 if it is not named. */
    public int weight(ElbArn group) {
        return weights.getOrDefault(group.text(), 0);
    }

    /** Canonical form: all traffic to one track is 100, whatever its weight. */
    public static TrafficSplit normalized(TrafficSplit split) {
        return split.only().map(TrafficSplit::all).orElse(split);
    }

    private static boolean isOurs(String group, Groups groups) {
        return group.equals(groups.of(Track.BLUE).text())
                || group.equals(groups.of(Track.GREEN).text());
    }

    /** Reads both forms: a single group, or several with weights. */
    private static Map<String, Integer> weights(Action action) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        ForwardActionConfig config = action.forwardConfig();
        if (config != null && config.hasTargetGroups()) {
            boolean alone = config.targetGroups().size() == 1;
            config.targetGroups().forEach(tuple -> weights.put(tuple.targetGroupArn(), weight(tuple.weight(), alone)));
        } else if (action.targetGroupArn() != null) {
            weights.put(action.targetGroupArn(), ALL);
        }
        return weights;
    }

    /** A group by itself gets everything, whatever its weight. */
    private static int weight(@Nullable Integer weight, boolean alone) {
        return alone ? ALL : weight == null ? 1 : weight;
    }

    private static Optional<TargetGroupStickinessConfig> stickiness(Action action) {
        return Optional.ofNullable(action.forwardConfig()).map(ForwardActionConfig::targetGroupStickinessConfig);
    }

    static PlatformException invalid(String route, String sentence) {
        return new PlatformException(PlatformException.Kind.INVALID, route + " " + sentence);
    }
}
