package dev.bluegreen.event;

import com.google.gson.JsonObject;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.http.Http;
import dev.bluegreen.internal.http.NoAnswerException;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Time;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts events to Slack, or to another service with Slack's incoming webhooks, asynchronously: see {@link Outbox}. The URL of a
 * webhook is a secret and never appears in a log, message or {@code toString}. Slack does not detect duplicates, so redelivered
 * events are marked as such. Thread-safe; {@link #close} waits for pending events.
 */
public final class SlackNotifier implements CutoverListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SlackNotifier.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI hook;
    private final Set<Kind> kinds;
    private final Http http = new Http(TIMEOUT);
    private final Outbox outbox;

    private SlackNotifier(URI hook, Set<Kind> kinds, Time time) {
        this.hook = hook;
        this.kinds = kinds;
        this.outbox = new Outbox(time, toString(), this::send);
    }

    /**
     * Posts milestones, decisions to roll back, and ends of operations.
     *
     * @param url URL of the incoming webhook
     * @throws ConfigurationException if that is not an absolute http or https URI
     */
    public static SlackNotifier webhook(URI url) {
        return webhook(url, Time.system());
    }

    /** A notifier with another time source than the system's. */
    public static SlackNotifier webhook(URI url, Time time) {
        if (Input.web("webhook", url).isPresent()) {
            throw new ConfigurationException(
                    "webhook: the URL, which is not shown because it is a secret, is not an absolute"
                            + " http or https URI; give one such as https://hooks.slack.com/services/...");
        }
        Input.given("slack.time", time, "give a Time");
        return new SlackNotifier(url, EnumSet.of(Kind.MILESTONE, Kind.ROLL_BACK, Kind.ENDED), time);
    }

    @Override
    public Optional<Outbox> outbox() {
        return Optional.of(outbox);
    }

    @Override
    public String name() {
        return "Slack";
    }

    @Override
    public void on(CutoverEvent event) {
        if (kinds.contains(event.kind())) {
            outbox.put(event);
        }
    }

    @Override
    public void close() {
        outbox.close();
    }

    /** Sends an event; transient errors are retried, others, such as of a deleted webhook, are logged. */
    private void send(CutoverEvent event) {
        Http.Answer answer = post(event);
        if (answer.status() == 429 || answer.status() >= 500) {
            throw new IllegalStateException("it answered " + answer.status());
        }
        if (answer.status() >= 300) {
            LOG.error(
                    "event {} was refused by {} with status {}; check that the webhook still exists",
                    Wording.lines(event.toString()),
                    this,
                    answer.status());
        }
    }

    /** Posts the event; original errors are not passed on, as they name the secret URL. */
    private Http.Answer post(CutoverEvent event) {
        JsonObject message = new JsonObject();
        message.addProperty("text", text(event));
        try {
            return http.postJson(hook, message.toString(), Map.of());
        } catch (NoAnswerException e) {
            throw new IllegalStateException("it " + e.reason());
        }
    }

    /** The text, with Slack's three control characters escaped. */
    private static String text(CutoverEvent event) {
        String again = event.replayed() ? " (redelivered)" : "";
        String plain = event.release() + " " + event.kind() + again + ": " + event.sentence();
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Does not show the path, which is the secret. */
    @Override
    public String toString() {
        return "Slack at " + hook.getHost();
    }
}
