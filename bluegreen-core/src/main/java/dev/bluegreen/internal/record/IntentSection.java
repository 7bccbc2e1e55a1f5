package dev.bluegreen.internal.record;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.bluegreen.check.slo.Bake.Reactions;
import dev.bluegreen.check.slo.Reaction;
import dev.bluegreen.check.slo.Slo.Reading;
import dev.bluegreen.check.slo.Tolerance;
import dev.bluegreen.cutover.Schedule.Step;
import dev.bluegreen.internal.record.intent.Approvals;
import dev.bluegreen.internal.record.intent.Approvals.Given;
import dev.bluegreen.internal.record.intent.Approvals.Needed;
import dev.bluegreen.internal.record.intent.Intent;
import dev.bluegreen.internal.record.intent.Intent.FreezeWait;
import dev.bluegreen.internal.record.intent.Intent.Parked;
import dev.bluegreen.internal.record.intent.Objective;
import dev.bluegreen.internal.record.intent.Objective.Limit;
import dev.bluegreen.internal.record.intent.Reached;
import dev.bluegreen.internal.record.intent.Reached.Counts;
import dev.bluegreen.internal.record.intent.Reached.State;
import dev.bluegreen.internal.record.intent.Request;
import dev.bluegreen.internal.record.intent.Request.Asker;
import dev.bluegreen.internal.record.intent.Request.Passed;
import dev.bluegreen.internal.record.intent.Request.Plan;
import dev.bluegreen.internal.record.intent.Request.Scope;
import dev.bluegreen.internal.record.intent.Terms;
import dev.bluegreen.internal.record.intent.Terms.Checks;
import dev.bluegreen.internal.record.intent.Terms.Freezing;
import dev.bluegreen.internal.record.intent.Terms.Kept;
import dev.bluegreen.internal.record.intent.Terms.Watch;
import dev.bluegreen.model.RetireBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code intent}. However little room there is, of its lists nothing is left out: only texts for people are cut. */
final class IntentSection implements RecordCodec.Section<Optional<Intent>> {

    private static final int MOST = 1_000_000;
    /** Each has ten thousand numbers for its events. */
    private static final int RESUMPTIONS = 100_000;

    @Override
    public Optional<Intent> read(RecordReader in) {
        return in.optional("intent", field -> intent(in.fields().object(field, "id")));
    }

    @Override
    public void write(Optional<Intent> intent, RecordWriter out) {
        intent.ifPresent(now -> out.json().add("intent", intent(now, out)));
    }

    private static Intent intent(Fields json) {
        List<State> states = new ArrayList<>();
        List<Objective> objectives = new ArrayList<>();
        for (Fields each : json.atMost(Terms.OBJECTIVES, "objectives", "kind", "hash")) {
            objectives.add(objective(each));
            each.ifPresent("state", state -> state(each.object(state, "-"))).ifPresent(states::add);
        }
        return new Intent(
                request(json),
                terms(json, objectives),
                approvals(json),
                reached(json, states),
                json.ifPresent("freezes", field -> freezes(json.object(field, "-"))),
                json.ifPresent("parked", field -> parked(json.object(field, "-"))));
    }

    private static JsonObject intent(Intent now, RecordWriter out) {
        JsonObject json = request(now.request(), out);
        terms(now, json, out);
        approvals(now.approvals(), json, out);
        reached(now.reached(), json);
        now.freezes().ifPresent(wait -> {
            JsonObject freezes = new JsonObject();
            wait.until().ifPresent(until -> freezes.addProperty("until", until.toString()));
            json.add("freezes", freezes);
        });
        now.parked().ifPresent(parked -> {
            JsonObject waits = new JsonObject();
            waits.addProperty("waitsFor", out.text(parked.waitsFor()));
            parked.until().ifPresent(until -> waits.addProperty("until", until.toString()));
            json.add("parked", waits);
        });
        return json;
    }

    private static Request request(Fields json) {
        return new Request(
                json.text("id"),
                new Asker(
                        json.text("by"),
                        json.text("reason"),
                        json.ifPresent("authenticatedAs", json::text),
                        json.ifPresent("override", field -> override(json.object(field, "-")))),
                new Scope(json.text("labels"), json.texts("routers"), json.text("scope")),
                plan(json.object("plan", "-")));
    }

    private static Passed override(Fields json) {
        return new Passed(json.text("by"), json.text("reason"));
    }

    private static void asker(Asker asker, JsonObject json, RecordWriter out) {
        json.addProperty("by", out.name(asker.by()));
        json.addProperty("reason", out.text(asker.reason()));
        asker.known().ifPresent(name -> json.addProperty("authenticatedAs", out.name(name)));
        asker.override().ifPresent(past -> {
            JsonObject override = new JsonObject();
            override.addProperty("by", out.text(past.by()));
            override.addProperty("reason", out.text(past.reason()));
            json.add("override", override);
        });
    }

