package dev.bluegreen.internal.engine;

import dev.bluegreen.Adoption;
import dev.bluegreen.Cutover;
import dev.bluegreen.Introduction;
import dev.bluegreen.Release;
import dev.bluegreen.Stage;
import dev.bluegreen.internal.engine.adopt.AdoptOperation;
import dev.bluegreen.internal.engine.adopt.AdoptionLook;
import dev.bluegreen.internal.engine.adopt.EngineIntroduction;
import dev.bluegreen.internal.engine.adopt.IntroduceOperation;
import dev.bluegreen.internal.engine.adopt.IntroductionLook;
import dev.bluegreen.internal.engine.cutover.CancelOperation;
import dev.bluegreen.internal.engine.cutover.PreflightPhase;
import dev.bluegreen.internal.engine.cutover.RequestOperation;
import dev.bluegreen.internal.engine.cutover.SwitchOperation;
import dev.bluegreen.internal.engine.lock.Redelivery;
import dev.bluegreen.internal.engine.observe.Liveness;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Failures;
import dev.bluegreen.internal.engine.operation.Requester;
import dev.bluegreen.internal.engine.operation.Settings;
import dev.bluegreen.internal.engine.operation.Task;
import dev.bluegreen.internal.engine.rollback.CloseWayBackOperation;
import dev.bluegreen.internal.engine.stack.EngineStage;
import dev.bluegreen.internal.engine.stack.RetireDueOperation;
import dev.bluegreen.internal.engine.stack.RetireOperation;
import dev.bluegreen.internal.engine.stack.RetireOriginOperation;
import dev.bluegreen.internal.engine.stack.StageOperation;
import dev.bluegreen.internal.engine.stack.StageOrder;
import dev.bluegreen.internal.engine.stack.StandbyOperation;
import dev.bluegreen.internal.record.RecordCodec;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.WayBackClosed;
import dev.bluegreen.internal.result.ReleaseStatusData;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Cancellation;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.CutoverRequest;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.result.ReleaseStatus.ClosedWayBack;
import dev.bluegreen.result.ReleaseStatus.Life;
import dev.bluegreen.result.ReleaseStatus.Lock;
import dev.bluegreen.result.ReleaseStatus.Standby;
import dev.bluegreen.result.Resumption;
import dev.bluegreen.result.Retirement;
import dev.bluegreen.result.StageReport;
import dev.bluegreen.spi.Holders;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.StageChanges;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A release on a platform: each call is one operation with a context of its own. */
public final class EngineRelease implements Release {

    /** Message for a null track. */
    public static final String NO_TRACK = "track: null; give Track.BLUE or Track.GREEN";

    /** Of an operation; an id that the platform made is far shorter. */
    private static final int LONGEST_ID = 200;

    private static final Set<Outcome> SWITCHED = Set.of(Outcome.SWITCHED, Outcome.UNCHANGED);
    private static final Set<Outcome> BACK = Set.of(Outcome.ROLLED_BACK, Outcome.UNCHANGED);
    private static final Set<Outcome> SETTLED = Set.of(Outcome.SWITCHED, Outcome.ROLLED_BACK, Outcome.UNCHANGED);

    private final Settings settings;
    private final Requester requester;
    private final Platform platform;
    private final Holders holders;

    /** A release as set up by the builder. */
    public EngineRelease(Settings settings, Requester requester, Platform platform) {
        this(settings, requester, platform, platform.holders());
    }

    private EngineRelease(Settings settings, Requester requester, Platform platform, Holders holders) {
        this.settings = settings;
        this.requester = requester;
        this.platform = platform;
        this.holders = holders;
    }

    @Override
    public Release requestedBy(String name, String reason) {
        return new EngineRelease(settings, requester.named(name, reason), platform, holders);
    }

    @Override
    public Release overridingWindows(String by, String reason) {
        return new EngineRelease(settings, requester.overridingWindows(by, reason), platform, holders);
    }

    @Override
    public Release asPlanned(String hash) {
        return new EngineRelease(settings, requester.asPlanned(hash), platform, holders);
    }

    @Override
    public String name() {
        return settings.release().name();
    }

    @Override
    public CutoverPlan plan(Track to) {
        requireTrack(to);
        return call(context -> new PreflightPhase(context).plan(to));
    }

    @Override
    public CutoverReport switchTo(Track to) {
        return begin(to).task().join();
    }

    @Override
    public Cutover start(Track to) {
        return begin(to);
    }

    @Override
    public CutoverRequest request(Track to) {
        requireTrack(to);
        requireRequester();
        return call(context -> new RequestOperation(context, to).run());
    }

    @Override
    public Cancellation cancel(String id) {
        String cutover = Input.requireText("cancel", id, LONGEST_ID);
        return call(context -> new CancelOperation(context, cutover).run());
    }

    @Override
    public CutoverReport rollBack() {
        return call(context -> require(BACK, new WayBack(context).run()));
    }

    @Override
    public CutoverReport recover() {
        return recover(Recovery.AUTO);
    }

    @Override
    public CutoverReport recover(Recovery how) {
        if (how == null) {
            throw new ConfigurationException("recover: null; give Recovery.FINISH, ROLL_BACK or AUTO");
        }
        return call(context -> require(SETTLED, new LeftBehind(context).recover(how)));
    }

    @Override
    public CutoverReport resume() {
        return call(context -> {
            LeftBehind left = new LeftBehind(context);
            return require(left.isCutover() ? SWITCHED : SETTLED, left.resume());
        });
    }

    @Override
    public Stage stage(Track track) {
        requireTrack(track);
        return description(track);
    }

