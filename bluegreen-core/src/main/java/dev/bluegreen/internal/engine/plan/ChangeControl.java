package dev.bluegreen.internal.engine.plan;

import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Freezes;
import dev.bluegreen.internal.freeze.FreezeSettings;
import dev.bluegreen.internal.freeze.WindowState;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the change windows and a stop mean for a plan. */
public final class ChangeControl {

    private final Context context;
    private final FreezeSettings settings;
    private final Calls calls;

    public ChangeControl(Context context, Calls calls) {
        this.context = context;
        this.settings = context.freezes().settings();
        this.calls = calls;
    }

    /** Their gates, where they are configured: a closed window that is waited for is a pass. */
    public List<GateResult> gates() {
        Stream<GateResult> window =
                settings.hasWindows() ? Stream.of(gate(context.freezes().windows(calls))) : Stream.empty();
        Stream<GateResult> stop = settings.stoppable().stream()
                .map(longest -> context.freezes()
                        .stopped(calls)
                        .map(this::stopped)
                        .orElseGet(() -> GateResult.pass("stop", "releases are not stopped")));
        return Stream.concat(window, stop).toList();
    }

    private GateResult stopped(String why) {
        return isAwaited() ? GateResult.pass("stop", "waits for " + Freezes.endOf(why)) : GateResult.fail("stop", why);
    }

    /** A request waits for every freeze. */
    private boolean isAwaited() {
        return context.freezes().patience().isPresent();
    }

    private GateResult gate(WindowState state) {
        String sentence = state.sentence();
        if (state.isOpen()) {
            return GateResult.pass("change-window", sentence);
        }
        Optional<String> past = context.overrideOfWindows();
        if (past.isPresent()) {
            return GateResult.pass("change-window", sentence + "; passed by " + past.get());
        }
        Instant now = context.time().now();
        boolean isInTime = state.opens()
                .filter(moment -> isAwaited() || !moment.at().isAfter(now.plus(settings.waiting())))
                .isPresent();
        return isInTime
                ? GateResult.pass(
                        "change-window",
                        "waits for the window that opens " + state.opening(now).orElseThrow() + "; " + sentence)
                : GateResult.fail("change-window", sentence + remedy(state));
    }

    /** What does not open is not waited for. */
    private String remedy(WindowState state) {
        return settings.waiting().isZero() || state.opens().isEmpty()
                ? ""
                : ", and are waited for " + Wording.of(settings.waiting()) + " at most";
    }

    /** Findings of a cutover that takes so long. */
    public List<Finding> findings(Duration takes) {
        if (!settings.hasWindows()) {
            return List.of();
        }
        WindowState state = context.freezes().windows(calls);
        if (!state.isOpen()) {
            return overridden(state);
        }
        return context.freezes().closesWithin(takes, calls).stream()
                .map(closing -> new Finding(
                        "window-closes-early",
                        Finding.Severity.WARNING,
                        "the change windows close " + closing + ", and the cutover may take " + Wording.of(takes)
                                + ": later steps and the bake run on after that",
                        "begin earlier, or give it a shorter schedule or bake"))
                .toList();
    }

    private List<Finding> overridden(WindowState state) {
        return context.overrideOfWindows().stream()
                .map(past -> new Finding(
                        "window-overridden",
                        Finding.Severity.INFO,
                        state.sentence() + "; passed by " + past,
                        "leave out overridingWindows(...) to keep to them"))
                .toList();
    }
}
