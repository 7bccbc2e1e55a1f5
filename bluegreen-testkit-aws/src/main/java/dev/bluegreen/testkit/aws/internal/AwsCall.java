package dev.bluegreen.testkit.aws.internal;

/**
 * One call, signed and understood.
 *
 * @param action such as {@code ModifyRule}
 * @param method HTTP method
 * @param path path and query, as sent
 * @param body body, as sent
 * @param signature signer, region and service
 * @param requestId the id its answer carries
 */
public record AwsCall(String action, String method, String path, String body, Signature signature, String requestId) {

    /** The body as parameters of the query protocol. */
    public Form form() {
        return Form.parse(body);
    }
}
