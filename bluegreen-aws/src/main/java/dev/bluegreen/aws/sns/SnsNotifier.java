package dev.bluegreen.aws.sns;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.AwsCall;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.event.Outbox;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.CutoverEvent;
import dev.bluegreen.model.CutoverEvent.Kind;
import dev.bluegreen.model.Permission;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/**
 * Publishes events of a release to an SNS topic, in order, beside the operation: it neither holds a cutover up nor fails
 * it. What cannot be published is tried again, for 15 minutes, and then logged and left out.
 *
 * <p>A message may come more than once, also after a process died: its attributes {@code cutover} and {@code number} tell
 * which it is, and {@code replayed} that it is told again. To a FIFO topic the two go as deduplication id, with the release
 * as group.  Needs {@code sns:Publish} on the topic, and for an
 * encrypted one {@code kms:GenerateDataKey} and {@code kms:Decrypt}. Thread-safe; {@link #close} waits for what is not
 * published yet. The client stays the caller's.
 */
public final class SnsNotifier implements CutoverListener, AutoCloseable {

    private static final int MOST_SUBJECT = 100;

    private final Aws aws;
    private final SnsClient client;
    private final String topic;
    private final Set<Kind> kinds;
    private final Outbox outbox;

    private SnsNotifier(Aws aws, SnsClient client, String topic, Set<Kind> kinds) {
        this.aws = aws;
        this.client = client;
        this.topic = topic;
        this.kinds = kinds;
        this.outbox = new Outbox(aws.time(), topic, this::publish);
    }

    /**
     * Publishes milestones, decisions to go back, and how operations end.
     *
     * @throws ConfigurationException if that is no ARN of a topic
     */
    public static SnsNotifier topic(Aws aws, SnsClient client, String topicArn) {
        if (!topicArn.matches("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:[\\w.-]+")) {
            throw new ConfigurationException("topic: '" + topicArn
                    + "' is no ARN of an SNS topic; give one such as arn:aws:sns:<region>:<account>:<name>");
        }
        return new SnsNotifier(aws, client, topicArn, EnumSet.of(Kind.MILESTONE, Kind.ROLL_BACK, Kind.ENDED));
    }

    /** Publishes events of these kinds only. */
    public SnsNotifier kinds(Kind first, Kind... others) {
        return new SnsNotifier(aws, client, topic, EnumSet.of(first, others));
    }

    @Override
    public Optional<Outbox> outbox() {
        return Optional.of(outbox);
    }

    @Override
    public void on(CutoverEvent event) {
        if (kinds.contains(event.kind())) {
            outbox.put(event);
        }
    }

    @Override
    public List<Permission> permissions() {
        return List.of(call().permission());
    }

    /** Waits until all is published or given up, 30 s at most. What comes later is published all the same. */
    @Override
    public void close() {
        outbox.close();
    }

    private void publish(CutoverEvent event) {
        PublishResponse unused = aws.call(call(), () -> client.publish(request(event)));
    }

    private AwsCall call() {
        return AwsCall.read("sns:Publish", topic);
    }

    private PublishRequest request(CutoverEvent event) {
        String text = "release " + event.release() + ", cutover " + event.cutoverId() + ", " + event.phase() + ": "
                + event.sentence();
        PublishRequest.Builder request = PublishRequest.builder()
                .topicArn(topic)
                .subject(subject(event))
                .message(text)
                .messageAttributes(Map.of(
                        "release", attribute(event.release()),
                        "cutover", attribute(event.cutoverId()),
                        "number", attribute(Integer.toString(event.number())),
                        "kind", attribute(event.kind().name()),
                        "at", attribute(event.at().toString()),
                        "replayed", attribute(Boolean.toString(event.replayed()))));
        if (topic.endsWith(".fifo")) {
            request.messageGroupId(event.release()).messageDeduplicationId(event.cutoverId() + "-" + event.number());
        }
        return request.build();
    }

    /** Up to 100 characters of ASCII, on one line. */
    private static String subject(CutoverEvent event) {
        String subject = "bluegreen: " + event.release() + " " + event.kind();
        return subject.substring(0, Math.min(MOST_SUBJECT, subject.length()));
    }

    private static MessageAttributeValue attribute(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
