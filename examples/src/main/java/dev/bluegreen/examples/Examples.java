package dev.bluegreen.examples;

import java.util.List;

/** Runs the example named by {@code -Dexample=...}; the quickstart when none is named. Exits 1 when it fails. */
public final class Examples {

    private static final String QUICKSTART = "quickstart";

    private Examples() {}

    /** Runs one example with these arguments. */
    public static void main(String[] args) {
        String example = System.getProperty("example", QUICKSTART);
        if (!example.equals(QUICKSTART)) {
            System.err.println("example: '" + example + "' is unknown; there is: " + QUICKSTART);
            System.exit(2);
        }
        if (!new Quickstart(System.out).run(List.of(args))) {
            System.exit(1);
        }
    }
}
