package dev.bluegreen.integration;

import static dev.bluegreen.integration.BadInputs.COUNTS;
import static dev.bluegreen.integration.BadInputs.DURATIONS;
import static dev.bluegreen.integration.BadInputs.HUGE;

import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.aws.fault.AwsFaults;
import dev.bluegreen.testkit.fault.Fault;
import dev.bluegreen.testkit.fault.FaultBuilder;
import dev.bluegreen.testkit.fault.Faults;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Faults that cannot happen, and calls that they cannot happen to. */
final class BadFaultInputs {

    private static final List<String> WORDS = Arrays.asList(
            null, "", " ", "a b", "a\nb", "\u00e4", "a\u202eb", "a\u001b[31m", "a\u0000", "x".repeat(254), HUGE);
    private static final List<String> LINES =
            Arrays.asList(null, "", " ", "a\nb", "a\u202eb", "a\u001b[31m", "a\u0000", HUGE);
    private static final List<String> NO_VERBS = Arrays.asList(null, "", " ", "GET", "post", "get ", "\u202e", HUGE);
    private static final List<Integer> BELOW_ZERO = List.of(-1, Integer.MIN_VALUE);

    private final BadInputs bad;

    BadFaultInputs(BadInputs bad) {
        this.bad = bad;
    }

    void tryAll(FakeCluster cluster) {
        rules(cluster.faults());
        faults();
        ofWatches();
        ofAws();
        rulesOfAws();
    }

    private void rules(Faults faults) {
        bad.refusesNull("Faults.new", none -> new Faults(null, strike -> {}));
        bad.refusesNull("Faults.new", none -> new Faults(resource -> true, null));
        bad.refuses("Faults.on", NO_VERBS, faults::on);
        FaultBuilder any = faults.onAny();
        bad.refuses(
                "FaultBuilder.resource",
                Arrays.asList(null, "", " ", "service", "Services", "services/status", "\u202e", HUGE),
                any::resource);
        bad.refuses("FaultBuilder.name", WORDS, any::name);
        bad.refuses("FaultBuilder.client", WORDS, any::client);
        bad.refuses("FaultBuilder.nth", COUNTS, any::nth);
        bad.refuses("FaultBuilder.first", COUNTS, any::first);
        bad.refuses(
                "FaultBuilder.then",
                Arrays.asList(
                        null,
                        Fault.staleRead(1),
                        Fault.silentWatch(1),
                        Fault.watchDrop(1),
                        Fault.watchGone(1),
                        Fault.stolenLease("ann")),
                any::then);
    }

    private void faults() {
        bad.refuses("Fault.status", List.of(0, -1, 200, 302, 401, 999, Integer.MAX_VALUE), Fault::status);
        bad.refuses(
                "Fault.status", List.of(-1, Integer.MIN_VALUE, Integer.MAX_VALUE), after -> Fault.status(429, after));
        bad.refuses("Fault.Status.new", List.of(0, -1, 200), code -> new Fault.Status(code, 0));
        bad.refuses("Fault.denied", LINES, Fault::denied);
        bad.refuses("Fault.Denied.new", LINES, Fault.Denied::new);
        bad.refuses("Fault.delay", DURATIONS, Fault::delay);
        bad.refuses("Fault.Delay.new", DURATIONS, Fault.Delay::new);
        bad.refuses("Fault.deliverLate", DURATIONS, Fault::deliverLate);
        bad.refuses("Fault.DeliverLate.new", DURATIONS, Fault.DeliverLate::new);
        bad.refuses("Fault.staleRead", COUNTS, Fault::staleRead);
        bad.refuses("Fault.StaleRead.new", COUNTS, Fault.StaleRead::new);
        bad.refusesNull("Fault.concurrentEdit", none -> Fault.concurrentEdit(null));
        bad.refusesNull("Fault.ConcurrentEdit.new", none -> new Fault.ConcurrentEdit(null));
        bad.refuses("Fault.stolenLease", WORDS, Fault::stolenLease);
        bad.refuses("Fault.StolenLease.new", WORDS, Fault.StolenLease::new);
        bad.refusesNull("Fault.precededBy", none -> Fault.precededBy(null, Optional.empty()));
        bad.refusesNull("Fault.precededBy", none -> Fault.precededBy(() -> {}, null));
        bad.refusesNull("Fault.Preceded.new", none -> new Fault.Preceded(null, Optional.empty()));
    }

    private void ofWatches() {
        watch("silentWatch", Fault::silentWatch);
        watch("watchDrop", Fault::watchDrop);
        watch("watchGone", Fault::watchGone);
        watch("SilentWatch.new", Fault.SilentWatch::new);
        watch("WatchDrop.new", Fault.WatchDrop::new);
        watch("WatchGone.new", Fault.WatchGone::new);
    }

    private void watch(String method, BadInputs.Attempt<Integer> fault) {
        bad.refuses("Fault." + method, BELOW_ZERO, fault);
    }

    private void ofAws() {
        bad.refuses("AwsFault.error", List.of(0, -1, 200, 302, 600), status -> AwsFault.error(status, "A", "b"));
        bad.refuses(
                "AwsFault.error",
                Arrays.asList(null, "", " ", "a b", "<Code>", "a\nb", "\u202e", HUGE),
                code -> AwsFault.error(400, code, "b"));
        bad.refuses("AwsFault.error", LINES, message -> AwsFault.error(400, "A", message));
        bad.refuses("AwsFault.Refusal.new", LINES, message -> new AwsFault.Refusal(400, "A", message));
        bad.refuses("AwsFault.delay", DURATIONS, AwsFault::delay);
        bad.refuses("AwsFault.Delay.new", DURATIONS, AwsFault.Delay::new);
        bad.refuses("AwsFault.deliverLate", DURATIONS, AwsFault::deliverLate);
        bad.refuses("AwsFault.DeliverLate.new", DURATIONS, AwsFault.DeliverLate::new);
        bad.refusesNull("AwsFault.precededBy", none -> AwsFault.precededBy(null, Optional.empty()));
        bad.refusesNull("AwsFault.precededBy", none -> AwsFault.precededBy(() -> {}, null));
        bad.refusesNull("AwsFault.Preceded.new", none -> new AwsFault.Preceded(() -> {}, null));
    }

    private void rulesOfAws() {
        bad.refusesNull("AwsFaults.new", none -> new AwsFaults(null));
        bad.refusesNull("AwsFaults.new", none -> new AwsFaults(Set.of()));
        AwsFaults faults = new AwsFaults(Set.of("Publish"));
        bad.refuses("AwsFaults.on", Arrays.asList(null, "", " ", "publish", "Publish\n", "\u202e", HUGE), faults::on);
        AwsFaults.Builder any = faults.onAny();
        bad.refuses("AwsFaults.Builder.client", WORDS, any::client);
        bad.refuses("AwsFaults.Builder.nth", COUNTS, any::nth);
        bad.refuses("AwsFaults.Builder.first", COUNTS, any::first);
        bad.refuses("AwsFaults.Builder.fromNth", COUNTS, any::fromNth);
        bad.refusesNull("AwsFaults.Builder.then", none -> any.then(null));
    }
}
