package dev.bluegreen.testkit.aws.fault;

import dev.bluegreen.testkit.internal.Given;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Something that goes wrong with one call to a fake of AWS. Immutable. */
public sealed interface AwsFault {

    /**
     * The service refuses, and nothing is applied.
     *
     * @param status HTTP status
     * @param code the error's code, such as {@code ThrottlingException}
     * @param message the error's message
     */
    record Refusal(int status, String code, String message) implements AwsFault {

        private static final Pattern CODE = Pattern.compile("[A-Za-z0-9.]{1,100}");

        /** Checks that XML and clients of AWS accept it. */
        public Refusal {
            Given.between("status", status, 400, 599);
            Given.text("code", code, CODE, "give letters, digits and '.', as in ThrottlingException");
            Given.line("message", message, 1_000);
        }
    }

    /** The connection is cut before anything is applied. */
    record DropBefore() implements AwsFault {}

    /** The call is applied, then the connection is cut. */
    record DropAfter() implements AwsFault {}

    /** The connection is cut now, and the call applied later, in the fake's time. */
    record DeliverLate(Duration by) implements AwsFault {

        /** Checks the time. */
        public DeliverLate {
            Given.duration("deliverLate", by);
        }
    }

    /**
     * The call is applied and answered later, in the fake's time. Virtual time moves meanwhile only if the caller runs on
     * a thread forked from it, as every operation of a release does.
     */
    record Delay(Duration by) implements AwsFault {

        /** Checks the time. */
        public Delay {
            Given.duration("delay", by);
        }
    }

    /**
     * Something happens in the world right before the call; then the call is carried out, or goes wrong as well.
     *
     * @param event runs on a thread of the fake
     * @param then the fault of the call itself
     */
    record Preceded(Runnable event, Optional<AwsFault> then) implements AwsFault {

        /** Checks that nothing is missing. */
        public Preceded {
            Given.any("event", event);
            Given.any("then", then);
        }

        @Override
        public String toString() {
            return "Preceded[" + then.map(AwsFault::toString).orElse("") + "]";
        }
    }

    /** See {@link Preceded}. */
    static AwsFault precededBy(Runnable event, Optional<AwsFault> then) {
        return new Preceded(event, then);
    }

    /** See {@link Refusal}. */
    static AwsFault error(int status, String code, String message) {
        return new Refusal(status, code, message);
    }

    /** Too many calls, in the words of ELBv2 and Route 53. */
    static AwsFault throttled() {
        return error(400, "Throttling", "Rate exceeded");
    }

    /** The credentials have run out. */
    static AwsFault expiredToken() {
        return error(403, "ExpiredToken", "The security token included in the request is expired");
    }

    /** No policy allows it. */
    static AwsFault accessDenied() {
        return error(
                403,
                "AccessDenied",
                "User: arn:aws:iam::123456789012:user/test is not authorized to perform this action because no"
                        + " identity-based policy allows it");
    }

    /** The service itself fails. */
    static AwsFault internalFailure() {
        return error(500, "InternalFailure", "The request processing has failed because of an unknown error");
    }

    /** See {@link DropBefore}. */
    static AwsFault dropBefore() {
        return new DropBefore();
    }

    /** See {@link DropAfter}. */
    static AwsFault dropAfter() {
        return new DropAfter();
    }

    /** See {@link DeliverLate}. */
    static AwsFault deliverLate(Duration by) {
        return new DeliverLate(by);
    }

    /** See {@link Delay}. */
    static AwsFault delay(Duration by) {
        return new Delay(by);
    }
}
