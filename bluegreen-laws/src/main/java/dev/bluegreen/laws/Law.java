package dev.bluegreen.laws;

/** What every release keeps to, whatever fails around it. The order is that of the design: {@link #number()} starts at 1. */
public enum Law {
    /** No write leaves the target of traffic with fewer ready endpoints than asked for, and never with none. */
    ENOUGH_ENDPOINTS(1, "no write leaves the target of traffic with fewer ready endpoints than asked for"),
    /** Who has lost the lock writes nothing more; who takes over an unclean lock fences every router first. */
    ONE_WRITER(2, "one writer at a time, fenced"),
    /** After a kill another process can end what was left: one track, routers agreeing, record true, lock free. */
    RECOVERABLE(3, "what a dead process left behind can be recovered"),
    /** Going back needs nothing of the new track, and one traffic write for each router. */
    WAY_BACK(4, "going back needs nothing of the new track, and one write for each router"),
    /** A track that may get traffic, or is kept as standby, is never scaled down. */
    KEEP_WHAT_IS_NEEDED(5, "a track that may get traffic or is on standby is not scaled down"),
    /** Somebody else's write is noticed and reported, never fought. */
    NO_FIGHT(6, "somebody else's write is never fought"),
    /** Every traffic write is announced in the record before it is sent, and its result is entered after. */
    AUDITED(7, "every traffic write is announced before and entered after"),
    /** Every operation ends by its deadline, and frees the lock only when none of its writes can land any more. */
    ENDS(8, "every operation ends in time, and none of its writes lands after it freed the lock"),
    /** No request fails because of a cutover between two healthy tracks. */
    NO_FAILED_REQUEST(9, "no request fails because of a cutover between healthy tracks"),
    /** Nothing is called proven, and no stack is put away, by less than all that can carry traffic, or by what was seen before. */
    WHOLE_PROOF(10, "a proof looks at everything that can carry traffic");

    private final int number;
    private final String sentence;

    Law(int number, String sentence) {
        this.number = number;
        this.sentence = sentence;
    }

    /** Its number in the design, from 1 to 10. */
    public int number() {
        return number;
    }

    /** The law in a few words. */
    public String sentence() {
        return sentence;
    }
}