    private static JsonObject request(Request request, RecordWriter out) {
        JsonObject json = new JsonObject();
        json.addProperty("id", out.name(request.id()));
        asker(request.asker(), json, out);
        json.addProperty("labels", out.text(request.scope().labels()));
        json.add(
                "routers",
                RecordWriter.texts(
                        request.scope().routers().stream().map(out::name).toList()));
        json.addProperty("scope", request.scope().hash());
        json.add("plan", plan(request.plan(), out));
        return json;
    }

    private static Plan plan(Fields json) {
        return new Plan(json.text("hash"), json.text("routers"), json.text("schedule"), json.text("template"));
    }

    private static JsonObject plan(Plan plan, RecordWriter out) {
        JsonObject json = new JsonObject();
        json.addProperty("hash", plan.hash());
        json.addProperty("routers", out.text(plan.routers()));
        json.addProperty("schedule", out.text(plan.schedule()));
        json.addProperty("template", out.text(plan.template()));
        return json;
    }

    private static Terms terms(Fields json, List<Objective> objectives) {
        Fields checks = json.object("checks", "-");
        return new Terms(
                schedule(json),
                watch(json.object("bake", "-")),
                objectives,
                kept(json.object("standby", "-")),
                new Checks(
                        checks.whole("wanted", 1, MOST),
                        checks.whole("tests", 0, MOST),
                        checks.whole("gates", 0, MOST),
                        checks.whole("probes", 0, MOST)),
                json.ifPresent("freezing", field -> FreezingFields.read(json.object(field, "-")))
                        .orElse(Freezing.NONE));
    }

    private static void terms(Intent now, JsonObject json, RecordWriter out) {
        Terms terms = now.terms();
        json.add("schedule", RecordWriter.array(terms.schedule(), step -> {
            JsonObject each = new JsonObject();
            each.addProperty("percent", step.percent());
            each.addProperty("pause", step.pause().toString());
            return each;
        }));
        json.add("bake", watch(terms.bake()));
        json.add("objectives", objectives(terms.objectives(), now.reached().objectives(), out));
        json.add("standby", kept(terms.standby()));
        JsonObject checks = new JsonObject();
        checks.addProperty("wanted", terms.checks().wanted());
        checks.addProperty("tests", terms.checks().tests());
        checks.addProperty("gates", terms.checks().gates());
        checks.addProperty("probes", terms.checks().probes());
        json.add("checks", checks);
        if (!terms.freezing().equals(Freezing.NONE)) {
            json.add("freezing", FreezingFields.json(terms.freezing()));
        }
    }

    private static List<Step> schedule(Fields json) {
        List<Step> steps = new ArrayList<>();
        int before = 0;
        for (Fields each : json.atMost(99, "schedule", "percent")) {
            before = each.whole("percent", before + 1, 99);
            steps.add(new Step(before, each.duration("pause", Duration.ofNanos(1))));
        }
        return steps;
    }

    private static Watch watch(Fields json) {
        Reaction breach = json.oneOf("onBreach", Reaction.values());
        if (breach == Reaction.HOLD) {
            throw json.wrong("onBreach", breach.name(), "a reaction that does something");
        }
        return new Watch(
                json.duration("duration", Duration.ZERO),
                json.duration("interval", Duration.ofMillis(100)),
                new Reactions(
                        breach,
                        json.oneOf("onNoData", Reaction.values()),
                        json.oneOf("onStoreDown", Reaction.values())));
    }

    private static JsonObject watch(Watch bake) {
        JsonObject json = new JsonObject();
        json.addProperty("duration", bake.duration().toString());
        json.addProperty("interval", bake.interval().toString());
        json.addProperty("onBreach", bake.reactions().toBreach().name());
        json.addProperty("onNoData", bake.reactions().toNoData().name());
        json.addProperty("onStoreDown", bake.reactions().toStoreDown().name());
        return json;
    }

    private static Objective objective(Fields json) {
        return new Objective(
                json.text("kind"),
                json.text("name"),
                json.text("hash"),
                new Limit(json.number("limit"), json.flag("above")),
                tolerance(json));
    }

    private static Tolerance tolerance(Fields json) {
        int checks = json.whole("checks", 1, Integer.MAX_VALUE);
        return new Tolerance(json.whole("bad", 1, checks), checks);
    }

    private static JsonArray objectives(List<Objective> objectives, List<State> states, RecordWriter out) {
        JsonArray all = new JsonArray();
        for (int i = 0; i < objectives.size(); i++) {
            JsonObject json = objective(objectives.get(i), out);
            if (i < states.size()) {
                json.add("state", state(states.get(i), out));
            }
            all.add(json);
        }
        return all;
    }

