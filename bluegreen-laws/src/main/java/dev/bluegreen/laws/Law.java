package dev.bluegreen.laws;

/**
 * A law that every release keeps, whatever fails around it, in the order of {@code docs/laws.md}, which names the tests of
 * each; {@link #number()} starts at 1.
 */
public enum Law {
    /** No write leaves the target of traffic with fewer ready endpoints than requested, and never with none. */
    ENOUGH_ENDPOINTS(1, "no write leaves the target of traffic with fewer ready endpoints than requested"),
    /** A process that lost the lock writes nothing more; the successor of an unclean lock fences every router first. */
    ONE_WRITER(2, "one writer at a time, fenced"),
    /** After a kill another process can end the operation: one track, routers agreeing, record true, lock free. */
    RECOVERABLE(3, "an operation of a dead process can be recovered"),
    /** A rollback needs nothing of the new track, and one traffic write for each router. */
    WAY_BACK(4, "a rollback needs nothing of the new track, and one write for each router"),
    /** A track that may get traffic, or is kept as standby, is never scaled down. */
    KEEP_WHAT_IS_NEEDED(5, "a track that may get traffic or is on standby is not scaled down"),
    /** A foreign write is noticed and reported, never fought. */
    NO_FIGHT(6, "a foreign write is never fought"),
    /** Every traffic write is announced in the record before it is sent, and its result is entered after. */
    AUDITED(7, "every traffic write is announced before and entered after"),
    /** Every operation ends by its deadline, and frees the lock only when none of its writes can land any more. */
    ENDS(8, "every operation ends in time, and none of its writes lands after it freed the lock"),
    /** No request fails because of a cutover between two healthy tracks. */
    NO_FAILED_REQUEST(9, "no request fails because of a cutover between healthy tracks"),
    /** Nothing is called proven, and no stack is put away, by less than everything that can carry traffic, or by an old look. */
    WHOLE_PROOF(10, "a proof looks at everything that can carry traffic"),
    /** Bake, objectives, approval and standby hold, whichever process carries the cutover to its end. */
    OUTLIVES(11, "a request outlives the process that made it");

    private final int number;
    private final String sentence;

    Law(int number, String sentence) {
        this.number = number;
        this.sentence = sentence;
    }

    /** Its number in the design, from 1 to 11. */
    public int number() {
        return number;
    }

    /** The law in a few words. */
    public String sentence() {
        return sentence;
    }
}
