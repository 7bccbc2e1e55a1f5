package dev.bluegreen.testkit.aws.internal.elb;

import dev.bluegreen.testkit.aws.internal.AwsError;
import dev.bluegreen.testkit.aws.internal.Form;
import dev.bluegreen.testkit.aws.internal.Xml;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The actions of a rule or listener, as they were sent and come back.
 *
 * @param members one element each, by the name of AWS for those of a list
 */
record Actions(List<Xml> members) {

    /** ELB API, Action.Type. */
    static final Set<String> TYPES = Set.of(
            "forward", "authenticate-oidc", "authenticate-cognito", "redirect", "fixed-response", "jwt-validation");

    private static final int MOST_WEIGHT = 999;
    private static final int MOST_GROUPS = 5;
    private static final int MOST_SECONDS = 604_800;

    Actions {
        members = List.copyOf(members);
    }

    /**
     * Reads a list, which replaces another.
     *
     * @param types of actions that there are
     * @throws AwsError if AWS would not take it
     */
    static Actions parse(Form form, String name, Actions replaced, Set<String> types) {
        List<Xml> sent =
                form.members(name).stream().map(member -> member.tree("member")).toList();
        if (sent.isEmpty()) {
            throw AwsError.sender(400, "ValidationError", name + " must not be empty");
        }
        Actions actions = new Actions(sent);
        sent.forEach(action -> requireType(action.childText("Type").orElse(""), types));
        actions.requireSecret(replaced);
        actions.forward().ifPresent(Actions::requireValid);
        return new Actions(sent.stream().map(Actions::withoutSecret).toList());
    }

    /** The action that forwards. */
    Optional<Xml> forward() {
        return ofType("forward");
    }

    /** The action of a type. */
    Optional<Xml> ofType(String type) {
        return members.stream()
                .filter(action -> action.childText("Type").equals(Optional.of(type)))
                .findFirst();
    }

    /** Weights by ARN of the target group; empty when nothing is forwarded. */
    Map<String, Integer> weights() {
        return forward().map(Actions::weights).orElse(Map.of());
    }

    /** How long clients stay with their group; zero when they do not. */
    Duration sticky() {
        return forward()
                .flatMap(Actions::stickiness)
                .filter(config -> config.childText("Enabled").equals(Optional.of("true")))
                .flatMap(config -> config.childText("DurationSeconds"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(Duration.ZERO);
    }

    Xml as(String name) {
        return Xml.of(name, members.stream().map(Actions::shown).toList());
    }

    private static Map<String, Integer> weights(Xml action) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        tuples(action)
                .forEach(tuple -> weights.put(
                        tuple.childText("TargetGroupArn").orElse(""),
                        tuple.childText("Weight").map(Actions::number).orElse(1)));
        if (weights.isEmpty()) {
            action.childText("TargetGroupArn").ifPresent(group -> weights.put(group, 1));
        }
        return weights;
    }

    private static Stream<Xml> tuples(Xml action) {
        return action.child("ForwardConfig").flatMap(config -> config.child("TargetGroups")).stream()
                .flatMap(groups -> groups.all("member"));
    }

    private static Optional<Xml> stickiness(Xml action) {
        return action.child("ForwardConfig").flatMap(config -> config.child("TargetGroupStickinessConfig"));
    }

    private static void requireType(String type, Set<String> types) {
        if (!types.contains(type)) {
            throw AwsError.sender(
                    400,
                    "ValidationError",
                    "Action type '" + type + "' must be one of '" + String.join(", ", types) + "'");
        }
    }

    private static void requireValid(Xml action) {
        Map<String, Integer> weights = weights(action);
        if (weights.isEmpty()) {
            throw invalid("A forward action must name a target group");
        }
        if (tuples(action).count() > MOST_GROUPS) {
            throw AwsError.sender(400, "TooManyTargetGroups", "A forward action can name " + MOST_GROUPS + " at most");
        }
        if (tuples(action).count() > weights.size()) {
            throw invalid("Target groups must be unique within an action");
        }
        weights.forEach((group, weight) -> {
            if (weight < 0 || weight > MOST_WEIGHT) {
                throw AwsError.sender(
                        400, "ValidationError", "Weight '" + weight + "' must be between 0 and " + MOST_WEIGHT);
            }
        });
        stickiness(action)
                .flatMap(config -> config.childText("DurationSeconds"))
                .ifPresent(Actions::requireSeconds);
        action.childText("TargetGroupArn").ifPresent(group -> requireSame(group, weights));
    }

    private static void requireSame(String group, Map<String, Integer> weights) {
        if (!weights.keySet().equals(Set.of(group))) {
            throw invalid("TargetGroupArn must agree with ForwardConfig");
        }
    }

    private static void requireSeconds(String seconds) {
        if (number(seconds) < 1 || number(seconds) > MOST_SECONDS) {
            throw AwsError.sender(400, "ValidationError", "DurationSeconds '" + seconds + "' is out of range");
        }
    }

    /** Who does not send the secret has to say that the one that is there stays. */
    private void requireSecret(Actions replaced) {
        oidc(this).ifPresent(config -> {
            boolean keeps = config.childText("UseExistingClientSecret").equals(Optional.of("true"))
                    && oidc(replaced).isPresent();
            if (config.child("ClientSecret").isEmpty() && !keeps) {
                throw invalid("A client secret is required for authenticate-oidc actions");
            }
        });
    }

    private static Optional<Xml> oidc(Actions actions) {
        return actions.ofType("authenticate-oidc").flatMap(action -> action.child("AuthenticateOidcConfig"));
    }

    private static Xml withoutSecret(Xml action) {
        return Xml.of(
                action.name(),
                action.children().stream().map(Actions::configWithoutSecret).toList());
    }

    private static Xml configWithoutSecret(Xml child) {
        return child.name().equals("AuthenticateOidcConfig")
                ? Xml.of(
                        child.name(),
                        child.children().stream()
                                .filter(field -> !field.name().equals("ClientSecret")
                                        && !field.name().equals("UseExistingClientSecret"))
                                .toList())
                : child;
    }

    /** AWS shows the short form of one group in both ways. */
    private static Xml shown(Xml action) {
        Map<String, Integer> weights = weights(action);
        if (weights.size() != 1 || action.child("ForwardConfig").isPresent()) {
            return action;
        }
        String group = weights.keySet().iterator().next();
        Xml tuple = Xml.of("member", Xml.text("TargetGroupArn", group), Xml.text("Weight", 1));
        Xml config = Xml.of("ForwardConfig", Xml.of("TargetGroups", tuple));
        return Xml.of(
                action.name(),
                Stream.concat(action.children().stream(), Stream.of(config)).toList());
    }

    private static AwsError invalid(String message) {
        return AwsError.sender(400, "InvalidLoadBalancerAction", message);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw AwsError.sender(400, "ValidationError", "'" + text + "' is not a number");
        }
    }
}
