package dev.bluegreen;

import static dev.bluegreen.BadInputs.ADDRESSES;
import static dev.bluegreen.BadInputs.COUNTS;
import static dev.bluegreen.BadInputs.DURATIONS;
import static dev.bluegreen.BadInputs.HEADERS;
import static dev.bluegreen.BadInputs.HEADER_VALUES;
import static dev.bluegreen.BadInputs.HUGE;
import static dev.bluegreen.BadInputs.NUMBERS;
import static dev.bluegreen.BadInputs.TEXTS;
import static dev.bluegreen.BadInputs.TIMES;
import static java.time.Duration.ofMinutes;

import dev.bluegreen.check.ChangeWindow;
import dev.bluegreen.check.HttpProbe;
import dev.bluegreen.check.Standby;
import dev.bluegreen.check.TrafficProbe;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.Approval.Answer;
import dev.bluegreen.check.approval.Approval.Decision;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.BurnRate;
import dev.bluegreen.check.slo.ComparisonSlo;
import dev.bluegreen.check.slo.HttpSlo;
import dev.bluegreen.check.slo.JsonStore;
import dev.bluegreen.check.slo.Metric;
import dev.bluegreen.check.slo.Prometheus;
import dev.bluegreen.check.slo.Reaction;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.Tolerance;
import dev.bluegreen.check.smoke.HttpSmokeTest;
import dev.bluegreen.check.smoke.LoadSmokeTest;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.event.SlackNotifier;
import dev.bluegreen.scene.Shop;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What nobody should give to an approval, a test, a probe, a schedule or an objective. */
final class BadCheckInputs {

    private static final URI FINE = URI.create("http://127.0.0.1:1/x");
    private static final List<String> PATTERNS =
            Arrays.asList(null, "", "(", "[a", "*", "a{2,1}", HUGE, "(".repeat(900));

    private final BadInputs bad;
    private final Shop shop;

    BadCheckInputs(BadInputs bad, Shop shop) {
        this.bad = bad;
        this.shop = shop;
    }

    void tryAll() {
        approvals();
        webChecks();
        otherChecks();
        objectives();
        windows();
    }

    private void windows() {
        ChangeWindow fine = ChangeWindow.allow("UTC");
        refusesWindow("allow", TEXTS, ChangeWindow::allow);
        refusesWindow("deny", TEXTS, ChangeWindow::deny);
        refusesWindow("parse", TEXTS, ChangeWindow::parse);
        refusesWindow("parse", List.of(HUGE, "allow Mon 8-17 UTC", "deny Fry UTC"), ChangeWindow::parse);
        refusesWindow("on", Arrays.asList(null, new DayOfWeek[0], new DayOfWeek[1]), fine::on);
        refusesWindow("between", Arrays.asList(null, LocalTime.NOON), time -> fine.between(LocalTime.NOON, time));
        refusesWindow("between", Arrays.asList((LocalTime) null), time -> fine.between(time, LocalTime.NOON));
        List<LocalDate> dates = Arrays.asList(null, LocalDate.MAX, LocalDate.MIN, LocalDate.of(2026, 1, 1));
        refusesWindow("during", dates, last -> fine.during(LocalDate.of(2026, 1, 2), last));
        refusesWindow("during", dates, first -> fine.during(first, LocalDate.of(2025, 1, 2)));
        bad.refusesNull("ChangeWindow.covering", none -> fine.covering(null));
        bad.refusesNull("ChangeWindow.next", none -> fine.next(null));
        bad.refusesNull("ChangeWindow.zone", none -> ChangeWindow.allow("Mars").zone());
    }

    private <T> void refusesWindow(String method, List<T> values, Function<T, ChangeWindow> made) {
        bad.refuses(
                "ChangeWindow." + method,
                values,
                value -> shop.builder().window(made.apply(value)).build());
    }

