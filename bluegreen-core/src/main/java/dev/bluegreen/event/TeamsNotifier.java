package dev.bluegreen.event;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
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
 * Posts events as Adaptive Cards to a Microsoft Teams channel or chat, through the URL of a workflow that is triggered by a
 * webhook, asynchronously: see {@link Outbox}. Teams answers 202 when the workflow has accepted a card, which does not mean that it
 * was shown. The URL is a secret and never appears in a log, message or {@code toString}. Redelivered events are marked as such.
 * Thread-safe; {@link #close} waits for pending events.
 */
public final class TeamsNotifier implements CutoverListener, AutoCloseable {

    private final Hook hook;
    private final Selection selection;
    private final Outbox outbox;

    private TeamsNotifier(Hook hook, Selection selection) {
        this.hook = hook;
        this.selection = selection;
        this.outbox = new Outbox(hook.time(), hook.toString(), this::send);
    }

    /**
     * Posts milestones, decisions to roll back, and ends of operations.
     *
     * @param url URL of the workflow, with its signature
     * @throws ConfigurationException if that is not an absolute http or https URI
     */
    public static TeamsNotifier workflow(URI url) {
        return workflow(url, Time.system());
    }

    /**
     * A notifier with another time source than the system's.
     *
     * @throws ConfigurationException if the URL is not an absolute http or https URI, or the time is null
     */
    public static TeamsNotifier workflow(URI url, Time time) {
        return workflow(url, time, Hook.TIMEOUT);
    }

    static TeamsNotifier workflow(URI url, Time time, Duration timeout) {
        return new TeamsNotifier(Hook.of("Teams", url, time, timeout), Selection.USUAL);
    }

    /**
     * Posts events of these kinds only.
     *
     * @throws ConfigurationException if one is null
     */
    public TeamsNotifier kinds(Kind first, Kind... others) {
        return new TeamsNotifier(hook, selection.kinds(first, others));
    }

    /**
     * Posts events of this severity and above only.
     *
     * @throws ConfigurationException if it is null
     */
    public TeamsNotifier atLeast(Severity severity) {
        return new TeamsNotifier(hook, selection.atLeast(severity));
    }

    /**
     * Adds a link to each card, such as to the pipeline's run; a function that returns null adds none.
     *
     * @throws ConfigurationException if the function is null
     */
    public TeamsNotifier link(Function<CutoverEvent, URI> page) {
        return new TeamsNotifier(hook, selection.linking(page));
    }

    @Override
    public Optional<Outbox> outbox() {
        return Optional.of(outbox);
    }

    @Override
    public String name() {
        return "Teams";
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
        JsonObject attachment = new JsonObject();
        attachment.addProperty("contentType", "application/vnd.microsoft.card.adaptive");
        attachment.add("contentUrl", JsonNull.INSTANCE);
        attachment.add("content", card(event));
        JsonObject message = new JsonObject();
        message.addProperty("type", "message");
        message.add("attachments", array(attachment));
        hook.post(event, message.toString(), Map.of());
    }

    private JsonObject card(CutoverEvent event) {
        EventCard told = EventCard.of(event);
        JsonObject title = text(told.title());
        title.addProperty("weight", "Bolder");
        title.addProperty("size", "Medium");
        title.addProperty("color", color(event.severity()));
        JsonArray facts = new JsonArray();
        told.facts().forEach(fact -> {
            JsonObject one = new JsonObject();
            one.addProperty("title", fact.name());
            one.addProperty("value", escaped(fact.value()));
            facts.add(one);
        });
        JsonObject set = typed("FactSet");
        set.add("facts", facts);
        JsonObject card = typed("AdaptiveCard");
        card.addProperty("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.addProperty("version", "1.4");
        card.add("body", array(title, text(told.text()), set));
        selection.link(event).ifPresent(page -> {
            JsonObject open = typed("Action.OpenUrl");
            open.addProperty("title", "Open");
            open.addProperty("url", page.toASCIIString());
            card.add("actions", array(open));
        });
        return card;
    }

    private static String color(Severity severity) {
        return switch (severity) {
            case INFO -> "Good";
            case WARNING -> "Warning";
            case ERROR -> "Attention";
        };
    }

    private static JsonObject text(String content) {
        JsonObject text = typed("TextBlock");
        text.addProperty("text", escaped(content));
        text.addProperty("wrap", true);
        return text;
    }

    /** The characters with which Markdown of a card makes links and emphasis. */
    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*_\\[\\]<>])", "\\\\$1");
    }

    private static JsonObject typed(String type) {
        JsonObject typed = new JsonObject();
        typed.addProperty("type", type);
        return typed;
    }

    private static JsonArray array(JsonObject... objects) {
        JsonArray array = new JsonArray();
        for (JsonObject object : objects) {
            array.add(object);
        }
        return array;
    }

    /** Does not show path and query, which are the secret. */
    @Override
    public String toString() {
        return hook.toString();
    }
}
