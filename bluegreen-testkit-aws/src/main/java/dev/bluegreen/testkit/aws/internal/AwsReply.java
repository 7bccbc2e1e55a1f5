package dev.bluegreen.testkit.aws.internal;

/**
 * An answer.
 *
 * @param status HTTP status
 * @param body the document
 */
public record AwsReply(int status, Xml body) {

    /** An answer of the query protocol: the result in the wrapping that names action and request. */
    public static AwsReply query(AwsCall call, String namespace, Xml... result) {
        Xml metadata = Xml.of("ResponseMetadata", Xml.text("RequestId", call.requestId()));
        return new AwsReply(
                200,
                Xml.of(call.action() + "Response", Xml.of(call.action() + "Result", result), metadata)
                        .in(namespace));
    }
}
