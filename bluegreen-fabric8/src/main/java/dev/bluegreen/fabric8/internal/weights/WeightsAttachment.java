package dev.bluegreen.fabric8.internal.weights;

import dev.bluegreen.cutover.Attachment;
import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.weights.WeightedObject.Read;
import dev.bluegreen.fabric8.internal.weights.WeightedRoute.Addition;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A track's Service named in an object without a share. What the controller makes of it is told by its Events and by a
 * verifier; without a verifier the settle bound is waited out.
 *
 * @param read the object as read, without the track unless it was added already
 * @param made when it was added
 */
public record WeightsAttachment(WeightedParts parts, Read read, Addition addition, Optional<Instant> made)
        implements Attachment {

    private static final Duration REGISTERED = Duration.ofMinutes(10);

    /** The addition that is due, or that was made and may not have settled yet. */
    public static Optional<Attachment> of(WeightedParts parts, Read read, Track track) {
        Optional<Attachment> due = read.route()
                .adding(track, read.services())
                .map(addition -> new WeightsAttachment(parts, read, addition, Optional.empty()));
        return due.or(() -> settling(parts, read, track));
    }

    /** Registration and first health checks take minutes; the settle bound is for where nobody can tell. */
    private static Optional<Attachment> settling(WeightedParts parts, Read read, Track track) {
        String service = read.route().services().getOrDefault(track, "");
        return Optional.ofNullable(Fields.annotations(read.object()).get(MetadataKeys.ATTACHED))
                .filter(attached -> !service.isEmpty() && attached.startsWith(service + " "))
                .flatMap(attached -> instant(attached.substring(service.length() + 1)))
                .filter(made -> isRecent(made, parts.time().now(), settling(parts.settings())))
                .map(made -> new WeightsAttachment(
                        parts, read, new Addition(service, read.route(), patch -> patch), Optional.of(made)));
    }

    /** A time that is further ahead than clocks are is forged, or of a clock that says nothing: it would block every move. */
    private static boolean isRecent(Instant made, Instant now, Duration settling) {
        return made.isAfter(now.minus(settling)) && made.isBefore(now.plus(settling));
    }

    private static Duration settling(WeightedParts.Settings settings) {
        return settings.verifier().isPresent() ? REGISTERED : settings.settleBound();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public PlannedWrite write() {
        String wait = parts.settings().verifier().isPresent()
                ? ", and wait until its targets are healthy"
                : ", and wait " + Wording.of(parts.settings().settleBound())
                        + " for its targets, which the cluster does not show";
        return new PlannedWrite(
                parts.object().router(),
                "patch",
                "Service/" + addition.service() + " with weight 0 in "
                        + read.route().field().dotted() + wait,
                false);
    }

    @Override
    public String routing() {
        return addition.route().routing();
    }

    @Override
    public RouterState make(long token, String attempt) {
        return parts.object()
                .attach(
                        read,
                        addition,
                        token,
                        attempt,
                        parts.time().now(),
                        parts.settings().settleBound());
    }

    @Override
    public Optional<String> pending(Move move, Instant made) {
        return said(move, made)
                .or(() -> parts.settings()
                        .verifier()
                        .map(verifier -> unhealthy(verifier, move))
                        .orElseGet(() -> unsettled(made)));
    }

    /** A failure of the controller, or no word of it yet. */
    private Optional<String> said(Move move, Instant made) {
        return parts.watched().seen().stream()
                .flatMap(seen -> seen.stream().findFirst().stream())
                .flatMap(object ->
                        parts.context().said(move, object, made, parts.time().now()).stream())
                .filter(evidence -> evidence.verdict() != Evidence.Verdict.CONFIRMED)
                .map(evidence -> evidence.hop() + ": " + evidence.sentence())
                .findFirst();
    }

    private Optional<String> unhealthy(HopVerifier verifier, Move move) {
        Read now = WeightedObject.source(move.before())
                .orElseThrow(() -> new PlatformException(
                        PlatformException.Kind.INVALID, parts.object().router() + " was not read from its API"));
        return verifier
                .preflight(parts.context().hop(parts.object().router(), now.object(), now.route()), move)
                .stream()
                .filter(finding -> finding.severity() == Severity.FATAL)
                .map(finding -> finding.sentence())
                .findFirst();
    }

    private Optional<String> unsettled(Instant made) {
        Instant until = made.plus(parts.settings().settleBound());
        return parts.time().now().isBefore(until)
                ? Optional.of(
                        "the targets of Service/" + addition.service() + " count as registered at " + Wording.of(until))
                : Optional.empty();
    }
}
