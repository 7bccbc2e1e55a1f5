package dev.bluegreen.internal.engine.plan;

import dev.bluegreen.check.Standby;
import dev.bluegreen.check.approval.ApprovalRequest.Basis;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo.Declared;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.PlanHash;
import dev.bluegreen.internal.engine.operation.ApprovalSnapshot;
import dev.bluegreen.internal.engine.operation.CallbackTraits;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Longest;
import dev.bluegreen.internal.engine.operation.Requester;
import dev.bluegreen.internal.engine.operation.Settings;
import dev.bluegreen.internal.freeze.FreezeSettings;
import dev.bluegreen.internal.record.intent.Approvals;
import dev.bluegreen.internal.record.intent.Approvals.Needed;
import dev.bluegreen.internal.record.intent.Intent;
import dev.bluegreen.internal.record.intent.Objective;
import dev.bluegreen.internal.record.intent.Objective.Limit;
import dev.bluegreen.internal.record.intent.Request;
import dev.bluegreen.internal.record.intent.Request.Asker;
import dev.bluegreen.internal.record.intent.Request.Plan;
import dev.bluegreen.internal.record.intent.Request.Scope;
import dev.bluegreen.internal.record.intent.Terms;
import dev.bluegreen.internal.record.intent.Terms.Checks;
import dev.bluegreen.internal.record.intent.Terms.Freezing;
import dev.bluegreen.internal.record.intent.Terms.Kept;
import dev.bluegreen.internal.record.intent.Terms.Watch;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.model.Wording;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a release, as it is set up, intends by a cutover: for the record, and to be compared with what stands there. */
public final class PlannedIntent {

    private static final int LONGEST = 500;

    private final Context context;
    private final Settings settings;

    public PlannedIntent(Context context) {
        this.context = context;
        this.settings = context.settings();
    }

    /** Of a cutover that is about to begin. */
    public Intent of(PreflightResult preflight) {
        Requester requester = context.requester();
        Plan plan =
                plan(preflight.observation(), preflight.to(), preflight.plan().hash());
        Asker asker = new Asker(
                requester.name().orElse(""),
                requester.reason(),
                Optional.empty(),
                requester.override().map(past -> new Request.Passed(past.by(), past.reason())));
        Request request = new Request(context.id(), asker, scope(preflight.observation()), plan);
        return Intent.begun(
                request,
                terms(preflight.wanted()),
                new Approvals(needed(settings.approval()), Optional.empty(), List.of()));
    }

    public Scope scope(Observation observation) {
        Stream<String> way =
                Longest.overlap(settings.strategies().stream()).stream().map(time -> "make-before-break");
        List<String> routers = Stream.concat(
                        observation.routers().stream()
                                .map(routed -> routed.state().router()),
                        way)
                .toList();
        return new Scope(
                text(shown(context.release().labels())),
                routers.stream().map(PlannedIntent::text).toList(),
                new PlanHash(context).ofRelease(routers));
    }

    /** {@code app=shop, track=blue or green}. */
    private static String shown(TrackLabels labels) {
        return labels.appKey() + "=" + labels.app() + ", " + labels.trackKey() + "=" + labels.blue() + " or "
                + labels.green();
    }

    /** A plan with what it rests on. */
    public Plan plan(Observation observation, Track to, String hash) {
        Basis basis = new PlanHash(context).basis(observation, to);
        return new Plan(hash, text(String.join(", ", basis.routers())), text(basis.schedule()), text(basis.template()));
    }

    public Terms terms(int wanted) {
        Bake bake = settings.bake();
        Standby standby = settings.standby();
        return new Terms(
                settings.schedule().steps(),
                new Watch(bake.duration(), bake.interval(), bake.reactions()),
                objectives(),
                new Kept(
                        standby.duration(), standby.pods(), settings.departure().by()),
                new Checks(
                        wanted,
                        settings.smokeTests().size(),
                        settings.gates().size() + settings.beforeShift().size(),
                        settings.probes().size()),
                freezing());
    }

    private Freezing freezing() {
        FreezeSettings freezes = settings.freezes();
        return new Freezing(freezes.windows(), freezes.ofNamespace(), freezes.stoppable());
    }

    /** The kind of approval that one is. */
    public static Needed needed(ApprovalSnapshot approval) {
        return new Needed(!approval.limit().isZero(), approval.authenticated(), approval.excludesRequester());
    }

    /** The objectives in their order. */
    public List<Objective> objectives() {
        CallbackTraits traits = settings.traits();
        return IntStream.range(0, traits.objectives().size())
                .mapToObj(place -> objective(traits, place))
                .toList();
    }

    private static Objective objective(CallbackTraits traits, int place) {
        String name = traits.objectives().get(place);
        String shown = Wording.line(name);
        String cut = shown.substring(0, Math.min(Objective.LONGEST, shown.length()));
        Optional<Declared> declared = traits.declared().get(place);
        return new Objective(
                declared.map(Declared::kind).orElse(Objective.FUNCTION),
                cut,
                PlanHash.of(List.of(declared.map(Declared::query).orElse(name))),
                declared.map(one -> new Limit(OptionalDouble.of(one.limit()), one.above()))
                        .orElse(Limit.NONE),
                traits.tolerances().get(place));
    }

    private static String text(String text) {
        String line = Wording.line(text);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }
}
