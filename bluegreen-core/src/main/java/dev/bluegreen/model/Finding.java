package dev.bluegreen.model;

/**
 * An error or a risk, found before traffic moves.
 *
 * @param id stable name, such as {@code probes-missing}; severities are changed by it
 * @param severity its effect on a cutover
 * @param sentence the fact, naming the object
 * @param remedy the action that resolves it
 */
public record Finding(String id, Severity severity, String sentence, String remedy) {

    /** Shows text by others as one line of plain text. */
    public Finding {
        Input.given("finding.id", id, "give a stable name, such as acme/disk-full");
        Input.given("finding.severity", severity, "give INFO, WARNING or FATAL");
        sentence = Wording.line(Input.given("finding.sentence", sentence, "give the fact as a sentence"));
        remedy = Wording.line(Input.given("finding.remedy", remedy, "give the action that resolves it"));
    }

    /** Effect of a finding on a cutover. */
    public enum Severity {
        /** Shown in the plan. */
        INFO,
        /** Shown and logged; the guarantee of no failed request does not hold. */
        WARNING,
        /** The cutover is refused. */
        FATAL
    }

    /** A finding that refuses the cutover. */
    public static Finding fatal(String id, String sentence, String remedy) {
        return new Finding(id, Severity.FATAL, sentence, remedy);
    }

    /** A finding that is shown and logged. */
    public static Finding warning(String id, String sentence, String remedy) {
        return new Finding(id, Severity.WARNING, sentence, remedy);
    }

    /** A finding that is shown in the plan. */
    public static Finding info(String id, String sentence, String remedy) {
        return new Finding(id, Severity.INFO, sentence, remedy);
    }

    /** A copy with another severity. */
    public Finding withSeverity(Severity changed) {
        return new Finding(id, changed, sentence, remedy);
    }

    @Override
    public String toString() {
        return severity + " " + id + ": " + sentence + "; " + remedy;
    }
}
