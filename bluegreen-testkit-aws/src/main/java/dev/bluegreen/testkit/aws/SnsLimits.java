package dev.bluegreen.testkit.aws;

import dev.bluegreen.testkit.aws.internal.AwsError;
import dev.bluegreen.testkit.aws.internal.Form;
import java.nio.charset.StandardCharsets;

/** Limits of a message (SNS Publish API; empty attribute values as validated on AWS by localstack PR 6938). */
final class SnsLimits {

    private static final int MOST_BYTES = 262_144;
    private static final String SUBJECT = "\\p{ASCII}{1,100}";
    private static final String ID = "[!-~]{1,128}";

    private SnsLimits() {}

    /** @throws AwsError {@code InvalidParameter} or {@code ParameterValueInvalid} if SNS would not take it */
    static void require(Form form) {
        int bytes = form.require("Message").getBytes(StandardCharsets.UTF_8).length;
        for (int n = 1; form.has("MessageAttributes.entry." + n); n++) {
            Form entry = form.structure("MessageAttributes.entry." + n);
            String value = entry.find("Value.StringValue").orElse("");
            if (value.isEmpty()) {
                throw AwsError.sender(
                        400,
                        "ParameterValueInvalid",
                        "The message attribute '" + entry.require("Name") + "' must contain non-empty message attribute"
                                + " value for message attribute type 'String'.");
            }
            bytes += value.getBytes(StandardCharsets.UTF_8).length;
        }
        if (bytes > MOST_BYTES) {
            throw invalid("Message too long");
        }
        form.find("Subject").filter(subject -> !fits(subject)).ifPresent(subject -> {
            throw invalid("Subject");
        });
        requireGroup(form);
    }

    private static boolean fits(String subject) {
        return subject.matches(SUBJECT) && subject.chars().noneMatch(c -> c < ' ') && !subject.startsWith(" ");
    }

    private static void requireGroup(Form form) {
        boolean isFifo = form.require("TopicArn").endsWith(".fifo");
        if (isFifo && !form.find("MessageGroupId").orElse("").matches(ID)) {
            throw invalid("The MessageGroupId parameter is required for FIFO topics");
        }
        if (isFifo && !form.find("MessageDeduplicationId").orElse("").matches(ID)) {
            throw invalid("The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId"
                    + " provided explicitly");
        }
    }

    private static AwsError invalid(String message) {
        return AwsError.sender(400, "InvalidParameter", "Invalid parameter: " + message);
    }
}
