package dev.bluegreen.fabric8.internal.lbc;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.api.ResourceVersions;
import dev.bluegreen.fabric8.internal.watch.NamespaceWatch;
import dev.bluegreen.fabric8.internal.watch.ObjectWatch;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Wording;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events of the controller about one object. They are a soft signal: a failure is one, but Events may be dropped, and a
 * success says that the load balancer's API took the change.
 */
public record LbcEvents(NamespaceWatch watch, ObjectKind kind, String name) {

    private static final Logger LOG = LoggerFactory.getLogger(LbcEvents.class);

    /** How long an Event is awaited: the controller acts on a change at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String EVENTS = "events";
    private static final String DONE = "SuccessfullyReconciled";

    /** Of a failure that keeps a change from the load balancer (pkg/k8s/events.go of the controller). */
    private static final List<String> REASONS =
            List.of(DONE, "FailedLoadGroupID", "FailedAddFinalizer", "FailedBuildModel", "FailedDeployModel");

    /** Evidence from the newest Event since a write; makes no request. */
    List<Evidence> said(Move move, GenericKubernetesResource watched, Instant applied, Instant now) {
        boolean nothingToMove = move.before().split().equals(move.target());
        Instant since = nothingToMove ? Instant.MIN : applied.truncatedTo(ChronoUnit.SECONDS);
        return List.of(newest(since)
                .filter(event -> nothingToMove || !isStale(event, watched))
                .map(this::of)
                .orElseGet(() -> nothingToMove ? silent("") : awaited(Duration.between(applied, now))));
    }

    /** True for a success that may be of an earlier state: Events have times of whole seconds. */
    private static boolean isStale(GenericKubernetesResource event, GenericKubernetesResource watched) {
        return text(event, "reason").equals(DONE)
                && ResourceVersions.isAtMost(
                        event.getMetadata().getResourceVersion(),
                        watched.getMetadata().getResourceVersion());
    }

    private Evidence awaited(Duration waited) {
        return waited.compareTo(PATIENCE) < 0
                ? Evidence.missing(EVENTS, hop(), "no Event of the controller yet since the write")
                : silent(" since the write " + Wording.of(waited) + " ago");
    }

    private Evidence silent(String since) {
        return Evidence.confirmed(
                EVENTS, hop(), "no Event says that the controller failed" + since + ", and none that it acted");
    }

    private Evidence of(GenericKubernetesResource event) {
        String reason = text(event, "reason");
        return reason.equals(DONE)
                ? Evidence.confirmed(EVENTS, hop(), "the controller says " + DONE)
                : Evidence.missing(
                        EVENTS,
                        hop(),
                        "the controller says " + reason + ": " + text(event, "message")
                                + "; the load balancer keeps its last state until it succeeds");
    }

    private Optional<GenericKubernetesResource> newest(Instant since) {
        return events().seen().stream()
                .flatMap(List::stream)
                .filter(event -> REASONS.contains(text(event, "reason")))
                .filter(event -> !at(event).isBefore(since))
                .max(Comparator.comparing(
                        event -> event.getMetadata().getResourceVersion(), LbcEvents::compareVersions));
    }

    private static int compareVersions(String one, String other) {
        return one.equals(other) ? 0 : ResourceVersions.isAtMost(one, other) ? -1 : 1;
    }

    /** The last time it happened: repeated Events are counted in one. */
    private static Instant at(GenericKubernetesResource event) {
        return Stream.of(
                        Fields.at(event.getAdditionalProperties(), "series", "lastObservedTime"),
                        Fields.at(event.getAdditionalProperties(), "lastTimestamp"),
                        Fields.at(event.getAdditionalProperties(), "eventTime"))
                .flatMap(Optional::stream)
                .flatMap(time -> parsed(String.valueOf(time)).stream())
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    private static Optional<Instant> parsed(String time) {
        try {
            return Optional.of(Instant.parse(time));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Events that may not be watched are missed, not needed. */
    Subscription watch(Runnable onChange) {
        try {
            return events().subscribe(onChange);
        } catch (PlatformException e) {
            LOG.warn(
                    "Events of {} are not watched, so failures of its controller are not seen: {}",
                    hop(),
                    e.getMessage());
            return () -> {};
        }
    }

    List<Permission> permissions() {
        return Permissions.ofEventWatch();
    }

    private ObjectWatch events() {
        return watch.eventsOf(kind, name);
    }

    private String hop() {
        return kind.router(name);
    }

    private static String text(GenericKubernetesResource event, String field) {
        return Fields.at(event.getAdditionalProperties(), field)
                .map(String::valueOf)
                .orElse("");
    }
}
