package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.cutover.Attachment;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A strategy with guarded failures: other exceptions than permitted, and null results, become errors of its router. The outcome
 * of a write that failed so is unknown.
 */
public final class GuardedStrategy implements CutoverStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedStrategy.class);

    private final CutoverStrategy real;
    private final String router;

    private GuardedStrategy(CutoverStrategy real) {
        this.real = real;
        this.router = answer(Kind.INVALID, "a router", "to name it", real::router);
    }

    public static CutoverStrategy of(CutoverStrategy real) {
        return new GuardedStrategy(real);
    }

    @Override
    public String router() {
        return router;
    }

    @Override
    public RouterState observe(ReleaseSpec release) {
        return answer("to say where traffic goes", () -> real.observe(release));
    }

    @Override
    public Preflight preflight(Move move) {
        return answer("to compute its write", () -> real.preflight(move));
    }

    @Override
    public RouterState shift(Move move) {
        return written("to move traffic", () -> real.shift(move));
    }

    @Override
    public RouterState fence(ReleaseSpec release, RouterState before, long token, String attempt) {
        return written("to fence it", () -> real.fence(release, before, token, attempt));
    }

    @Override
    public List<Evidence> verify(Move move, Instant applied) {
        return all("to give evidence of the move", () -> real.verify(move, applied));
    }

    @Override
    public Optional<String> overwritten(Move move) {
        return answer("to detect a foreign write", () -> real.overwritten(move));
    }

    /** One that cannot say is read again. */
    @Override
    public boolean isCurrent(RouterState read) {
        try {
            return answer("to say whether it is as it was read", () -> real.isCurrent(read));
        } catch (PlatformException e) {
            LOG.warn("{}", e.getMessage());
            return false;
        }
    }

    @Override
    public Optional<Instant> unseenSince(ReleaseSpec release) {
        return answer("to say whether it is seen", () -> real.unseenSince(release));
    }

    @Override
    public Optional<String> unreachable(Move move) {
        return answer("to say whether a pod would answer", () -> real.unreachable(move));
    }

    @Override
    public Optional<Attachment> attachment(RouterState read, Track to) {
        return answer("to say whether it names " + to, () -> real.attachment(read, to))
                .map(Guarded::new);
    }

    /** An attachment with guarded failures. */
    private final class Guarded implements Attachment {

        private final Attachment given;

        Guarded(Attachment given) {
            this.given = given;
        }

        @Override
        public PlannedWrite write() {
            return answer("to describe the write that names a track", given::write);
        }

        @Override
        public String routing() {
            return answer("to say where traffic goes", given::routing);
        }

        @Override
        public Optional<Instant> made() {
            return answer("to say when a track was named", given::made);
        }

        @Override
        public RouterState make(long token, String attempt) {
            return written("to name a track", () -> given.make(token, attempt));
        }

        @Override
        public Optional<String> pending(Move move, Instant made) {
            return answer("to say whether a track can get traffic", () -> given.pending(move, made));
        }
    }

    /** A watch that cannot be closed has served its purpose. */
    @Override
    public Subscription watch(ReleaseSpec release, Runnable onChange) {
        Subscription watch = answer("to watch it", () -> real.watch(release, onChange));
        return () -> {
            try {
                answer("to end its watch", () -> {
                    watch.close();
                    return true;
                });
            } catch (PlatformException e) {
                LOG.warn("{}", e.getMessage());
            }
        };
    }

    @Override
    public Duration settleBound() {
        return answer("to give its settle bound", real::settleBound);
    }

    @Override
    public Duration provenWithin() {
        return answer("to say how long its proof takes", real::provenWithin);
    }

    @Override
    public Optional<Duration> overlap() {
        return answer("to say whether it makes before it breaks", real::overlap);
    }

    @Override
    public boolean staysUnproven() {
        return answer("to say whether it stays unproven", real::staysUnproven);
    }

    @Override
    public Optional<String> appliedOnly() {
        return answer("to say what its proof shows", real::appliedOnly);
    }

    @Override
    public Optional<String> mayFailOpen(ReleaseSpec release, Track idle) {
        return answer("to say whether it fails open", () -> real.mayFailOpen(release, idle));
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return all("to say which rights it needs", () -> real.permissions(release));
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release, RouterState read) {
        return all("to say which rights it needs", () -> real.permissions(release, read));
    }

    @Override
    public boolean supports(TrafficSplit split) {
        return answer("to say which splits it supports", () -> real.supports(split));
    }

    @Override
    public Optional<CutoverStrategy> adopting() {
        return answer("to say whether it can adopt", real::adopting).map(GuardedStrategy::of);
    }

    @Override
    public String toString() {
        return router;
    }

    private <T> List<T> all(String what, Supplier<List<T>> call) {
        return answer(what, () -> {
            List<T> answers = Objects.requireNonNull(call.get(), "it returned null");
            answers.forEach(one -> Objects.requireNonNull(one, "it returned null among others"));
            return List.copyOf(answers);
        });
    }

    private <T> T written(String what, Supplier<T> call) {
        return answer(Kind.OUTCOME_UNKNOWN, router, what, call);
    }

    private <T> T answer(String what, Supplier<T> call) {
        return answer(Kind.INVALID, router, what, call);
    }

    private static <T> T answer(Kind kind, String router, String what, Supplier<T> call) {
        try {
            return Objects.requireNonNull(call.get(), "it returned null");
        } catch (PlatformException e) {
            throw e;
        } catch (Throwable e) {
            RuntimeException failure = Failures.of(e);
            throw new PlatformException(
                    kind, router + ": its strategy failed " + what + ": " + Failures.sentence(failure), failure);
        }
    }
}
