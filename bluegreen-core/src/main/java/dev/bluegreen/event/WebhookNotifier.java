package dev.bluegreen.event;

import com.google.gson.JsonObject;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverEvent.Severity;
import dev.bluegreen.event.CutoverEvent.Source;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.spi.Time;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Posts events to a webhook as CloudEvents 1.0, structured JSON, asynchronously: see {@link Outbox}. Source and id of a CloudEvent
 * stay the same when it is redelivered. With {@link #signedBy}, requests have the headers of Standard Webhooks. URL and secret never
 * appear in a log, message or {@code toString}. Thread-safe; {@link #close} waits for pending events.
 */
public final class WebhookNotifier implements CutoverListener, AutoCloseable {

    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private final Hook hook;
    private final Selection selection;
    private final Optional<SecretKeySpec> key;
    private final Outbox outbox;

    private WebhookNotifier(Hook hook, Selection selection, Optional<SecretKeySpec> key) {
        this.hook = hook;
        this.selection = selection;
        this.key = key;
        this.outbox = new Outbox(hook.time(), hook.toString(), this::send);
    }

    /**
     * Posts milestones, decisions to roll back, and ends of operations, unsigned.
     *
     * @throws ConfigurationException if that is not an absolute http or https URI
     */
    public static WebhookNotifier to(URI url) {
        return to(url, Time.system());
    }

    /**
     * A notifier with another time source than the system's.
     *
     * @throws ConfigurationException if the URL is not an absolute http or https URI, or the time is null
     */
    public static WebhookNotifier to(URI url, Time time) {
        return to(url, time, Hook.TIMEOUT);
    }

    static WebhookNotifier to(URI url, Time time, Duration timeout) {
        return new WebhookNotifier(
                Hook.of("webhook", url, time, timeout).answeringAnything(), Selection.USUAL, Optional.empty());
    }

    /**
     * Signs requests by the headers {@code webhook-id}, {@code webhook-timestamp} and {@code webhook-signature}.
     *
     * @param secret {@code whsec_} and 24 to 64 bytes in Base64, as Standard Webhooks has it
     * @throws ConfigurationException if it is not; it is not shown
     */
    public WebhookNotifier signedBy(String secret) {
        return new WebhookNotifier(hook, selection, Optional.of(new SecretKeySpec(key(secret), "HmacSHA256")));
    }

    private static byte[] key(@Nullable String secret) {
        byte[] bytes = {};
        if (secret != null && secret.startsWith(PREFIX)) {
            try {
                bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            } catch (IllegalArgumentException e) {
                bytes = new byte[0];
            }
        }
        if (bytes.length < SHORTEST || bytes.length > LONGEST) {
            throw new ConfigurationException(
                    "webhook.signedBy: the secret, which is not shown, is not whsec_ followed by " + SHORTEST + " to "
                            + LONGEST + " bytes in Base64; give one");
        }
        return bytes;
    }

    /**
     * Posts events of these kinds only.
     *
     * @throws ConfigurationException if one is null
     */
    public WebhookNotifier kinds(Kind first, Kind... others) {
        return new WebhookNotifier(hook, selection.kinds(first, others), key);
    }

    /**
     * Posts events of this severity and above only.
     *
     * @throws ConfigurationException if it is null
     */
    public WebhookNotifier atLeast(Severity severity) {
        return new WebhookNotifier(hook, selection.atLeast(severity), key);
    }

    @Override
    public Optional<Outbox> outbox() {
        return Optional.of(outbox);
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public void on(CutoverEvent event) {
        if (selection.has(event)) {
            outbox.put(event);
        }
    }

    @Override
    public void close() {
        outbox.close();
    }

    private void send(CutoverEvent event) {
        String body = cloudEvent(event);
        Map<String, String> headers = new TreeMap<>();
        headers.put("Content-Type", "application/cloudevents+json; charset=UTF-8");
        key.ifPresent(known -> sign(headers, id(event), body, known));
        hook.post(event, body, headers);
    }

    private void sign(Map<String, String> headers, String id, String body, SecretKeySpec known) {
        String at = Long.toString(hook.time().now().getEpochSecond());
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", at);
        headers.put("webhook-signature", "v1," + signature(id + "." + at + "." + body, known));
    }

    private static String signature(String content, SecretKeySpec known) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(known);
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static String cloudEvent(CutoverEvent event) {
        JsonObject data = new JsonObject();
        EventJson.addTo(data, event);
        JsonObject json = new JsonObject();
        json.addProperty("specversion", "1.0");
        json.addProperty("id", id(event));
        json.addProperty("source", source(event));
        json.addProperty("type", "dev.bluegreen.cutover." + event.kind().name().toLowerCase(Locale.ROOT));
        json.addProperty("subject", event.release());
        json.addProperty("time", event.at().toString());
        json.addProperty("datacontenttype", "application/json");
        json.add("data", data);
        return json.toString();
    }

    private static String id(CutoverEvent event) {
        return event.cutoverId().replaceAll("[^A-Za-z0-9_-]", "_") + "-" + event.number();
    }

    /** A URI reference, absolute where the cluster is known by its URL. */
    private static String source(CutoverEvent event) {
        Source source = event.source();
        String cluster = source.cluster().matches("https?://[A-Za-z0-9.:\\[\\]-]+") ? source.cluster() : "";
        String namespace = source.namespace().isEmpty() ? "" : "/namespaces/" + encoded(source.namespace());
        return cluster + namespace + "/releases/" + encoded(event.release());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Does not show path and query, which may be a secret. */
    @Override
    public String toString() {
        return hook.toString();
    }
}
