package dev.bluegreen.examples;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.Retirement;
import dev.bluegreen.spi.Platform;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** One step of a CI/CD pipeline: the arguments say what to do, the exit code how it ended. */
final class Pipeline {

    static final int DONE = 0;
    static final int REFUSED = 2;
    static final int ROLLED_BACK = 3;
    static final int NEEDS_ATTENTION = 4;

    private static final String USAGE = """
            usage: <release> stage blue|green <image>
                   <release> plan|switch|retire blue|green
                   <release> back|recover|status
                   <release> extend-standby <hours>
                   retire-due
            exit code: 0 done, 2 refused and nothing moved, 3 rolled back, 4 needs attention""";

    private final Platform platform;
    private final PrintStream out;

    Pipeline(Platform platform, PrintStream out) {
        this.platform = platform;
        this.out = out;
    }

    /** The exit code. */
    int run(List<String> args) {
        try {
            return args.equals(List.of("retire-due")) ? retireDue() : step(args);
        } catch (CutoverException e) {
            out.println(e.getMessage());
            return code(e.report().outcome());
        } catch (BlueGreenException | IllegalArgumentException e) {
            out.println(e.getMessage());
            return REFUSED;
        }
    }

    static int code(Outcome outcome) {
        return switch (outcome) {
            case SWITCHED, UNCHANGED -> DONE;
            case REFUSED, ABANDONED -> REFUSED;
            case ROLLED_BACK -> ROLLED_BACK;
            case FROZEN, LEFT, NEEDS_ATTENTION -> NEEDS_ATTENTION;
        };
    }

    private int step(List<String> args) {
        if (args.size() < 2) {
            throw new IllegalArgumentException(USAGE);
        }
        Release release = BlueGreen.release(args.get(0))
                .on(platform)
                .standby(Duration.ofHours(24))
                .listener(new ProgressPrinter(out))
                .build();
        out.println(command(args).apply(release));
        return DONE;
    }

    private static Function<Release, Object> command(List<String> args) {
        return switch (args.get(1) + "/" + args.size()) {
            case "stage/4" ->
                release -> release.stage(track(args.get(2))).image(args.get(3)).apply();
            case "plan/3" -> release -> release.plan(track(args.get(2)));
            case "switch/3" -> release -> release.switchTo(track(args.get(2))).sentence();
            case "retire/3" -> release -> release.retire(track(args.get(2)));
            case "back/2" -> release -> release.rollBack().sentence();
            case "recover/2" -> release -> release.recover().sentence();
            case "status/2" -> Release::status;
            case "extend-standby/3" -> release -> release.extendStandby(hours(args.get(2)));
            default -> throw new IllegalArgumentException(USAGE);
        };
    }

    private int retireDue() {
        List<Retirement> due = BlueGreen.retireDue(platform, release -> release.listener(new ProgressPrinter(out)));
        due.forEach(out::println);
        return DONE;
    }

    private static Track track(String name) {
        return Stream.of(Track.values())
                .filter(track -> track.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("track: '" + name + "'; give blue or green"));
    }

    private static Duration hours(String number) {
        try {
            return Duration.ofHours(Long.parseLong(number));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("hours: '" + number + "'; give a whole number, such as 6", e);
        }
    }
}
