package dev.bluegreen.event;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverEvent.Severity;
import dev.bluegreen.model.Input;
import java.net.URI;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which events a notifier sends, and the page they link to.
 *
 * @param kinds kinds of events
 * @param least least severity
 * @param page finds the page of an event; may return null
 */
record Selection(Set<Kind> kinds, Severity least, Function<CutoverEvent, URI> page) {

    /** Milestones, decisions to roll back, and ends of operations, without a link. */
    static final Selection USUAL = new Selection(
            EnumSet.of(Kind.MILESTONE, Kind.ROLL_BACK, Kind.ENDED), Severity.INFO, event -> URI.create(""));

    boolean has(CutoverEvent event) {
        return kinds.contains(event.kind()) && event.severity().compareTo(least) >= 0;
    }

    Selection kinds(Kind first, Kind... others) {
        Set<Kind> all = EnumSet.of(Input.given("kinds", first, "give a kind of events"));
        all.addAll(Input.allGiven("kinds", "give kinds of events", others));
        return new Selection(all, least, page);
    }

    Selection atLeast(Severity severity) {
        return new Selection(kinds, Input.given("atLeast", severity, "give INFO, WARNING or ERROR"), page);
    }

    Selection linking(Function<CutoverEvent, URI> finder) {
        return new Selection(kinds, least, Input.given("link", finder, "give a function from event to page"));
    }

    /** The page of an event; a function that fails, or finds what is not on the web, gives none. */
    Optional<URI> link(CutoverEvent event) {
        try {
            return Optional.ofNullable(page.apply(event))
                    .filter(found -> Input.web("link", found).isEmpty());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
