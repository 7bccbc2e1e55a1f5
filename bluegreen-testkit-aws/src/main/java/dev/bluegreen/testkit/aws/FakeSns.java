package dev.bluegreen.testkit.aws;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.aws.fault.AwsFaults;
import dev.bluegreen.testkit.aws.internal.AwsError;
import dev.bluegreen.testkit.aws.internal.AwsServer;
import dev.bluegreen.testkit.aws.internal.Form;
import dev.bluegreen.testkit.aws.internal.QueryService;
import dev.bluegreen.testkit.aws.internal.Xml;
import dev.bluegreen.testkit.aws.request.AwsRequest;
import dev.bluegreen.testkit.internal.Given;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * SNS in this process, for an unmodified {@code SnsClient} by {@code endpointOverride}: it makes topics and keeps what is
 * published to them. A FIFO topic drops a message whose deduplication id it has seen. Thread-safe. Close it to free its port
 * and threads; messages and log can be read after that, and everything else is refused by
 * {@link dev.bluegreen.model.ClosedException}.
 */
public final class FakeSns implements AutoCloseable {

    private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
    private static final String PREFIX = "arn:aws:sns:" + FakeAlb.REGION + ":123456789012:";

    /** SNS, CreateTopic, Name. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}|[A-Za-z0-9_-]{1,251}\\.fifo");

    private final Object lock = new Object();
    private final Map<String, List<Message>> topics = new HashMap<>();
    private final AwsServer server;

    private FakeSns(Time time) {
        QueryService service = new QueryService("sns", NAMESPACE, FakeAlb.REGION, lock)
                .one("CreateTopic", form -> Xml.text("TopicArn", made(form.require("Name"))))
                .one("Publish", this::publish);
        this.server = AwsServer.start(service, time);
    }

    /**
     * A published message.
     *
     * @param subject empty when there was none
     * @param text the message itself
     * @param attributes the message's attributes
     * @param deduplicationId of a message to a FIFO topic; empty for others
     */
    public record Message(String subject, String text, Map<String, String> attributes, String deduplicationId) {

        /** Copies the attributes. */
        public Message {
            attributes = Map.copyOf(attributes);
        }
    }

    /** Serves from now on, in the region {@link FakeAlb#REGION}. */
    public static FakeSns startOn(Time time) {
        return new FakeSns(Given.any("time", time));
    }

    /** The URI for {@code endpointOverride}. */
    public URI endpoint() {
        return server.open().endpoint();
    }

    /** Fault rules. */
    public AwsFaults faults() {
        return server.faults();
    }

    /** All calls so far, in the order in which they came. */
    public List<AwsRequest> requests() {
        return server.requests();
    }

    /** The ARN of a topic, which is made if it is missing. */
    public String topic(String name) {
        server.open();
        synchronized (lock) {
            return made(Given.text(
                    "topic", name, NAME, "give letters, digits, '-' and '_', 256 at most, such as releases"));
        }
    }

    /** The messages published to a topic, in order. */
    public List<Message> messages(String topicArn) {
        synchronized (lock) {
            List<Message> published = topicArn == null ? null : topics.get(topicArn);
            if (published == null) {
                throw Given.refused("topic", topicArn, "make it first: topic(name) gives its ARN");
            }
            return List.copyOf(published);
        }
    }

    /** Frees the port and its threads. */
    @Override
    public void close() {
        server.close();
    }

    private String made(String name) {
        topics.computeIfAbsent(PREFIX + name, any -> new ArrayList<>());
        return PREFIX + name;
    }

    private Xml publish(Form form) {
        List<Message> messages = topics.get(form.require("TopicArn"));
        if (messages == null) {
            throw AwsError.sender(404, "NotFound", "Topic does not exist");
        }
        SnsLimits.require(form);
        String id = form.find("MessageDeduplicationId").orElse("");
        if (id.isEmpty()
                || messages.stream().noneMatch(seen -> seen.deduplicationId().equals(id))) {
            messages.add(new Message(form.find("Subject").orElse(""), form.require("Message"), attributes(form), id));
        }
        return Xml.text("MessageId", "00000000-0000-4000-8000-%012d".formatted(messages.size()));
    }

    /** The one map in the query protocols here: its members are called {@code entry}. */
    private static Map<String, String> attributes(Form form) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int n = 1; form.has("MessageAttributes.entry." + n); n++) {
            Form entry = form.structure("MessageAttributes.entry." + n);
            attributes.put(entry.require("Name"), entry.require("Value.StringValue"));
        }
        return attributes;
    }
}