    private static JsonObject objective(Objective objective, RecordWriter out) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", objective.kind());
        json.addProperty("name", out.text(objective.name()));
        json.addProperty("hash", objective.hash());
        objective.limit().value().ifPresent(limit -> json.addProperty("limit", limit));
        json.addProperty("above", objective.limit().above());
        json.addProperty("bad", objective.tolerance().bad());
        json.addProperty("checks", objective.tolerance().checks());
        return json;
    }

    private static State state(Fields json) {
        return new State(
                new Counts(
                        json.whole("samples", 0, Integer.MAX_VALUE),
                        json.whole("noData", 0, Integer.MAX_VALUE),
                        json.whole("storeDown", 0, Integer.MAX_VALUE)),
                json.text("recent"),
                json.flag("breached"),
                json.ifPresent("worst", field -> reading(json.object(field, "-"))));
    }

    private static JsonObject state(State state, RecordWriter out) {
        JsonObject json = new JsonObject();
        json.addProperty("samples", state.counts().samples());
        json.addProperty("noData", state.counts().noData());
        json.addProperty("storeDown", state.counts().storeDown());
        json.addProperty("recent", state.recent());
        json.addProperty("breached", state.breached());
        state.worst().ifPresent(worst -> json.add("worst", reading(worst, out)));
        return json;
    }

    private static Reading reading(Fields json) {
        return new Reading(
                json.number("value").orElse(0), json.number("limit").orElse(0), json.flag("above"), json.text("unit"));
    }

    private static JsonObject reading(Reading worst, RecordWriter out) {
        JsonObject json = new JsonObject();
        json.addProperty("value", worst.value());
        if (Double.isFinite(worst.limit())) {
            json.addProperty("limit", worst.limit());
        }
        json.addProperty("above", worst.above());
        json.addProperty("unit", out.name(worst.unit()));
        return json;
    }

    private static Kept kept(Fields json) {
        return new Kept(
                json.duration("duration", Duration.ZERO),
                json.ifPresent("pods", field -> OptionalInt.of(json.whole(field, 1, MOST)))
                        .orElse(OptionalInt.empty()),
                json.oneOf("retireBy", RetireBy.values()));
    }

    private static JsonObject kept(Kept standby) {
        JsonObject json = new JsonObject();
        json.addProperty("duration", standby.duration().toString());
        standby.pods().ifPresent(pods -> json.addProperty("pods", pods));
        json.addProperty("retireBy", standby.by().name());
        return json;
    }

    private static Approvals approvals(Fields json) {
        Fields needed = json.object("approval", "-");
        return new Approvals(
                new Needed(needed.flag("waits"), needed.flag("authenticated"), needed.flag("excludesRequester")),
                needed.ifPresent("deadline", needed::instant),
                RecordReader.each(json.atMost(Approvals.KEPT, "approvals", "at", "by"), IntentSection::given),
                needed.ifPresent("passed", needed::text).orElse(""));
    }

    private static void approvals(Approvals approvals, JsonObject json, RecordWriter out) {
        JsonObject needed = new JsonObject();
        needed.addProperty("waits", approvals.needed().waits());
        needed.addProperty("authenticated", approvals.needed().authenticated());
        needed.addProperty("excludesRequester", approvals.needed().excludesRequester());
        approvals.deadline().ifPresent(deadline -> needed.addProperty("deadline", deadline.toString()));
        if (!approvals.passed().isEmpty()) {
            needed.addProperty("passed", out.text(approvals.passed()));
        }
        json.add("approval", needed);
        json.add("approvals", RecordWriter.array(approvals.given(), given -> given(given, out)));
    }

    private static Given given(Fields json) {
        return new Given(json.text("by"), json.text("why"), json.instant("at"), json.text("plan"));
    }

    private static JsonObject given(Given given, RecordWriter out) {
        JsonObject json = new JsonObject();
        json.addProperty("by", out.text(given.by()));
        json.addProperty("why", out.text(given.why()));
        json.addProperty("at", given.at().toString());
        json.addProperty("plan", given.plan());
        return json;
    }

    private static Reached reached(Fields json, List<State> states) {
        Fields step = json.object("step", "-");
        return new Reached(
                json.flag("tested"),
                new Reached.Step(
                        step.whole("index", -1, 99),
                        step.ifPresent("proven", step::instant),
                        step.duration("watched", Duration.ZERO)),
                json.duration("baked", Duration.ZERO),
                states,
                json.whole("resumptions", 0, RESUMPTIONS));
    }

    private static void reached(Reached reached, JsonObject json) {
        JsonObject step = new JsonObject();
        step.addProperty("index", reached.step().index());
        reached.step().proven().ifPresent(at -> step.addProperty("proven", at.toString()));
        step.addProperty("watched", reached.step().watched().toString());
        json.add("step", step);
        json.addProperty("baked", reached.baked().toString());
        json.addProperty("tested", reached.tested());
        json.addProperty("resumptions", reached.resumptions());
    }

    private static FreezeWait freezes(Fields json) {
        return new FreezeWait(json.ifPresent("until", json::instant));
    }

    private static Parked parked(Fields json) {
        return new Parked(json.text("waitsFor"), json.ifPresent("until", json::instant));
    }
}
