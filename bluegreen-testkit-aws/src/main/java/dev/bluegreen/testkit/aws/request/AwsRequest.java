package dev.bluegreen.testkit.aws.request;

import java.time.Instant;

/**
 * One call that reached a fake of AWS.
 *
 * @param action such as {@code ModifyRule}
 * @param path path and query
 * @param body body, as sent
 * @param at when, in the fake's time
 * @param status HTTP status of the answer; 0 when it was lost before anything was applied
 */
public record AwsRequest(String action, String path, String body, Instant at, int status) {

    /** True if its name is that of a change. */
    public boolean writes() {
        return !action.startsWith("Describe") && !action.startsWith("Get") && !action.startsWith("List");
    }

    /** True if it was carried out. */
    public boolean applied() {
        return status >= 200 && status < 300;
    }

    @Override
    public String toString() {
        return at + " " + action + " " + (status == 0 ? "lost" : status);
    }
}