    private EngineStage description(Track track) {
        return new EngineStage(StageOrder.of(track), StageChanges.ONLY, this::problems, this::stage);
    }

    private List<String> problems(StageOrder order, String manifest) {
        return platform.workloads().problems(order.request(settings.release(), Optional.of(manifest)));
    }

    private StageReport stage(StageOrder order, Optional<String> manifest) {
        return call(context -> new StageOperation(context, order, manifest).run());
    }

    @Override
    public Retirement retire(Track track) {
        requireTrack(track);
        return call(context -> new RetireOperation(context, track).run());
    }

    @Override
    public Introduction introduce(Track track) {
        requireTrack(track);
        return new EngineIntroduction(
                description(track),
                (order, manifest) -> call(context -> new IntroductionLook(context, order, manifest).plan()),
                (order, manifest) -> {
                    requireRequester();
                    return call(context -> require(SWITCHED, new IntroduceOperation(context, order, manifest).run()));
                });
    }

    @Override
    public Adoption adopt(String workload) {
        return new EngineAdoption(new Origin(Track.GREEN, workload), this);
    }

    @Override
    public Retirement retireOrigin() {
        return call(context -> new RetireOriginOperation(context).run());
    }

    @Override
    public Standby extendStandby(Duration by) {
        Duration longer = Input.requirePositive("extendStandby", by);
        return call(context -> new StandbyOperation(context, longer).run());
    }

    @Override
    public ClosedWayBack closeWayBack(String reason) {
        String why = Input.requireText("closeWayBack", reason, WayBackClosed.LONGEST);
        return call(context -> new CloseWayBackOperation(context, why).run());
    }

    /** Starts to go on with what is unfinished; the result is empty when nothing is. */
    Supplier<Optional<Resumption>> startDue() {
        return begin(context -> new DueResumption(context).run())::join;
    }

    /** Does what is due; empty when the release has no standby. */
    public Optional<Retirement> retireDue() {
        return call(context -> new RetireDueOperation(context).run());
    }

    @Override
    public List<Permission> permissions() {
        return call(context -> new PermissionsOperation(context).run());
    }

    @Override
    public ReleaseStatus status() {
        return call(EngineRelease::status);
    }

    private CutoverHandle begin(Track to) {
        requireTrack(to);
        requireRequester();
        Context context = Context.of(settings, requester, platform, holders);
        return new CutoverHandle(
                context,
                Task.start(
                        context,
                        () -> require(SWITCHED, receipted(context, any -> new SwitchOperation(any, to).run()))));
    }

    private <T> T call(Function<Context, T> operation) {
        return begin(operation).join();
    }

    private <T> Task<T> begin(Function<Context, T> operation) {
        Context context = Context.of(settings, requester, platform, holders);
        return Task.start(context, () -> receipted(context, operation));
    }

    /** However it ends. */
    private static <T> T receipted(Context context, Function<Context, T> operation) {
        try {
            T result = operation.apply(context);
            new Redelivery(context).acknowledge();
            return result;
        } catch (Throwable e) {
            RuntimeException failure = Failures.of(e);
            new Redelivery(context).acknowledge();
            throw failure;
        }
    }

    /** The record is read before the routers: what differs may be a move that was entered since. */
    private static ReleaseStatus status(Context context) {
        ReleaseStatus seen = look(context);
        return seen.strayed() ? look(context) : seen;
    }

    private static ReleaseStatus look(Context own) {
        Stored stored = new Observer(own).record(own.preflightCalls(), RecordCodec::decodeAny);
        ReleaseRecord record = stored.record();
        Context context = own.asAdopted(record);
        Calls calls = context.preflightCalls();
        Observation observation = new Observer(context).whatever(calls, record.active());
        Optional<Lock> lock = new Liveness(context).lock(stored.lease());
        boolean isHeld = lock.filter(held -> held.life() != Life.EXPIRED).isPresent();
        return new ReleaseStatusData(
                context.release().name(),
                context.platform().namespace(),
                observation.active(),
                record.active(),
                observation.routers().stream().map(Observation.Routed::state).toList(),
                observation.unread(),
                observation.world(),
                lock,
                record.operation(),
                record.unfinished(isHeld),
                record.standby(),
                record.closedWayBack().map(WayBackClosed::shown),
                record.sizes().reduced(),
                record.sizes().pinned(),
                record.history(),
                record.log().unconfirmed(),
                new Deliveries(context.settings().traits().sinks()).of(record.log()),
                record.log().audit(),
                context.freezes().inTheWay(calls),
                context.time().now());
    }

    /** Another end than the requested one must not look like a success. */
    private static CutoverReport require(Set<Outcome> expected, CutoverReport report) {
        if (expected.contains(report.outcome())) {
            return report;
        }
        throw CutoverException.of(report);
    }

    /** Requires a named requester if the requester may not approve, since a process is not a person. */
    private void requireRequester() {
        if (settings.approval().excludesRequester() && requester.name().isEmpty()) {
            throw new ConfigurationException("approval.notByRequester: no requester is named; say who requests the"
                    + " cutover with requestedBy(\"<name>\") on the builder or on the release");
        }
    }

    private static void requireTrack(@Nullable Track track) {
        if (track == null) {
            throw new ConfigurationException(NO_TRACK);
        }
    }

    /** An adoption as described. */
    private record EngineAdoption(Origin origin, EngineRelease release) implements Adoption {

        @Override
        public CutoverPlan plan() {
            return release.call(context -> new AdoptionLook(context.adopting(origin), origin).plan());
        }

        @Override
        public CutoverReport apply() {
            release.requireRequester();
            return release.call(
                    context -> require(SWITCHED, new AdoptOperation(context.adopting(origin), origin).run()));
        }
    }
}
