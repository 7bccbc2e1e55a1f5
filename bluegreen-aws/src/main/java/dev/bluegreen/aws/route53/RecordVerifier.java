package dev.bluegreen.aws.route53;

import dev.bluegreen.aws.internal.Watch;
import dev.bluegreen.cutover.Hop;
import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Proves at Route 53 what was requested of ExternalDNS in the cluster: that the records of a name have the weights or targets, for
 * 60 s, and that the DNS servers of {@link Route53Cutover#verifiedBy} answer with them. Made by
 * {@link Route53Cutover#verifier()}, for one release; it writes nothing. Thread-safe.
 */
public final class RecordVerifier implements HopVerifier {

    /** ExternalDNS acts every minute, and waits when it fails. */
    private static final Duration PROVEN = Duration.ofMinutes(10);

    /** How long a look may wait for the account's rate limit before it counts as failed. */
    private static final Duration TURN = Duration.ofSeconds(30);

    private final RecordReadBack readBack;
    private final Watch<Proof.Look> watch;

    RecordVerifier(RecordReadBack readBack) {
        this.readBack = readBack;
        this.watch = new Watch<>(readBack.api().aws(), TURN);
    }

    @Override
    public List<Finding> preflight(Hop hop, Move move) {
        if (!hop.hosts().contains(readBack.api().name())) {
            return List.of(Finding.fatal(
                    "controller-behind",
                    hop.router() + " keeps the records of " + hop.hosts() + ", and its verifier reads those of "
                            + readBack.api().name(),
                    "give the verifier the same name"));
        }
        RecordGroup group = readBack.group();
        return readBack.policy().matches(group, move.before().split())
                ? List.of()
                : List.of(Finding.fatal(
                        "controller-behind",
                        hop.router() + " is " + move.before().split() + ", and Route 53 has "
                                + readBack.policy().routing(group) + ": ExternalDNS does not follow it",
                        "look at its log: it may run elsewhere, or not own the record"));
    }

    @Override
    public List<Evidence> verify(String router, Move move, Instant applied) {
        String name = readBack.api().router();
        return watch.seen()
                .map(seen -> watch.staleSince()
                        .map(since -> List.of(watch.unseen(Proof.RECORDS, name, since)))
                        .orElseGet(() -> readBack.judged(seen.state(), move.target(), seen.at())))
                .orElseGet(() -> List.of(
                        Evidence.missing(Proof.RECORDS, name, "its records were not read yet" + watch.failed())));
    }

    @Override
    public Subscription watch(Hop hop, ReleaseSpec release, Runnable onChange) {
        return watch.subscribe(readBack::read, onChange);
    }

    @Override
    public Optional<Instant> unseenSince(String router) {
        return watch.unseenSince();
    }

    @Override
    public Optional<String> mayFailOpen(Hop hop, Track idle) {
        RecordGroup group = readBack.group();
        boolean isServed = readBack.policy().split(group).sendsTo(idle);
        return isServed || readBack.policy().failsOpenTo(group, idle)
                ? Optional.of(readBack.api().router() + " has "
                        + readBack.policy().routing(group)
                        + ", by which Route 53 answers with " + idle
                        + (isServed ? "" : " when the health check of " + idle.other() + " fails")
                        + "; point the record of " + idle + " to " + idle.other() + " in " + hop.router() + " first")
                : Optional.empty();
    }

    @Override
    public Duration provenWithin() {
        return PROVEN;
    }

    @Override
    public List<Permission> permissions() {
        return readBack.permissions();
    }
}
