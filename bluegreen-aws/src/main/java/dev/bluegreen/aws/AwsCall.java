package dev.bluegreen.aws;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Wording;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One request to AWS, in the terms of an IAM policy.
 *
 * @param action such as {@code route53:ChangeResourceRecordSets}
 * @param resource such as {@code arn:aws:route53:::hostedzone/Z1}
 * @param writes true if it changes something; then a lost response leaves the outcome unknown
 */
public record AwsCall(String action, String resource, boolean writes) {

    private static final Pattern ACTION = Pattern.compile("[a-z0-9-]{1,64}:[A-Za-z0-9]{1,128}");
    private static final int LONGEST_RESOURCE = 2_048;

    /**
     * Validates action and resource.
     *
     * @throws ConfigurationException if the action is not of the form {@code service:Action}, or the resource has line breaks
     */
    public AwsCall {
        if (action == null || !ACTION.matcher(action).matches()) {
            throw new ConfigurationException("awsCall.action: " + Wording.quoted(action)
                    + "; give service and action as a policy names them, such as sns:Publish");
        }
        Input.requireText("awsCall.resource", resource, LONGEST_RESOURCE);
    }

    /** A request that changes nothing. */
    public static AwsCall read(String action, String resource) {
        return new AwsCall(action, resource, false);
    }

    /** A request that changes something. */
    public static AwsCall write(String action, String resource) {
        return new AwsCall(action, resource, true);
    }

    /** The permission it requires. */
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
