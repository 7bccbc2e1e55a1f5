package dev.bluegreen.fabric8;

import dev.bluegreen.cutover.Attachment;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Hop;
import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.fabric8.internal.api.ManagingTool;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.weights.WeightedObject;
import dev.bluegreen.fabric8.internal.weights.WeightedObject.Read;
import dev.bluegreen.fabric8.internal.weights.WeightedParts;
import dev.bluegreen.fabric8.internal.weights.WeightsAttachment;
import dev.bluegreen.fabric8.internal.weights.WeightsPlan;
import dev.bluegreen.fabric8.internal.weights.WeightsView;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Moves traffic by the weights of both tracks in one Kubernetes object, by one JSON Patch that tests resourceVersion and old
 * value; supports schedules. The object gets the label {@code bluegreen.dev/cutover} and the annotations
 * {@code bluegreen.dev/release}, {@code switched-by}, {@code switched-at}, {@code switched-from} and {@code token} of the same
 * prefix. Thread-safe.
 *
 * <p>Proven is the object, and that the tracks' Services have ready pods. That the data plane follows is proven only where a
 * {@link HopVerifier} looks at it; without one the milestone is {@code CONFIG_APPLIED}.
 */
public abstract class WeightedCutover implements CutoverStrategy {

    private final WeightedParts parts;

    WeightedCutover(WeightedParts parts) {
        this.parts = parts;
    }

    @Override
    public final String router() {
        return object().router();
    }

    @Override
    public final Duration settleBound() {
        return settings().settleBound();
    }

    @Override
    public final Duration provenWithin() {
        Duration verified = verifier().map(HopVerifier::provenWithin).orElse(Duration.ZERO);
        Duration said = parts.context().provenWithin();
        return said.compareTo(verified) > 0 ? said : verified;
    }

    @Override
    public final Optional<String> appliedOnly() {
        return verifier().isPresent()
                ? Optional.empty()
                : Optional.of("the cluster does not show whether what " + router() + " configures follows its weights");
    }

    @Override
    public final boolean supports(TrafficSplit split) {
        return object().expresses(split);
    }

    @Override
    public final List<Permission> permissions(ReleaseSpec release) {
        return permissions(List.of());
    }

    @Override
    public final List<Permission> permissions(ReleaseSpec release, RouterState read) {
        Optional<Read> source = WeightedObject.source(read);
        return Stream.concat(
                        permissions(
                                source.map(known -> known.route().allServices()).orElse(Set.of()))
                                .stream(),
                        source.stream().flatMap(known -> ManagingTool.permissions(known.object()).stream()))
                .toList();
    }

    private List<Permission> permissions(Collection<String> services) {
        List<Permission> own = Permissions.ofWeights(object().kind().kind(), object().name());
        return Stream.of(
                        object().isElsewhere() ? Permissions.in(object().namespace(), own) : own,
                        Permissions.ofBackends(services),
                        parts.context().permissions(),
                        verifier().map(HopVerifier::permissions).orElse(List.of()))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public final RouterState observe(ReleaseSpec release) {
        return object().state(object().read(release), settleBound());
    }

    @Override
    public final Preflight preflight(Move move) {
        Read read = object().of(move.world().release(), move.before());
        Optional<Read> attached = move.target().tracks().stream()
                .flatMap(track -> read.attaching(track).stream())
                .findFirst();
        Move proven = attached.isPresent() ? staying(move) : move;
        Stream<Finding> verified =
                verifier().stream().flatMap(verifier -> verifier.preflight(hop(read), proven).stream());
        return new Preflight(
                WeightsPlan.writes(object(), read, move),
                Stream.concat(new WeightsPlan(parts, attached.orElse(read)).findings(move), verified)
                        .toList());
    }

    /** What can be verified before a track is attached: that the load balancer is as it was read. */
    private static Move staying(Move move) {
        return Move.builder(move.world(), move.before(), move.before().split())
                .routers(move.routers())
                .build();
    }

    @Override
    public final Optional<Attachment> attachment(RouterState read, Track to) {
        return WeightedObject.source(read).flatMap(known -> WeightsAttachment.of(parts, known, to));
    }

    @Override
    public final RouterState shift(Move move) {
        unreachable(move).ifPresent(why -> {
            throw new PlatformException(PlatformException.Kind.INVALID, why);
        });
        return object().shift(move, parts.time().now(), settleBound());
    }

    @Override
    public final RouterState fence(ReleaseSpec release, RouterState before, long token, String attempt) {
        return object().fence(release, before, token, attempt, settleBound());
    }

    @Override
    public final List<Evidence> verify(Move move, Instant applied) {
        List<Evidence> seen = new ArrayList<>(new WeightsView(parts).evidence(move, applied));
        verifier().ifPresent(verifier -> seen.addAll(verifier.verify(router(), move, applied)));
        return seen;
    }

    @Override
    public final Optional<String> overwritten(Move move) {
        return new WeightsView(parts).overwritten(move);
    }

    @Override
    public final Optional<Instant> unseenSince(ReleaseSpec release) {
        return Stream.of(
                        new WeightsView(parts).unseenSince(),
                        verifier().flatMap(verifier -> verifier.unseenSince(router())))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** A selector of the target's Service that none of its ready pods match. */
    @Override
    public final Optional<String> unreachable(Move move) {
        return WeightedObject.source(move.before()).flatMap(read -> new WeightsPlan(parts, read).unreachable(move));
    }

    @Override
    public final Subscription watch(ReleaseSpec release, Runnable onChange) {
        return new WeightsView(parts).watch(release, onChange, () -> hop(object().read(release)));
    }

    /** Not this router, whose weight is 0, but others that lead to the same Service, or its load balancer. */
    @Override
    public final Optional<String> mayFailOpen(ReleaseSpec release, Track idle) {
        Read read = object().read(release);
        Optional<String> others = new WeightsPlan(parts, read).mayStillSend(idle);
        return others.or(() -> parts.context().mayFailOpen(read.route(), idle))
                .or(() -> verifier().flatMap(verifier -> verifier.mayFailOpen(hop(read), idle)));
    }

    @Override
    public final String toString() {
        return router();
    }

    final WeightedParts parts() {
        return parts;
    }

    private Hop hop(Read read) {
        return parts.context().hop(router(), read.object(), read.route());
    }

    private WeightedObject object() {
        return parts.object();
    }

    private WeightedParts.Settings settings() {
        return parts.settings();
    }

    private Optional<HopVerifier> verifier() {
        return settings().verifier();
    }
}
