package dev.bluegreen.internal.freeze;

import dev.bluegreen.check.ChangeWindow;
import dev.bluegreen.model.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All windows that apply to a release. No deny may be in force; and of each owner that has allow windows, release or
 * namespace, one has to be open: what the release allows does not widen what the namespace does.
 *
 * @param entries in the order in which they were given
 */
public record Calendar(List<Entry> entries) {

    /**
     * One window.
     *
     * @param owner whose it is, such as {@code ConfigMap/bluegreen-windows}
     * @param name of the window, for a person; empty if it has none
     * @param window when
     */
    public record Entry(String owner, String name, ChangeWindow window) {

        /** {@code deny Fri 12:00-24:00 Europe/Berlin (ConfigMap/bluegreen-windows, no-fridays)}. */
        @Override
        public String toString() {
            return window + " (" + owner + (name.isEmpty() ? "" : ", " + name) + ")";
        }
    }

    /** Owner of the windows that the builder was given. */
    public static final String RELEASE = "the release";

    /** The windows of a release, by its builder. */
    public static Calendar of(List<ChangeWindow> windows) {
        return of(RELEASE, windows);
    }

    /** The windows of the release that began a cutover, by the record. */
    public static Calendar recorded(List<ChangeWindow> windows) {
        return of("the record of the cutover", windows);
    }

    private static Calendar of(String owner, List<ChangeWindow> windows) {
        return new Calendar(
                windows.stream().map(window -> new Entry(owner, "", window)).toList());
    }

    /** These and others. */
    public Calendar with(Calendar other) {
        return new Calendar(
                Stream.concat(entries.stream(), other.entries.stream()).toList());
    }

    boolean isOpen(Instant at) {
        return closedBy(at).isEmpty();
    }

    /** What closes it at an instant; empty while it is open. */
    Optional<String> closedBy(Instant at) {
        return denied(at)
                .map(entry -> entry + " is in force")
                .or(() -> unallowed(at)
                        .findFirst()
                        .map(owner ->
                                "none is open of " + listed(allowing(owner).toList())));
    }

    /** What is open, for a person. */
    String listed() {
        return entries.isEmpty() ? "no change window is set" : "the change windows are open: " + listed(entries);
    }

    private static String listed(List<Entry> some) {
        return some.stream().map(Entry::toString).collect(Collectors.joining(", "));
    }

    /** The next instant at which it is open, this one included; empty when there is none within ten years. */
    public Optional<Moment> opens(Instant from) {
        Instant horizon = from.plus(Input.LONGEST);
        Optional<Moment> next =
                Optional.of(new Moment(from, entries.get(0).window().zone()));
        while (next.filter(moment -> moment.at().isBefore(horizon)).isPresent()) {
            Instant at = next.get().at();
            if (isOpen(at)) {
                return next;
            }
            next = denied(at).map(entry -> end(entry, at)).or(() -> begin(at));
        }
        return Optional.empty();
    }

    /** The instant at which it closes, when that is before a limit; it is open until then. */
    private Optional<Moment> closes(Instant from, Instant limit) {
        Optional<Moment> denied = entries.stream()
                .filter(entry -> !entry.window().allows())
                .flatMap(entry -> next(entry, from).stream())
                .min(Comparator.comparing(Moment::at));
        return Stream.concat(denied.stream(), owners().flatMap(owner -> covered(owner, from, limit).stream()))
                .filter(moment -> moment.at().isBefore(limit))
                .min(Comparator.comparing(Moment::at));
    }

    /** The instant at which it closes, for a person, if that is before a time is over; empty while it is closed. */
    public Optional<String> closesWithin(Duration time, Instant now) {
        return isOpen(now) ? closes(now, now.plus(time)).map(moment -> moment.seenFrom(now)) : Optional.empty();
    }

    /** The end of the allow windows of an owner that follow on each other without a gap. */
    private Optional<Moment> covered(String owner, Instant from, Instant limit) {
        Optional<Moment> last = covering(owner, from);
        for (Optional<Moment> next = last;
                next.isPresent();
                next = covering(owner, last.get().at())) {
            last = next;
            if (!next.get().at().isBefore(limit)) {
                return next;
            }
        }
        return last;
    }

    private Optional<Moment> covering(String owner, Instant at) {
        return allowing(owner)
                .filter(entry -> entry.window().covering(at).isPresent())
                .map(entry -> end(entry, at))
                .max(Comparator.comparing(Moment::at));
    }

    private Optional<Entry> denied(Instant at) {
        return entries.stream()
                .filter(entry ->
                        !entry.window().allows() && entry.window().covering(at).isPresent())
                .max(Comparator.comparing(entry -> end(entry, at).at()));
    }

    /** Owners that have allow windows, none of which is open. */
    private Stream<String> unallowed(Instant at) {
        return owners().filter(owner ->
                allowing(owner).noneMatch(entry -> entry.window().covering(at).isPresent()));
    }

    private Stream<String> owners() {
        return entries.stream()
                .filter(entry -> entry.window().allows())
                .map(Entry::owner)
                .distinct();
    }

    private Stream<Entry> allowing(String owner) {
        return entries.stream()
                .filter(entry -> entry.window().allows() && entry.owner().equals(owner));
    }

    /** The last of the first beginnings of those owners that have no window open: before that it cannot be open. */
    private Optional<Moment> begin(Instant at) {
        List<Optional<Moment>> first = unallowed(at)
                .map(owner -> allowing(owner)
                        .flatMap(entry -> next(entry, at).stream())
                        .min(Comparator.comparing(Moment::at)))
                .toList();
        return first.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : first.stream().flatMap(Optional::stream).max(Comparator.comparing(Moment::at));
    }

    private static Optional<Moment> next(Entry entry, Instant after) {
        return entry.window()
                .next(after)
                .map(at -> new Moment(at, entry.window().zone()));
    }

    private static Moment end(Entry entry, Instant at) {
        return new Moment(
                entry.window().covering(at).orElseThrow(), entry.window().zone());
    }
}
