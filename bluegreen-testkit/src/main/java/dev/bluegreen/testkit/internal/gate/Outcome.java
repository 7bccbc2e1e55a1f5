package dev.bluegreen.testkit.internal.gate;

/** What the gate does with an answer, told to it by a header of the answer. */
public final class Outcome {

    /** The header. */
    public static final String HEADER = "X-Testkit-Outcome";

    /** Cut the connection instead of answering. */
    public static final String DROP = "drop";

    /** Send half of the answer, then cut the connection. */
    public static final String HALF = "half";

    /** Followed by the id of the answer to wait for. */
    public static final String PARK = "park:";

    private Outcome() {}
}