    private void approvals() {
        Approval fine = Approval.callback(request -> Answer.PENDING);
        bad.refusesNull(
                "Approval.callback",
                none -> shop.builder().approval(Approval.callback(null)).build());
        bad.refuses(
                "Approval.webhook",
                ADDRESSES,
                uri -> shop.builder().approval(Approval.webhook(uri)).build());
        bad.refuses(
                "Approval.quorum",
                COUNTS,
                needed -> shop.builder().approval(Approval.quorum(needed, fine)).build());
        bad.refuses(
                "Approval.quorum",
                List.of(3, Integer.MAX_VALUE),
                needed -> shop.builder().approval(Approval.quorum(needed, fine)).build());
        bad.refusesNull("Approval.quorum", none -> Approval.quorum(1, (Approval[]) null));
        bad.refusesNull("Approval.quorum", none -> Approval.quorum(1, fine, null));
        bad.refusesNull(
                "Approval.quorum",
                none -> shop.builder().approval(Approval.quorum(2, fine, fine)).build());
        bad.refuses(
                "Approval.within",
                TIMES,
                time -> shop.builder().approval(fine.within(time)).build());
        bad.refusesNull("Approval.Answer.approved", none -> Answer.approved(null));
        bad.refusesNull("Approval.Answer.rejected", none -> Answer.rejected(null, "no"));
        bad.refusesNull("Approval.Answer.new", none -> new Answer(null, "", ""));
        bad.refusesNull("Approval.Answer.new", none -> new Answer(Decision.APPROVED, null, ""));
        bad.refusesNull("Approval.Answer.new", none -> new Answer(Decision.APPROVED, "", null));
    }

    private void loads() {
        bad.refuses("SmokeTest.load", Arrays.asList(null, "", "search", "/a b"), path -> tested(SmokeTest.load(path)));
        LoadSmokeTest load = SmokeTest.load("/search");
        bad.refuses("LoadSmokeTest.header", HEADERS, name -> load.header(name, "x"));
        bad.refuses("LoadSmokeTest.header", HEADER_VALUES, value -> load.header("Authorization", value));
        bad.refuses("LoadSmokeTest.port", Arrays.asList(null, "no port"), name -> tested(load.port(name)));
        bad.refuses("LoadSmokeTest.port", List.of(0, -1, 65_536), port -> tested(load.port(port)));
        bad.refuses("LoadSmokeTest.expectStatus", List.of(0, -1, 99, 600), status -> tested(load.expectStatus(status)));
        bad.refusesNull("LoadSmokeTest.via", none -> tested(load.via(null)));
        bad.refuses("LoadSmokeTest.rate", List.of(0, -1, 1_001), rate -> tested(load.rate(rate)));
        bad.refuses("LoadSmokeTest.lasting", TIMES, time -> tested(load.lasting(time)));
        bad.refuses("LoadSmokeTest.warmUp", DURATIONS, time -> tested(load.warmUp(time)));
        bad.refuses("LoadSmokeTest.timeout", TIMES, time -> tested(load.timeout(time)));
        bad.refuses("LoadSmokeTest.failureRateThreshold", NUMBERS, rate -> tested(load.failureRateThreshold(rate)));
        bad.refuses("LoadSmokeTest.percentile", NUMBERS, rate -> tested(load.percentile(rate, ofMinutes(1))));
        bad.refuses("LoadSmokeTest.percentile", TIMES, time -> tested(load.percentile(99, time)));
    }

