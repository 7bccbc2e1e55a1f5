package dev.bluegreen.aws.sns;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.AwsCall;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.CutoverEvent;
import dev.bluegreen.model.CutoverEvent.Kind;
import dev.bluegreen.model.Permission;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

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

    private static final Logger LOG = LoggerFactory.getLogger(SnsNotifier.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration LAST_WORDS = Duration.ofSeconds(30);
    private static final int MOST_SUBJECT = 100;
    private static final int MOST_WAITING = 10_000;

    private final Aws aws;
    private final SnsClient client;
    private final String topic;
    private final Set<Kind> kinds;
    private final Deque<CutoverEvent> waiting = new ArrayDeque<>();
    private final Time.Signal idle;
    private boolean publishing;

    private SnsNotifier(Aws aws, SnsClient client, String topic, Set<Kind> kinds) {
        this.aws = aws;
        this.client = client;
        this.topic = topic;
        this.kinds = kinds;
        this.idle = aws.time().signal();
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
    public void on(CutoverEvent event) {
        if (!kinds.contains(event.kind())) {
            return;
        }
        synchronized (waiting) {
            if (waiting.size() >= MOST_WAITING) {
                LOG.warn("event {} is not published to {}: {} are waiting already", event, topic, MOST_WAITING);
                return;
            }
            waiting.addLast(event);
            if (publishing) {
                return;
            }
            publishing = true;
        }
        aws.time().fork("bluegreen-sns", this::publishAll);
    }

    @Override
    public List<Permission> permissions() {
        return List.of(call().permission());
    }

    /** Waits until all is published or given up, 30 s at most. What comes later is published all the same. */
    @Override
    public void close() {
        long end = aws.time().nanos() + LAST_WORDS.toNanos();
        try {
            boolean raised = true;
            while (raised && isPublishing()) {
                raised =
                        idle.await(Duration.ofNanos(Math.max(0, end - aws.time().nanos())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isPublishing() {
        synchronized (waiting) {
            return publishing;
        }
    }

    private void publishAll() {
        while (true) {
            CutoverEvent next;
            synchronized (waiting) {
                if (waiting.isEmpty()) {
                    publishing = false;
                    idle.raise();
                    return;
                }
                next = waiting.removeFirst();
            }
            publish(next);
        }
    }

    private void publish(CutoverEvent event) {
        long giveUp = aws.time().nanos() + PATIENCE.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                aws.call(call(), () -> client.publish(request(event)));
                return;
            } catch (RuntimeException e) {
                LOG.warn("could not publish event {} to {}: {}", event.number(), topic, e.toString());
                if (aws.time().nanos() >= giveUp || !pause(pause)) {
                    LOG.error("event {} was given up and never published to {}", event, topic);
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    /** Whether it waited to the end, and was not interrupted. */
    private boolean pause(Duration time) {
        try {
            aws.time().signal().await(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
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
