package dev.bluegreen.model;

/**
 * The answer of one gate.
 *
 * @param gate id of the gate, such as {@code rolled-out}
 * @param verdict true if traffic may move
 * @param sentence why, naming object and numbers, with the remedy when it is not a pass
 */
public record GateResult(String gate, Verdict verdict, String sentence) {

    /** Shows text by others as one line of plain text. */
    public GateResult {
        Input.given("gateResult.gate", gate, "give the id of the gate");
        Input.given("gateResult.verdict", verdict, "give PASS, FAIL or NOT_YET");
        sentence = Wording.line(Input.given("gateResult.sentence", sentence, "say why"));
    }

    /** Decision of a gate about moving traffic. */
    public enum Verdict {
        /** Traffic may move. */
        PASS,
        /** Traffic may not move, and waiting will not change that. */
        FAIL,
        /** Traffic may not move now; the gate is checked again until the deadline. */
        NOT_YET
    }

    /** Traffic may move. */
    public static GateResult pass(String gate, String sentence) {
        return new GateResult(gate, Verdict.PASS, sentence);
    }

    /** Traffic may not move. */
    public static GateResult fail(String gate, String sentence) {
        return new GateResult(gate, Verdict.FAIL, sentence);
    }

    /** Traffic may not move yet. */
    public static GateResult notYet(String gate, String sentence) {
        return new GateResult(gate, Verdict.NOT_YET, sentence);
    }

    /** True if traffic may move. */
    public boolean passed() {
        return verdict == Verdict.PASS;
    }

    @Override
    public String toString() {
        return verdict + " " + gate + ": " + sentence;
    }
}