    private void webChecks() {
        bad.refuses(
                "SmokeTest.get",
                Arrays.asList(null, "", "healthz", "/a b", "/a#b", "/\u00e4", "/a\r\nX: y", "/%zz", "/a{?token=s3cr3t"),
                path -> tested(SmokeTest.get(path)));
        loads();
        HttpSmokeTest test = SmokeTest.get("/healthz");
        bad.refuses("HttpSmokeTest.header", HEADERS, name -> test.header(name, "x"));
        bad.refuses("HttpSmokeTest.header", HEADER_VALUES, value -> test.header("Authorization", value));
        bad.refuses(
                "HttpSmokeTest.port",
                Arrays.asList(null, "a b", "UPPER", "x".repeat(16), "70000", "\n\u202e-"),
                port -> tested(test.port(port)));
        bad.refuses("HttpSmokeTest.port", List.of(0, -1, 65_536, Integer.MAX_VALUE), port -> tested(test.port(port)));
        bad.refuses(
                "HttpSmokeTest.expectStatus",
                List.of(0, -1, 99, 600, Integer.MAX_VALUE),
                s -> tested(test.expectStatus(s)));
        bad.refuses("HttpSmokeTest.expectBody", Arrays.asList(null, ""), part -> tested(test.expectBody(part)));
        bad.refuses(
                "HttpSmokeTest.expectJson",
                Arrays.asList(null, "a", "/a~2", "/~"),
                at -> tested(test.expectJson(at, "x")));
        bad.refusesNull("HttpSmokeTest.expectJson", none -> tested(test.expectJson("/a", null)));
        bad.refuses(
                "HttpSmokeTest.expectHeader",
                Arrays.asList(null, "", "a b", "a\n"),
                h -> tested(test.expectHeader(h, "x")));
        bad.refusesNull("HttpSmokeTest.expectHeader", none -> tested(test.expectHeader("A", null)));
        bad.refuses("HttpSmokeTest.expectWithin", TIMES, time -> tested(test.expectWithin(time)));
        bad.refusesNull("HttpSmokeTest.via", none -> tested(test.via(null)));
        bad.refuses("HttpSmokeTest.attempts", COUNTS, count -> tested(test.attempts(count, ofMinutes(1))));
        bad.refuses("HttpSmokeTest.attempts", DURATIONS, pause -> tested(test.attempts(1, pause)));
        bad.refuses("HttpSmokeTest.timeout", TIMES, time -> tested(test.timeout(time)));
        bad.refuses("TrafficProbe.get", ADDRESSES, uri -> verified(TrafficProbe.get(uri)));
        HttpProbe probe = TrafficProbe.get(FINE);
        bad.refuses("HttpProbe.header", HEADERS, name -> probe.header(name, "x"));
        bad.refuses("HttpProbe.header", HEADER_VALUES, value -> probe.header("Authorization", value));
        bad.refuses("HttpProbe.inARow", List.of(0, -1, 1_001, Integer.MAX_VALUE), row -> verified(probe.inARow(row)));
        bad.refuses("HttpProbe.expectBody", Arrays.asList(null, ""), part -> verified(probe.expectBody(part)));
        bad.refuses("HttpProbe.expectJson", Arrays.asList(null, "a", "/~"), at -> verified(probe.expectJson(at, "x")));
        bad.refuses(
                "HttpProbe.expectHeader", Arrays.asList(null, "", "a b"), h -> verified(probe.expectHeader(h, "x")));
        bad.refuses("SlackNotifier.webhook", ADDRESSES, SlackNotifier::webhook);
        bad.refusesNull("SlackNotifier.webhook", none -> SlackNotifier.webhook(FINE, null));
    }

    private void tested(SmokeTest test) {
        shop.builder().smokeTest(test).build();
    }

    private void verified(TrafficProbe probe) {
        shop.builder().trafficProbe(probe).build();
    }

    private void otherChecks() {
        bad.refuses("SmokeTest.log", PATTERNS, pattern -> tested(SmokeTest.log(pattern)));
        bad.refuses("TrafficProbe.log", PATTERNS, pattern -> verified(TrafficProbe.log(pattern)));
        bad.refuses(
                "LogSmokeTest.within",
                DURATIONS,
                time -> tested(SmokeTest.log("x").within(time)));
        bad.refuses(
                "SmokeTest.through",
                Arrays.asList(null, "a b", "70000"),
                port -> tested(SmokeTest.through(port, uri -> {})));
        bad.refusesNull("SmokeTest.through", none -> tested(SmokeTest.through("8080", null)));
        bad.refuses(
                "Standby.lasting",
                DURATIONS,
                time -> shop.builder().standby(Standby.lasting(time)).build());
        bad.refuses(
                "Standby.scaledTo",
                COUNTS,
                pods -> shop.builder()
                        .standby(Standby.lasting(ofMinutes(1)).scaledTo(pods))
                        .build());
        bad.refuses("Schedule.canary", List.of(0, -1, 100, 101), share -> Schedule.canary(share, ofMinutes(1)));
        bad.refuses("Schedule.canary", TIMES, pause -> Schedule.canary(10, pause));
        bad.refuses(
                "Schedule.linear",
                List.of(0, -1, 100, Integer.MAX_VALUE),
                share -> Schedule.linear(share, ofMinutes(1)));
        bad.refuses("Schedule.linear", TIMES, pause -> Schedule.linear(10, pause));
        bad.refuses("Schedule.step", List.of(0, 100), share -> Schedule.step(share, ofMinutes(1)));
        bad.refuses("Schedule.Step.new", TIMES, pause -> new Schedule.Step(10, pause));
        bad.refusesNull("Schedule.of", none -> Schedule.of(null));
        bad.refusesNull("Schedule.of", none -> Schedule.of(Schedule.step(10, ofMinutes(1)), (Schedule.Step) null));
        bad.refusesNull(
                "Schedule.of", none -> Schedule.of(Schedule.step(20, ofMinutes(1)), Schedule.step(10, ofMinutes(1))));
    }

