package dev.bluegreen.file.internal.release;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.event.SlackNotifier;
import dev.bluegreen.event.TeamsNotifier;
import dev.bluegreen.event.WebhookNotifier;
import dev.bluegreen.file.internal.aws.SnsKeys;
import dev.bluegreen.file.internal.fabric8.Fabric8Approvals;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;
import java.net.URI;
import java.util.List;
import java.util.function.Function;

/** Notifiers. */
final class NotifierKeys {

    private static final Key<URI> SLACK =
            Key.of("slack", ValueType.SECRET_ADDRESS, "The address of the incoming webhook, by reference.");
    private static final Key<URI> TEAMS =
            Key.of("teams", ValueType.SECRET_ADDRESS, "The address of the workflow, by reference.");
    private static final Key<URI> WEBHOOK =
            Key.of("webhook", ValueType.SECRET_ADDRESS, "The address that gets each event as JSON, by reference.");
    private static final Key<String> SIGNED_BY = Key.of(
            "signedBy",
            ValueType.SECRET,
            "The key that signs requests, whsec_..., as Standard Webhooks has it, by reference.");
    private static final Key<URI> LINK =
            Key.of("link", ValueType.ADDRESS, "A page that messages link to, such as a dashboard.");
    private static final Key<List<Kind>> KINDS = Key.of(
            "kinds",
            ValueType.listOf(ValueType.constant(List.of(Kind.values()))),
            "Kinds of events that are sent; default milestone, rollBack and ended.");
    private static final Key<CutoverEvent.Severity> AT_LEAST = Key.of(
            "atLeast",
            ValueType.constant(List.of(CutoverEvent.Severity.values())),
            "The least severity of events that are sent; default info.");

    static final ValueType<CutoverListener> TYPE = ValueType.choice(List.of(
            Keys.of("Messages to Slack.", SLACK).allowing(KINDS, AT_LEAST, LINK).making(NotifierKeys::slack),
            Keys.of("Cards to Microsoft Teams.", TEAMS)
                    .allowing(KINDS, AT_LEAST, LINK)
                    .making(NotifierKeys::teams),
            Keys.of("Events to a webhook.", WEBHOOK)
                    .allowing(KINDS, AT_LEAST, SIGNED_BY)
                    .making(NotifierKeys::webhook),
            SnsKeys.SNS.allowing(KINDS, AT_LEAST).making(values -> SnsKeys.notifier(values, KINDS, AT_LEAST)),
            Fabric8Approvals.EVENTS));

    private NotifierKeys() {}

    private static CutoverListener slack(Values values) {
        return values.begin(SlackNotifier.webhook(values.get(SLACK), values.time()))
                .set(KINDS, (notifier, kinds) -> notifier.kinds(kinds.get(0), rest(kinds)))
                .set(AT_LEAST, SlackNotifier::atLeast)
                .set(LINK, (notifier, page) -> notifier.link(to(page)))
                .done();
    }

    private static CutoverListener teams(Values values) {
        return values.begin(TeamsNotifier.workflow(values.get(TEAMS), values.time()))
                .set(KINDS, (notifier, kinds) -> notifier.kinds(kinds.get(0), rest(kinds)))
                .set(AT_LEAST, TeamsNotifier::atLeast)
                .set(LINK, (notifier, page) -> notifier.link(to(page)))
                .done();
    }

    private static CutoverListener webhook(Values values) {
        return values.begin(WebhookNotifier.to(values.get(WEBHOOK), values.time()))
                .set(KINDS, (notifier, kinds) -> notifier.kinds(kinds.get(0), rest(kinds)))
                .set(AT_LEAST, WebhookNotifier::atLeast)
                .set(SIGNED_BY, WebhookNotifier::signedBy)
                .done();
    }

    private static Function<CutoverEvent, URI> to(URI page) {
        return event -> page;
    }

    private static Kind[] rest(List<Kind> kinds) {
        return kinds.subList(1, kinds.size()).toArray(Kind[]::new);
    }
}
