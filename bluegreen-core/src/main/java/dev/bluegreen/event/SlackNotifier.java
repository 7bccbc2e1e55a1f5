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
 * Tells a channel of Slack, or of whatever takes Slack's incoming webhooks, beside the operation: see {@link Outbox}. The
 * URL of a webhook is a secret: it is in no log, message or {@code toString}. Slack knows no duplicates, so that what is
 * told again after a process died says so. Thread-safe; {@link #close} waits for what is not sent yet.
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
     * Tells milestones, decisions to go back, and how operations end.
     *
     * @param url of the incoming webhook
     * @throws ConfigurationException if that is not an absolute http or https URI
     */
    public static SlackNotifier webhook(URI url) {
        return webhook(url, Time.system());
    }

    /** The same on another time than the system's. */
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

    /** What passes is tried again, what does not is logged: a webhook that is gone does not come back. */
    private void send(CutoverEvent event) {
        Http.Answer answer = post(event);
        if (answer.status() == 429 || answer.status() >= 500) {
            throw new IllegalStateException("it answered " + answer.status());
        }
        if (answer.status() >= 300) {
            LOG.error(
                    "event {} was not taken by {}: it answered {}; see whether the webhook is still there",
                    Wording.lines(event.toString()),
                    this,
                    answer.status());
        }
    }

    /** Its errors name the URL, which must not be seen. */
    private Http.Answer post(CutoverEvent event) {
        JsonObject message = new JsonObject();
        message.addProperty("text", text(event));
        try {
            return http.postJson(hook, message.toString(), Map.of());
        } catch (NoAnswerException e) {
            throw new IllegalStateException("it " + e.reason());
        }
    }

    /** Slack's text has three characters with a meaning. */
    private static String text(CutoverEvent event) {
        String again = event.replayed() ? " (told again)" : "";
        String plain = event.release() + " " + event.kind() + again + ": " + event.sentence();
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Without the path, which is the secret. */
    @Override
    public String toString() {
        return "Slack at " + hook.getHost();
    }
}
