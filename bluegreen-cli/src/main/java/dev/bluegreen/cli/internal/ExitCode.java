package dev.bluegreen.cli.internal;

import dev.bluegreen.result.Outcome;

/** The end of a command, as the number that its process ends with. */
public enum ExitCode {
    /** As requested. */
    DONE(0, "done as requested, now or before"),
    /** A fault of bluegreen itself. */
    FAULT(1, "a fault of bluegreen itself, or the result could not be written; `status` says where traffic is"),
    /** Nothing was moved. */
    REFUSED(2, "refused or not possible: no traffic was moved"),
    /** Moved and sent back. */
    ROLLED_BACK(3, "traffic was moved and sent back: the old version serves"),
    /** A person has to look. */
    NEEDS_ATTENTION(4, "a person has to look: `status` says where traffic is, `recover` or `resume` goes on"),
    /** Bad input. */
    USAGE(64, "the arguments or a file are wrong: nothing was done");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The code of an operation that did not end as requested. */
    public static ExitCode of(Outcome outcome) {
        return switch (outcome) {
            case SWITCHED, UNCHANGED -> DONE;
            case REFUSED, ABANDONED -> REFUSED;
            case ROLLED_BACK -> ROLLED_BACK;
            case FROZEN, LEFT, NEEDS_ATTENTION -> NEEDS_ATTENTION;
        };
    }

    /** The number. */
    public int number() {
        return number;
    }

    /** Its meaning, for a person. */
    public String meaning() {
        return meaning;
    }
}
