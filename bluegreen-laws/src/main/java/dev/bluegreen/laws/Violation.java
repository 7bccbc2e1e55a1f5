package dev.bluegreen.laws;

/**
 * A law that was broken.
 *
 * @param law which
 * @param sentence who did what when, for a person
 */
public record Violation(Law law, String sentence) {

    @Override
    public String toString() {
        return "law " + law.number() + " (" + law.sentence() + "): " + sentence;
    }
}
