package dev.bluegreen.aws.sns;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.AwsCall;
import dev.bluegreen.aws.internal.Regions;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverEvent.Severity;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.event.Outbox;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Wording;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/**
 * Publishes events of a release to an SNS topic, in order and asynchronously: it neither delays nor fails a cutover. A failed
 * publication is retried for 15 minutes, then logged and dropped.
 *
 * <p>Delivery is at least once, also after a crash: the attributes {@code cutover} and {@code number} identify a message, and
 * {@code replayed} marks a redelivery. On a FIFO topic the two form the deduplication id, and the release is the group.
 * Requires {@code sns:Publish} on the topic, and for an encrypted one {@code kms:GenerateDataKey} and {@code kms:Decrypt}.
 * Thread-safe; {@link #close} waits for pending messages. The client stays the caller's.
 */
public final class SnsNotifier implements CutoverListener, AutoCloseable {

    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:sns:([a-z0-9-]+):\\d{12}:[\\w.-]{1,256}");
    private static final int MOST_SUBJECT = 100;

    /** Limit in characters: SNS accepts 256 KiB for message and attributes (Publish API), at up to four bytes each. */
    private static final int MOST_TEXT = 60_000;

    /** Maximum length of a group or deduplication id of a FIFO topic (Publish API). */
    private static final int MOST_ID = 128;

    private final Aws aws;
    private final SnsClient client;
    private final String topic;
    private final Set<Kind> kinds;
    private final Severity least;
    private final Outbox outbox;

    private SnsNotifier(Aws aws, SnsClient client, String topic, Set<Kind> kinds, Severity least) {
        this.aws = aws;
        this.client = client;
        this.topic = topic;
        this.kinds = kinds;
        this.least = least;
        this.outbox = new Outbox(aws.time(), topic, this::publish);
    }

    /**
     * Publishes milestones, decisions to go back, and ends of operations.
     *
     * @throws ConfigurationException if that is not the ARN of a topic, or the topic is in another region than the client
     */
    public static SnsNotifier topic(Aws aws, SnsClient client, String topicArn) {
        Input.given("topic.aws", aws, "give an Aws, such as Aws.alone()");
        Input.given("topic.client", client, "give an SnsClient");
        Input.given("topic", topicArn, "give the ARN of an SNS topic");
        Matcher arn = ARN.matcher(topicArn);
        if (!arn.matches()) {
            throw new ConfigurationException("topic: " + Wording.quoted(topicArn)
                    + " is not an ARN of an SNS topic; give one such as arn:aws:sns:<region>:<account>:<name>");
        }
        Regions.require(
                "topic",
                topicArn,
                arn.group(1),
                client.serviceClientConfiguration().region());
        return new SnsNotifier(
                aws, client, topicArn, EnumSet.of(Kind.MILESTONE, Kind.ROLL_BACK, Kind.ENDED), Severity.INFO);
    }

    /**
     * Publishes events of these kinds only.
     *
     * @throws ConfigurationException if one is null
     */
    public SnsNotifier kinds(Kind first, Kind... others) {
        Input.given("kinds", first, "give a kind of events");
        Set<Kind> all = EnumSet.of(first);
        all.addAll(Input.allGiven("kinds", "give kinds of events", others));
        return new SnsNotifier(aws, client, topic, all, least);
    }

    /**
     * Publishes events of this severity and above only.
     *
     * @throws ConfigurationException if it is null
     */
    public SnsNotifier atLeast(Severity severity) {
        return new SnsNotifier(
                aws, client, topic, kinds, Input.given("atLeast", severity, "give INFO, WARNING or ERROR"));
    }

    @Override
    public Optional<Outbox> outbox() {
        return Optional.of(outbox);
    }

    @Override
    public String name() {
        return "SNS";
    }

    @Override
    public void on(CutoverEvent event) {
        if (kinds.contains(event.kind()) && event.severity().compareTo(least) >= 0) {
            outbox.put(event);
        }
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return List.of(call().permission());
    }

    /** Waits until all is published or dropped, 30 s at most. Later events are still published. */
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
                .message(shortened(text, MOST_TEXT))
                .messageAttributes(attributes(event));
        if (topic.endsWith(".fifo")) {
            request.messageGroupId(id(event.release()))
                    .messageDeduplicationId(id(event.cutoverId() + "-" + event.number()));
        }
        return request.build();
    }

    /** Message attributes; empty values are left out, as SNS would refuse the message. */
    private static Map<String, MessageAttributeValue> attributes(CutoverEvent event) {
        Map<String, String> texts = new TreeMap<>(Map.of(
                "release", event.release(),
                "cutover", event.cutoverId(),
                "number", Integer.toString(event.number()),
                "kind", event.kind().name(),
                "severity", event.severity().name(),
                "outcome", event.outcome().orElse(""),
                "requester", event.source().requester(),
                "at", event.at().toString(),
                "replayed", Boolean.toString(event.replayed())));
        texts.values().removeIf(String::isBlank);
        Map<String, MessageAttributeValue> attributes = new TreeMap<>();
        texts.forEach((name, value) -> attributes.put(name, attribute(value)));
        return attributes;
    }

    /** The subject: up to 100 characters of ASCII on one line. */
    private static String subject(CutoverEvent event) {
        String subject = "bluegreen: " + event.release() + " " + event.kind();
        return shortened(subject.replaceAll("[^ -~]", "?"), MOST_SUBJECT);
    }

    /** An id of ASCII letters, digits and punctuation; a long one keeps its end, which is the distinctive part. */
    private static String id(String text) {
        String plain = text.replaceAll("[^!-~]", "_");
        return plain.substring(Math.max(0, plain.length() - MOST_ID));
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 3) + "...";
    }

    private static MessageAttributeValue attribute(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
