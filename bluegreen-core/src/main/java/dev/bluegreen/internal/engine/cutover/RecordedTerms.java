package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.check.Standby;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.Slo.Declared;
import dev.bluegreen.check.slo.Tolerance;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.cutover.Schedule.Step;
import dev.bluegreen.internal.engine.operation.CallbackTraits;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Requester;
import dev.bluegreen.internal.engine.operation.Requester.WindowOverride;
import dev.bluegreen.internal.engine.operation.Settings;
import dev.bluegreen.internal.engine.plan.PlannedIntent;
import dev.bluegreen.internal.freeze.FreezeSettings;
import dev.bluegreen.internal.record.intent.Approvals.Needed;
import dev.bluegreen.internal.record.intent.Intent;
import dev.bluegreen.internal.record.intent.Objective;
import dev.bluegreen.internal.record.intent.Reached.State;
import dev.bluegreen.internal.record.intent.Request.Asker;
import dev.bluegreen.internal.record.intent.Terms;
import dev.bluegreen.internal.record.intent.Terms.Checks;
import dev.bluegreen.internal.record.intent.Terms.Freezing;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Recorded settings of a cutover, compared with the release that is to resume it. */
public final class RecordedTerms {

    /** The name of a function that was given none. */
    private static final String UNNAMED = "objective";

    private final Settings own;
    private final Requester asker;
    private final Intent intent;
    private final Terms terms;
    private final List<Objective> watched;
    /** The recorded objectives that the release has, by its own place of each. */
    private final Map<Integer, Integer> matched = new LinkedHashMap<>();

    private final List<Objective> missing = new ArrayList<>();

    /** @param context of the release that is to go on */
    public RecordedTerms(Context context, Intent intent) {
        this.own = context.settings();
        this.asker = context.requester();
        this.intent = intent;
        this.terms = intent.terms();
        this.watched = new PlannedIntent(context).objectives();
        IntStream.range(0, terms.objectives().size()).forEach(this::match);
    }

    private void match(int number) {
        Objective recorded = terms.objectives().get(number);
        IntStream.range(0, watched.size())
                .filter(place ->
                        !matched.containsKey(place) && watched.get(place).asksTheSame(recorded))
                .filter(place -> !recorded.kind().equals(Objective.FUNCTION)
                        || !recorded.name().equals(UNNAMED))
                .boxed()
                .findFirst()
                .ifPresentOrElse(place -> matched.put(place, number), () -> missing.add(recorded));
    }

    /** How the cutover is to be done: the recorded schedule, bake and standby hold, and of limits the stricter ones. */
    public Settings settings() {
        List<Integer> places = Stream.concat(
                        matched.keySet().stream(),
                        IntStream.range(0, watched.size()).boxed().filter(place -> !matched.containsKey(place)))
                .toList();
        return own.resuming(schedule(), bake(places), standby(), freezes(), traits(places));
    }

    /** A window or a stop that the first release kept to keeps the next one too. */
    private FreezeSettings freezes() {
        Freezing recorded = terms.freezing();
        return own.freezes().keepingTo(recorded.windows(), recorded.ofNamespace(), recorded.stoppable());
    }

    private Schedule schedule() {
        List<Step> steps = terms.schedule();
        return steps.isEmpty()
                ? Schedule.allAtOnce()
                : Schedule.of(steps.get(0), steps.subList(1, steps.size()).toArray(Step[]::new));
    }

    private Bake bake(List<Integer> places) {
        return Bake.lasting(terms.bake().duration())
                .every(terms.bake().interval())
                .onBreach(terms.bake().reactions().toBreach())
                .onNoData(terms.bake().reactions().toNoData())
                .onStoreDown(terms.bake().reactions().toStoreDown())
                .watching(places.stream().map(this::strict).toArray(Slo[]::new));
    }

    private Slo strict(int place) {
        Slo objective = own.bake().slos().get(place);
        return recorded(place)
                .map(Objective::limit)
                .filter(limit -> limit.isStricterThan(watched.get(place).limit()))
                .map(limit -> objective.limitedTo(limit.value().orElseThrow()))
                .orElse(objective);
    }

    /** The recorded one that an objective of the release was matched with. */
    private Optional<Objective> recorded(int place) {
        return Optional.ofNullable(matched.get(place)).map(terms.objectives()::get);
    }

    /** The recorded results, in the order of the objectives of {@link #settings}. */
    List<State> results() {
        List<State> all = intent.reached().objectives();
        return matched.values().stream()
                .takeWhile(number -> number < all.size())
                .map(all::get)
                .toList();
    }

    private Standby standby() {
        Standby kept = Standby.lasting(terms.standby().duration());
        OptionalInt pods = terms.standby().pods();
        return pods.isPresent() ? kept.scaledTo(pods.getAsInt()) : kept;
    }

