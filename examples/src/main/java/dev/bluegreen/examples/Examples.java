package dev.bluegreen.examples;

import java.util.List;

/** Runs the example named by {@code -Dexample=...}; the quickstart when none is named. Exits 1 when it fails. */
public final class Examples {

    private static final String QUICKSTART = "quickstart";
    private static final String KILL_MATRIX = "kill-matrix";

    private Examples() {}

    /** Runs one example with these arguments. */
    public static void main(String[] args) {
        String example = System.getProperty("example", QUICKSTART);
        boolean succeeded = switch (example) {
            case QUICKSTART -> new Quickstart(System.out).run(List.of(args));
            case KILL_MATRIX -> new KillMatrix(System.out).run();
            default -> refuse(example);
        };
        if (!succeeded) {
            System.exit(1);
        }
    }

    private static boolean refuse(String example) {
        System.err.println("example: '" + example + "' is unknown; there is: " + QUICKSTART + ", " + KILL_MATRIX);
        return false;
    }
}
