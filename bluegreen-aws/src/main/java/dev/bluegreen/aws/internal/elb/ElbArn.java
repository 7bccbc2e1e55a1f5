package dev.bluegreen.aws.internal.elb;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ARN of a resource of Elastic Load Balancing.
 *
 * @param partition such as {@code aws}
 * @param kind {@code listener}, {@code listener-rule} or {@code targetgroup}
 * @param path the part after the kind, such as {@code app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2}
 */
public record ElbArn(String text, String partition, String region, String account, String kind, String path) {

    private static final Pattern ARN = Pattern.compile(
            "arn:(aws[a-z-]*):elasticloadbalancing:([a-z0-9-]+):(\\d{12}):(listener|listener-rule|targetgroup)"
                    + "/([\\w.-]{1,64}(?:/[\\w.-]{1,64}){1,4})");

    /** Number of parts of a path: name and id; type, name and ids down to the listener; and the id of the rule. */
    private static final Map<String, Integer> PARTS = Map.of("targetgroup", 2, "listener", 4, "listener-rule", 5);

    private static final int BALANCER_PARTS = 3;

    /**
     * Parses an ARN of one kind.
     *
     * @throws ConfigurationException if it is not an ARN of that kind
     */
    public static ElbArn parse(String field, String kind, String text) {
        Matcher matcher = ARN.matcher(Input.given(field, text, "give the ARN of a " + kind));
        if (!matcher.matches()
                || !matcher.group(4).equals(kind)
                || matcher.group(5).split("/", -1).length != PARTS.getOrDefault(kind, 0)) {
            throw new ConfigurationException(field + ": " + Wording.quoted(text) + " is not an ARN of a " + kind
                    + "; give one such as arn:aws:elasticloadbalancing:<region>:<account>:" + kind + "/...");
        }
        return new ElbArn(
                text, matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4), matcher.group(5));
    }

    /** True if the listener or rule belongs to a Network Load Balancer. */
    public boolean isNetwork() {
        return path.startsWith("net/");
    }

    /** True if the listener can have rules in addition to its default action. */
    public boolean hasRules() {
        return path.startsWith("app/");
    }

    /** ARN of the load balancer of a listener or rule. */
    public String loadBalancer() {
        String[] parts = path.split("/", BALANCER_PARTS + 1);
        return arn("loadbalancer/" + parts[0] + "/" + parts[1] + "/" + parts[2]);
    }

    /** ARN of the listener of a rule; a listener's own. */
    public ElbArn listener() {
        if (!kind.equals("listener-rule")) {
            return this;
        }
        String above = path.substring(0, path.lastIndexOf('/'));
        return new ElbArn(arn("listener/" + above), partition, region, account, "listener", above);
    }

    private String arn(String resource) {
        return "arn:" + partition + ":elasticloadbalancing:" + region + ":" + account + ":" + resource;
    }

    /** Name of the listener or rule as a router. */
    public String router() {
        return (kind.equals("listener-rule") ? "Rule/" : "Listener/") + path;
    }

    /** Short name for messages: the path, or a target group's name. */
    public String shortName() {
        return kind.equals("targetgroup") ? path.split("/", 2)[0] : path;
    }
}
