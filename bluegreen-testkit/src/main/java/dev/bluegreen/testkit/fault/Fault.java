package dev.bluegreen.testkit.fault;

import dev.bluegreen.testkit.internal.Given;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A failure of one request. Immutable. */
public sealed interface Fault {

    /**
     * The server refuses, and nothing is applied.
     *
     * @param code one of 403, 404, 409, 410, 422, 429, 500, 503, 504
     * @param retryAfterSeconds value of the header {@code Retry-After}; 0 for none
     */
    record Status(int code, int retryAfterSeconds) implements Fault {

        private static final int MOST_SECONDS = 86_400;
        private static final Set<Integer> KNOWN = Set.of(403, 404, 409, 410, 422, 429, 500, 503, 504);

        /** Checks the code. */
        public Status {
            if (!KNOWN.contains(code)) {
                throw Given.refused("status", code, "use one of " + new TreeSet<>(KNOWN));
            }
            Given.between("retryAfterSeconds", retryAfterSeconds, 0, MOST_SECONDS);
        }
    }

    /** Admission, such as a webhook, refuses the request: 400 with this message, and nothing is applied. */
    record Denied(String message) implements Fault {

        /** Checks the message. */
        public Denied {
            Given.line("message", message, 1_000);
        }
    }

    /** The request is carried out, and answered later, in the cluster's time. */
    record Delay(Duration by) implements Fault {

        /** Checks the time. */
        public Delay {
            Given.duration("delay", by);
        }
    }

    /** The connection is cut before anything is applied. */
    record DropBefore() implements Fault {}

    /** The request is applied, then the connection is cut. */
    record DropAfter() implements Fault {}

    /** The request is applied, and half of the answer is sent before the connection is cut. */
    record HalfResponse() implements Fault {}

    /** The connection is cut now, and the request applied later, in the cluster's time. */
    record DeliverLate(Duration by) implements Fault {

        /** Checks the time. */
        public DeliverLate {
            Given.duration("deliverLate", by);
        }
    }

    /** The request is neither applied nor ever answered. */
    record Hang() implements Fault {}

    /** The client dies before anything is applied: this request, every later one and every watch of it fail. */
    record CrashBefore() implements Fault {}

    /** The client dies after the request was applied: it gets no answer, and every later request and watch of it fails. */
    record CrashAfter() implements Fault {}

    /**
     * The answer lags behind by a number of changes of the object, or of the objects of the list. For {@code get} and {@code
     * list}.
     *
     * @param changes 1 or more
     */
    record StaleRead(int changes) implements Fault {

        /** Checks the number. */
        public StaleRead {
            Given.between("staleRead", changes, 1, Integer.MAX_VALUE);
        }
    }

    /**
     * A foreign write changes the object right before the request is carried out, so that a compare-and-set is refused.
     *
     * @param change gets the object as a tree of maps and lists, as in its JSON, and changes that
     */
    record ConcurrentEdit(Consumer<Map<String, Object>> change) implements Fault {

        /** Checks that there is a change. */
        public ConcurrentEdit {
            Given.any("change", change);
        }

        @Override
        public String toString() {
            return "ConcurrentEdit[]";
        }
    }

    /** A holder of this name takes the Lease right before the request is carried out. */
    record StolenLease(String thief) implements Fault {

        /** Checks the name. */
        public StolenLease {
            Given.word("thief", thief);
        }
    }

    /**
     * An event happens right before the request; then the request is carried out, or fails as well. The connection of a watch
     * is cut then, so that it is opened again.
     *
     * @param event runs on a thread of the cluster, and may make any request as any client
     * @param then the fault of the request itself; not one that answers later
     */
    record Preceded(Runnable event, Optional<Fault> then) implements Fault {

        /** Checks that nothing is missing. */
        public Preceded {
            Given.any("event", event);
            Given.any("then", then);
        }

        @Override
        public String toString() {
            return "Preceded[" + then.map(Fault::toString).orElse("") + "]";
        }
    }

    /** A failure of an open watch, after a number of events. For {@code watch}. */
    sealed interface OfWatch extends Fault {

        /** How many events still arrive. */
        int events();
    }

    /** The watch stays open, and nothing arrives any more. */
    record SilentWatch(int events) implements OfWatch {

        /** Checks the number. */
        public SilentWatch {
            Given.between("events", events, 0, Integer.MAX_VALUE);
        }
    }

    /** The next event is lost, and the watch closed. */
    record WatchDrop(int events) implements OfWatch {

        /** Checks the number. */
        public WatchDrop {
            Given.between("events", events, 0, Integer.MAX_VALUE);
        }
    }

    /** The next event is lost, and the watch ends with a 410 Gone. */
    record WatchGone(int events) implements OfWatch {

        /** Checks the number. */
        public WatchGone {
            Given.between("events", events, 0, Integer.MAX_VALUE);
        }
    }

    /** See {@link StaleRead}. */
    static Fault staleRead(int changes) {
        return new StaleRead(changes);
    }

    /** A {@link ConcurrentEdit} of an annotation only, so that the object has another version. */
    static Fault concurrentEdit() {
        return new ConcurrentEdit(Edits::touch);
    }

    /** See {@link ConcurrentEdit}. */
    static Fault concurrentEdit(Consumer<Map<String, Object>> change) {
        return new ConcurrentEdit(change);
    }

    /** See {@link StolenLease}. */
    static Fault stolenLease(String thief) {
        return new StolenLease(thief);
    }

    /** See {@link Preceded}. */
    static Fault precededBy(Runnable event, Optional<Fault> then) {
        return new Preceded(event, then);
    }

    /** See {@link SilentWatch}. */
    static Fault silentWatch(int afterEvents) {
        return new SilentWatch(afterEvents);
    }

    /** See {@link WatchDrop}. */
    static Fault watchDrop(int afterEvents) {
        return new WatchDrop(afterEvents);
    }

    /** See {@link WatchGone}. */
    static Fault watchGone(int afterEvents) {
        return new WatchGone(afterEvents);
    }

    /** See {@link Status}. */
    static Fault status(int code) {
        return new Status(code, 0);
    }

    /** See {@link Status}. */
    static Fault status(int code, int retryAfterSeconds) {
        return new Status(code, retryAfterSeconds);
    }

    /** See {@link Denied}. */
    static Fault denied(String message) {
        return new Denied(message);
    }

    /** See {@link Delay}. */
    static Fault delay(Duration by) {
        return new Delay(by);
    }

    /** See {@link DropBefore}. */
    static Fault dropBefore() {
        return new DropBefore();
    }

    /** See {@link DropAfter}. */
    static Fault dropAfter() {
        return new DropAfter();
    }

    /** See {@link HalfResponse}. */
    static Fault halfResponse() {
        return new HalfResponse();
    }

    /** See {@link DeliverLate}. */
    static Fault deliverLate(Duration by) {
        return new DeliverLate(by);
    }

    /** See {@link Hang}. */
    static Fault hang() {
        return new Hang();
    }

    /** See {@link CrashBefore}. */
    static Fault crashBefore() {
        return new CrashBefore();
    }

    /** See {@link CrashAfter}. */
    static Fault crashAfter() {
        return new CrashAfter();
    }
}
