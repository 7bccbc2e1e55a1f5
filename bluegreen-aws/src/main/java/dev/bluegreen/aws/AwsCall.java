package dev.bluegreen.aws;

import dev.bluegreen.model.Permission;
import java.util.Optional;

/**
 * One request to AWS, as a policy names it.
 *
 * @param action such as {@code route53:ChangeResourceRecordSets}
 * @param resource such as {@code arn:aws:route53:::hostedzone/Z1}
 * @param writes whether it changes something, so that a lost answer leaves open whether it did
 */
public record AwsCall(String action, String resource, boolean writes) {

    /** A request that changes nothing. */
    public static AwsCall read(String action, String resource) {
        return new AwsCall(action, resource, false);
    }

    /** A request that changes something. */
    public static AwsCall write(String action, String resource) {
        return new AwsCall(action, resource, true);
    }

    /** The right that it takes. */
    public Permission permission() {
        return new Permission("aws", service(), resource, Optional.empty(), action.substring(action.indexOf(':') + 1));
    }

    /** The part of the action before the colon. */
    String service() {
        return action.substring(0, Math.max(0, action.indexOf(':')));
    }

    @Override
    public String toString() {
        return action + " on " + resource;
    }
}