    /** The first requester, not the one who resumes; either of them may have passed closed windows. */
    Requester requester() {
        Asker first = intent.request().asker();
        return new Requester(
                Optional.of(first.by()).filter(name -> !name.isEmpty()),
                first.reason(),
                asker.override().or(() -> first.override().map(past -> new WindowOverride(past.by(), past.reason()))),
                asker.plan());
    }

    private CallbackTraits traits(List<Integer> places) {
        CallbackTraits traits = own.traits();
        List<String> names = places.stream().map(traits.objectives()::get).toList();
        List<Optional<Declared>> declared =
                places.stream().map(traits.declared()::get).toList();
        List<Tolerance> tolerances = places.stream()
                .map(place -> recorded(place)
                        .map(Objective::tolerance)
                        .orElse(traits.tolerances().get(place)))
                .toList();
        List<Duration> patiences = places.stream().map(traits.patiences()::get).toList();
        return new CallbackTraits(
                traits.permissions(),
                traits.writes(),
                traits.uses(),
                names,
                declared,
                tolerances,
                patiences,
                traits.sinks());
    }

    /**
     * What the release lacks to go on; empty if nothing.
     *
     * @param isMoved true if traffic has moved, so that tests, gates and approvals are over
     */
    List<String> lacks(boolean isMoved) {
        List<String> lacks = new ArrayList<>();
        missing.stream()
                .filter(objective -> !isBaked() || !wasJudged(objective))
                .forEach(objective -> lacks.add("objective " + Wording.quoted(objective.name())
                        + (objective.kind().equals(Objective.FUNCTION)
                                        && objective.name().equals(UNNAMED)
                                ? ", a function without a name"
                                : "")));
        Checks checks = terms.checks();
        if (intent.reached().baked().isZero() && own.probes().size() < checks.probes()) {
            lacks.add(few(own.probes().size(), checks.probes(), "probes of traffic"));
        }
        if (!isMoved) {
            lacks.addAll(lacksBeforeTheMove(checks));
        }
        return lacks;
    }

    private List<String> lacksBeforeTheMove(Checks checks) {
        List<String> lacks = new ArrayList<>();
        if (!intent.reached().tested() && own.smokeTests().size() < checks.tests()) {
            lacks.add(few(own.smokeTests().size(), checks.tests(), "smoke tests"));
        }
        int gates = own.gates().size() + own.beforeShift().size();
        if (gates < checks.gates()) {
            lacks.add(few(gates, checks.gates(), "gates"));
        }
        Needed needed = intent.approvals().needed();
        Needed brought = PlannedIntent.needed(own.approval());
        if (!needed.isMetBy(brought)) {
            lacks.add("an approval as strict as the recorded one"
                    + (needed.excludesRequester() ? ", not by the requester" : ""));
        }
        return lacks;
    }

    private static String few(int own, int recorded, String what) {
        return what + " (it has " + own + " of " + recorded + ")";
    }

    /** In the bake; one that waits for more data may be without a verdict though the time of the bake is over. */
    private boolean wasJudged(Objective recorded) {
        List<State> states = intent.reached().objectives();
        int place = terms.objectives().indexOf(recorded);
        return place < states.size() && !states.get(place).recent().isEmpty();
    }

    private boolean isBaked() {
        Duration bake = terms.bake().duration();
        return !bake.isZero() && intent.reached().baked().compareTo(bake) >= 0;
    }

    /** What holds other than the release says, a clause each. */
    List<String> overruled() {
        List<String> all = new ArrayList<>();
        differs(all, "schedule", schedule().toString(), own.schedule().toString());
        differs(
                all,
                "bake",
                Wording.of(terms.bake().duration()),
                Wording.of(own.bake().duration()));
        differs(all, "standby", shown(standby()), shown(own.standby()));
        differs(all, "stop", shown(freezes().stoppable()), shown(own.freezes().stoppable()));
        if (!freezes().recorded().isEmpty()) {
            all.add("windows " + freezes().recorded() + ", besides "
                    + own.freezes().windows());
        }
        return all;
    }

    private static void differs(List<String> all, String field, String recorded, String own) {
        if (!recorded.equals(own)) {
            all.add(field + " " + recorded + ", not " + own);
        }
    }

    private static String shown(Optional<Duration> stoppable) {
        return stoppable.map(longest -> "held for " + Wording.of(longest)).orElse("none");
    }

    private static String shown(Standby standby) {
        return Wording.of(standby.duration())
                + (standby.pods().isPresent()
                        ? " of " + Wording.pods(standby.pods().getAsInt())
                        : "");
    }
}
