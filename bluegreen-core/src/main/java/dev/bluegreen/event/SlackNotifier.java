package dev.bluegreen.event;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverEvent.Severity;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.spi.Time;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Posts events to Slack, or to another service with Slack's incoming webhooks, asynchronously: see {@link Outbox}. A message has
 * blocks with routers, tracks, images, requester and result. The URL of a webhook is a secret and never appears in a log, message
 * or {@code toString}. Slack does not detect duplicates, so redelivered events are marked as such. Thread-safe; {@link #close}
 * waits for pending events.
 */
public final class SlackNotifier implements CutoverListener, AutoCloseable {

    private static final int LONGEST_SECTION = 2_900;

    private final Hook hook;
    private final Selection selection;
    private final Outbox outbox;

    private SlackNotifier(Hook hook, Selection selection) {
        this.hook = hook;
        this.selection = selection;
        this.outbox = new Outbox(hook.time(), hook.toString(), this::send);
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

    /**
     * A notifier with another time source than the system's.
     *
     * @throws ConfigurationException if the URL is not an absolute http or https URI, or the time is null
     */
    public static SlackNotifier webhook(URI url, Time time) {
        return webhook(url, time, Hook.TIMEOUT);
    }

    static SlackNotifier webhook(URI url, Time time, Duration timeout) {
        return new SlackNotifier(Hook.of("Slack", url, time, timeout), Selection.USUAL);
    }

    /**
     * Posts events of these kinds only.
     *
     * @throws ConfigurationException if one is null
     */
    public SlackNotifier kinds(Kind first, Kind... others) {
        return new SlackNotifier(hook, selection.kinds(first, others));
    }

    /**
     * Posts events of this severity and above only.
     *
     * @throws ConfigurationException if it is null
     */
    public SlackNotifier atLeast(Severity severity) {
        return new SlackNotifier(hook, selection.atLeast(severity));
    }

    /**
     * Adds a link to each message, such as to the pipeline's run; a function that returns null adds none.
     *
     * @throws ConfigurationException if the function is null
     */
    public SlackNotifier link(Function<CutoverEvent, URI> page) {
        return new SlackNotifier(hook, selection.linking(page));
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
        if (selection.has(event)) {
            outbox.put(event);
        }
    }

    @Override
    public void close() {
        outbox.close();
    }

    private void send(CutoverEvent event) {
        EventCard card = EventCard.of(event);
        JsonObject message = new JsonObject();
        message.addProperty("text", plain(event));
        JsonArray blocks = new JsonArray();
        blocks.add(block("header", "text", text("plain_text", card.title())));
        blocks.add(block("section", "text", text("mrkdwn", EventCard.cut(escaped(card.text()), LONGEST_SECTION))));
        JsonArray fields = new JsonArray();
        card.facts().forEach(fact -> fields.add(text("mrkdwn", "*" + fact.name() + "*\n" + escaped(fact.value()))));
        JsonObject facts = new JsonObject();
        facts.addProperty("type", "section");
        facts.add("fields", fields);
        blocks.add(facts);
        selection
                .link(event)
                .ifPresent(page -> blocks.add(
                        block("section", "text", text("mrkdwn", "<" + escaped(page.toASCIIString()) + "|Open>"))));
        message.add("blocks", blocks);
        hook.post(event, message.toString(), Map.of());
    }

    private static JsonObject block(String type, String field, JsonObject content) {
        JsonObject block = new JsonObject();
        block.addProperty("type", type);
        block.add(field, content);
        return block;
    }

    private static JsonObject text(String type, String content) {
        JsonObject text = new JsonObject();
        text.addProperty("type", type);
        text.addProperty("text", content);
        return text;
    }

    /** What a client shows that does not show blocks. */
    private static String plain(CutoverEvent event) {
        String again = event.replayed() ? " (redelivered)" : "";
        return escaped(event.release() + " " + event.kind() + again + ": " + event.sentence());
    }

    /** Slack's three control characters. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Does not show the path, which is the secret. */
    @Override
    public String toString() {
        return hook.toString();
    }
}
