package dev.bluegreen.examples.benchmark;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.client.Config;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures a proven switch beside the four steps it needs at least, a bare patch, and kubectl, in turn in one run; a way back in
 * a bake; and many releases at once. On the embedded cluster; with {@code --cluster} on that of {@code KUBECONFIG}.
 */
public final class Benchmark {

    private static final Duration BAKE = Duration.ofHours(1);
    private static final String SWITCH = "switchTo";
    private static final String FOUR_STEPS = "four steps by hand";
    private static final String PATCH = "bare patch (fabric8)";
    private static final String KUBECTL = "kubectl patch";
    private static final String WAY_BACK = "way back in a bake";
    private static final String ANSWERED = ", answered";
    private static final String MANY_SWITCHES = "many switches";
    private static final String MANY_PATCHES = "many patches";

    private final PrintStream out;
    private final Size size;
    private final Time time = Time.system();
    private final Figures figures = new Figures();

    /**
     * How much is measured.
     *
     * @param rounds of each program
     * @param many releases at once
     * @param crowds how often they are
     * @param between a pause before each, as an API server is slower after a write
     */
    public record Size(int rounds, int many, int crowds, Duration between) {

        /** Takes a minute or two. */
        public static final Size USUAL = new Size(20, 100, 5, Duration.ofMillis(250));
    }

    /** A benchmark that prints there. */
    public Benchmark(PrintStream out, Size size) {
        this.out = out;
        this.size = size;
    }

    /** Runs, with {@code --cluster} on the cluster of the configuration. */
    public void run(List<String> args, Config cluster) {
        if (!args.contains("--cluster")) {
            run(new FakePlace());
            return;
        }
        ClusterPlace.open(cluster)
                .ifPresentOrElse(
                        this::run,
                        () -> out.println("benchmark: skipped: no cluster answers at " + cluster.getMasterUrl()
                                + "; name one with KUBECONFIG"));
    }

    private void run(Place place) {
        try (place) {
            out.println("benchmark on " + place.describe() + ": " + size.rounds() + " rounds, in turn");
            List<String> singles = List.of("proven", "steps", "patched", "kubectl", "baked");
            List<String> many = names("many");
            List<String> bare = names("bare");
            new Apps(place, time)
                    .deploy(Stream.of(singles, many, bare).flatMap(List::stream).toList());
            Optional<InetSocketAddress> reached = place.address(Apps.service("proven"));
            if (reached.isEmpty()) {
                out.println("Services cannot be reached from here: first answers are not measured");
            }
            inTurn(place, reached.isPresent());
            crowds(place, many, bare);
            print();
        }
    }

    private List<String> names(String prefix) {
        return IntStream.range(0, size.many())
                .mapToObj(number -> prefix + "-" + number)
                .toList();
    }

    private void inTurn(Place place, boolean asks) {
        Release baked = release(place, "baked").bake(BAKE).build();
        try (FourSteps steps = new FourSteps(place.client(), time, "steps")) {
            List<Way> ways = new ArrayList<>(List.of(
                    new ProvenSwitch(release(place, "proven").build()),
                    steps,
                    new BarePatch(place.client(), "patched")));
            KubectlPatch.find()
                    .flatMap(kubectl ->
                            place.kubectlOptions().map(options -> new KubectlPatch(kubectl, options, "kubectl")))
                    .ifPresent(ways::add);
            for (int round = -2; round < size.rounds(); round++) {
                Track to = round % 2 == 0 ? GREEN : BLUE;
                for (Way way : ways) {
                    move(place, way, to, asks, round >= 0);
                }
                wayBack(place, baked, asks, round >= 0);
            }
        }
    }

    private void move(Place place, Way way, Track to, boolean asks, boolean counts) {
        Rest.pause(time, size.between());
        Optional<FirstAnswer> first = first(place, way.app(), to, asks);
        long start = time.nanos();
        way.move(to);
        measured(way.name(), start, first, counts);
    }

    /** From the call of abort, which a breach makes as well. */
    private void wayBack(Place place, Release baked, boolean asks, boolean counts) {
        Cutover cutover = baked.start(GREEN);
        while (!cutover.status().map(CutoverEvent::phase).equals(Optional.of(Phase.BAKE))) {
            Rest.pause(time, Duration.ofMillis(5));
        }
        Rest.pause(time, size.between());
        Optional<FirstAnswer> first = first(place, "baked", BLUE, asks);
        long start = time.nanos();
        cutover.abort("measured by the benchmark");
        end(cutover);
        measured(WAY_BACK, start, first, counts);
    }

    private static void end(Cutover cutover) {
        try {
            cutover.await(Duration.ofMinutes(1));
        } catch (CutoverException e) {
            // That is how a cutover that was aborted ends.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<FirstAnswer> first(Place place, String app, Track track, boolean asks) {
        return asks
                ? place.address(Apps.service(app)).map(address -> FirstAnswer.of(time, address, app, track))
                : Optional.empty();
    }

    private void measured(String what, long start, Optional<FirstAnswer> first, boolean counts) {
        long end = time.nanos();
        Optional<Long> answered = first.map(FirstAnswer::await);
        if (counts) {
            figures.add(what, end - start);
            answered.ifPresent(at -> figures.add(what + ANSWERED, at - start));
        }
    }

    private void crowds(Place place, List<String> many, List<String> bare) {
        List<Way> switches = many.stream()
                .<Way>map(app -> new ProvenSwitch(release(place, app).build()))
                .toList();
        List<Way> patches = bare.stream()
                .<Way>map(app -> new BarePatch(place.client(), app))
                .toList();
        for (int crowd = -1; crowd < size.crowds(); crowd++) {
            Track to = crowd % 2 == 0 ? BLUE : GREEN;
            crowd(MANY_PATCHES, patches, to, crowd >= 0);
            crowd(MANY_SWITCHES, switches, to, crowd >= 0);
        }
    }

    private void crowd(String what, List<Way> ways, Track to, boolean counts) {
        Rest.pause(time, size.between().multipliedBy(4));
        long start = time.nanos();
        Rest.all(time, ways.stream().<Runnable>map(way -> () -> way.move(to)).toList());
        measured(what, start, Optional.empty(), counts);
    }

    private void print() {
        out.printf("%-28s %10s %20s%n", "medians in ms", "to its end", "to the first answer");
        for (String way : List.of(SWITCH, FOUR_STEPS, PATCH, KUBECTL, WAY_BACK)) {
            out.printf("%-28s %10s %20s%n", way, figures.shown(way), figures.shown(way + ANSWERED));
        }
        out.printf("%-28s %10s%n", size.many() + " switches at once", figures.shown(MANY_SWITCHES));
        out.printf("%-28s %10s%n", size.many() + " bare patches at once", figures.shown(MANY_PATCHES));
        out.printf(
                "switchTo: %s four steps, %s bare patch, %s kubectl patch; way back in a bake: %s bare patch, to the first"
                        + " answer; %d at once: %s bare patches%n",
                figures.ratio(SWITCH, FOUR_STEPS),
                figures.ratio(SWITCH, PATCH),
                figures.ratio(SWITCH, KUBECTL),
                figures.ratio(WAY_BACK + ANSWERED, PATCH + ANSWERED),
                size.many(),
                figures.ratio(MANY_SWITCHES, MANY_PATCHES));
    }

    private static ReleaseBuilder release(Place place, String app) {
        return BlueGreen.release(app)
                .on(place.platform())
                .cutover(place.platform().selectorPatch(Apps.service(app)));
    }
}
