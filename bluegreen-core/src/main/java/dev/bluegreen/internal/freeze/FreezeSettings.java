package dev.bluegreen.internal.freeze;

import dev.bluegreen.check.ChangeWindow;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may keep a release from moving traffic forward, as its builder was told.
 *
 * @param windows of the release
 * @param ofNamespace true if the windows of the namespace apply too
 * @param waiting how long a closed window is waited for; zero to refuse at once
 * @param stoppable how long traffic is held where it is when the namespace is stopped on the way; empty if the stop is not asked
 * @param recorded windows of the release that began the cutover, where they are others
 */
public record FreezeSettings(
        List<ChangeWindow> windows,
        boolean ofNamespace,
        Duration waiting,
        Optional<Duration> stoppable,
        List<ChangeWindow> recorded) {

    /** Nothing. */
    public static final FreezeSettings NONE =
            new FreezeSettings(List.of(), false, Duration.ZERO, Optional.empty(), List.of());

    /** A copy with one window more. */
    public FreezeSettings plus(ChangeWindow window) {
        List<ChangeWindow> all = new ArrayList<>(windows);
        all.add(window);
        return new FreezeSettings(List.copyOf(all), ofNamespace, waiting, stoppable, recorded);
    }

    /** A copy to which the windows of the namespace apply. */
    public FreezeSettings withNamespace() {
        return new FreezeSettings(windows, true, waiting, stoppable, recorded);
    }

    /** A copy that waits for a closed window. */
    public FreezeSettings waiting(Duration longest) {
        return new FreezeSettings(windows, ofNamespace, longest, stoppable, recorded);
    }

    /** A copy that can be stopped. */
    public FreezeSettings stoppable(Duration longest) {
        return new FreezeSettings(windows, ofNamespace, waiting, Optional.of(longest), recorded);
    }

    /**
     * A copy for a cutover that another process began: whatever either of them keeps to holds.
     *
     * @param begun the windows of its release
     * @param namespace true if the windows of the namespace applied
     * @param longest how long it was to be held while releases are stopped; empty if no stop applied
     */
    public FreezeSettings keepingTo(List<ChangeWindow> begun, boolean namespace, Optional<Duration> longest) {
        Optional<Duration> shorter =
                Stream.concat(stoppable.stream(), longest.stream()).min(Comparator.naturalOrder());
        return new FreezeSettings(
                windows, ofNamespace || namespace, waiting, shorter, begun.equals(windows) ? List.of() : begun);
    }

    /** True if there is a window to be asked for. */
    public boolean hasWindows() {
        return ofNamespace || !windows.isEmpty() || !recorded.isEmpty();
    }

    /**
     * All that is wrong with them.
     *
     * @param now tells which windows do not open within ten years; empty where no clock is known
     */
    public List<String> problems(Optional<Instant> now) {
        List<String> problems = new ArrayList<>();
        windows.forEach(window -> problems.addAll(window.problems()));
        Input.duration("waitForWindow", waiting).ifPresent(problems::add);
        stoppable
                .flatMap(longest -> Input.positive("holdWhileStopped", longest))
                .ifPresent(problems::add);
        Set<ChangeWindow> seen = new HashSet<>();
        windows.stream()
                .filter(window -> !seen.add(window))
                .forEach(window -> problems.add("window: " + Wording.quoted(window) + " is given twice; give it once"));
        if (!waiting.isZero() && !hasWindows()) {
            problems.add("waitForWindow: " + Wording.of(waiting)
                    + " without a window to wait for; give window(...) or namespaceWindows()");
        }
        if (problems.isEmpty() && !windows.isEmpty()) {
            now.filter(from -> Calendar.of(windows).opens(from).isEmpty())
                    .ifPresent(from -> problems.add("window: " + listed() + (windows.size() == 1 ? " does" : " do")
                            + " not open within ten years; give an allow window that no deny window closes"));
        }
        return problems;
    }

    private String listed() {
        return windows.stream().map(Wording::quoted).collect(Collectors.joining(", "));
    }
}
