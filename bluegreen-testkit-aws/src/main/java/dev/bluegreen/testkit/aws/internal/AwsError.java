package dev.bluegreen.testkit.aws.internal;

/** A call that the service refuses, or fails to answer: becomes an error body. */
public final class AwsError extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;
    private final String code;

    private AwsError(int status, String type, String code, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.code = code;
    }

    /** The caller's fault. */
    public static AwsError sender(int status, String code, String message) {
        return new AwsError(status, "Sender", code, message);
    }

    /** The service's fault. */
    public static AwsError receiver(int status, String code, String message) {
        return new AwsError(status, "Receiver", code, message);
    }

    /** The error of a status: of the service from 500 on. */
    public static AwsError of(int status, String code, String message) {
        return status >= 500 ? receiver(status, code, message) : sender(status, code, message);
    }

    int status() {
        return status;
    }

    /** The body common to query and rest-xml; the namespace of {@code service} goes around it. */
    Xml body(String namespace, String requestId) {
        Xml error = Xml.of(
                "Error",
                Xml.text("Type", type),
                Xml.text("Code", code),
                Xml.text("Message", String.valueOf(getMessage())));
        return Xml.of("ErrorResponse", error, Xml.text("RequestId", requestId)).in(namespace);
    }
}