    private void objectives() {
        Metric metric = (until, window) -> OptionalDouble.empty();
        bad.refuses("Bake.lasting", DURATIONS, time -> baked(Bake.lasting(time)));
        Bake bake = Bake.lasting(ofMinutes(1));
        bad.refuses("Bake.every", TIMES, time -> baked(bake.every(time)));
        bad.refuses("Bake.every", List.of(Duration.ofNanos(1)), time -> baked(bake.every(time)));
        bad.refuses("Bake.onBreach", Arrays.asList(null, Reaction.HOLD), reaction -> baked(bake.onBreach(reaction)));
        bad.refusesNull("Bake.onNoData", none -> baked(bake.onNoData(null)));
        bad.refusesNull("Bake.onStoreDown", none -> baked(bake.onStoreDown(null)));
        bad.refusesNull("Bake.watching", none -> baked(bake.watching((Slo) null)));
        bad.refusesNull("Bake.Reactions.new", none -> new Bake.Reactions(null, Reaction.ROLL_BACK, Reaction.ROLL_BACK));
        bad.refuses("BurnRate.new", TIMES, window -> new BurnRate(window, ofMinutes(1), 1));
        bad.refuses("BurnRate.new", TIMES, window -> new BurnRate(ofMinutes(9), window, 1));
        bad.refuses("BurnRate.new", NUMBERS, rate -> new BurnRate(ofMinutes(9), ofMinutes(1), rate));
        bad.refuses("Metric.below", NUMBERS, metric::below);
        bad.refuses("Metric.above", NUMBERS, metric::above);
        bad.refuses("Metric.burningSlowerThan", NUMBERS, share -> metric.burningSlowerThan(share, BurnRate.FAST));
        bad.refuses(
                "Metric.burningSlowerThan",
                List.of(0.0, 1.0, -1.0),
                share -> metric.burningSlowerThan(share, BurnRate.FAST));
        bad.refusesNull("Metric.burningSlowerThan", none -> metric.burningSlowerThan(0.9, (BurnRate) null));
        bad.refuses("Metric.noWorseThanBefore", NUMBERS, factor -> metric.noWorseThanBefore(factor, 1));
        bad.refuses("Metric.noWorseThanBefore", NUMBERS, slack -> metric.noWorseThanBefore(2, slack));
        bad.refuses(
                "PodHealthSlo.tolerating",
                List.of(-1, Integer.MIN_VALUE),
                count -> Slo.podHealth().tolerating(count));
        bad.refuses("Slo.prometheus", ADDRESSES, Slo::prometheus);
        bad.refuses("Prometheus.at", ADDRESSES, Prometheus::at);
        Prometheus prometheus = Prometheus.at(FINE);
        bad.refuses("Prometheus.header", HEADERS, name -> prometheus.header(name, "x"));
        bad.refuses("Prometheus.header", HEADER_VALUES, value -> prometheus.header("Authorization", value));
        bad.refuses("Prometheus.query", Arrays.asList(null, "", " \n", HUGE), prometheus::query);
        bad.refuses("Prometheus.perTrack", Arrays.asList(null, "", "up"), prometheus::perTrack);
        bad.refuses(
                "Prometheus.perTrack",
                List.of("$track" + HUGE),
                query -> Slo.newAgainstOld(prometheus.perTrack(query)));
        bad.refusesNull("Slo.newAgainstOld", none -> Slo.newAgainstOld(null));
        bad.refusesNull("Slo.newAgainstOld", none -> Slo.newAgainstOld(track -> null));
        ComparisonSlo comparison = Slo.newAgainstOld(track -> metric);
        bad.refuses("ComparisonSlo.tolerating", NUMBERS, comparison::tolerating);
        bad.refuses("ComparisonSlo.tolerating", List.of(-0.1, 1.0), comparison::tolerating);
        bad.refuses("ComparisonSlo.limitedTo", List.of(-0.1, 1.0), comparison::limitedTo);
        bad.refuses("ComparisonSlo.windows", TIMES, comparison::windows);
        bad.refusesNull("Prometheus.signedBy", none -> prometheus.signedBy(null));
        bad.refuses("Slo.json", ADDRESSES, Slo::json);
        bad.refuses("JsonStore.at", ADDRESSES, JsonStore::at);
        JsonStore json = Slo.json(FINE);
        bad.refuses("JsonStore.header", HEADERS, name -> json.header(name, "x"));
        bad.refuses("JsonStore.header", HEADER_VALUES, value -> json.header("Api-Key", value));
        bad.refusesNull("JsonStore.signedBy", none -> json.signedBy(null));
        bad.refusesNull("JsonStore.post", none -> json.post(null));
        bad.refuses("JsonStore.errorAt", Arrays.asList(null, "a", "/~"), json::errorAt);
        bad.refuses("JsonStore.noDataWhen", Arrays.asList(null, "a", "/~"), at -> json.noDataWhen(at, "x"));
        bad.refusesNull("JsonStore.noDataWhen", none -> json.noDataWhen("/a", null));
        bad.refuses("JsonStore.noDataOn", List.of(0, -1, 199, 500), json::noDataOn);
        bad.refuses("JsonStore.number", Arrays.asList(null, "a", "/~"), json::number);
        bad.refuses("Slo.http", ADDRESSES, Slo::http);
        HttpSlo http = Slo.http(FINE);
        bad.refuses("HttpSlo.calls", List.of(0, -1, 100_001, Integer.MAX_VALUE), window -> http.calls(window, 1));
        bad.refuses("HttpSlo.calls", List.of(0, -1, 1_001, Integer.MAX_VALUE), each -> http.calls(100, each));
        bad.refuses("HttpSlo.failureRateThreshold", NUMBERS, http::failureRateThreshold);
        bad.refuses("HttpSlo.failureRateThreshold", List.of(0.0, -1.0, 100.1), http::failureRateThreshold);
        bad.refuses("HttpSlo.slowCalls", DURATIONS, time -> http.slowCalls(time, 50));
        bad.refuses("HttpSlo.slowCalls", NUMBERS, rate -> http.slowCalls(ofMinutes(1), rate));
        bad.refuses("HttpSlo.accepting", List.of(0, -1, 200, 600), http::accepting);
        Slo limited =
                Slo.prometheus(URI.create("http://127.0.0.1:1")).query("up").below(1);
        bad.refuses("Slo.limitedTo", List.of(Double.NaN, Double.POSITIVE_INFINITY), limited::limitedTo);
        bad.refuses("HttpSlo.limitedTo", List.of(0.0, -1.0, 101.0), http::limitedTo);
        bad.refuses("PodHealthSlo.limitedTo", List.of(-1.0, -7.0), Slo.podHealth()::limitedTo);
        bad.refuses("Slo.Declared.new", Arrays.asList(null, "", HUGE), kind -> new Slo.Declared(kind, "up", 1, false));
        bad.refuses("Slo.breachedBy", List.of(0, -1, 4), count -> http.breachedBy(count, 3));
        bad.refusesNull("Slo.observedBy", none -> http.observedBy(null));
        bad.refuses("Slo.named", Arrays.asList(null, "", " ", "a\nb", HUGE), http::named);
        bad.refuses("Slo.in", Arrays.asList(null, "", " ", "a\nb", HUGE), http::in);
        bad.refuses("Tolerance.new", COUNTS, count -> new Tolerance(count, 3));
    }

    private void baked(Bake bake) {
        shop.builder().bake(bake).build();
    }
}
