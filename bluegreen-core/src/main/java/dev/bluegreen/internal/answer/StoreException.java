package dev.bluegreen.internal.answer;

import dev.bluegreen.model.Finding;

/** A metrics store returned no number: it is unreachable, or refuses the query. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean query;
    private final String sentence;
    private final String remedy;

    private StoreException(boolean query, String sentence, String remedy) {
        super(sentence + "; " + remedy, null, false, false);
        this.query = query;
        this.sentence = sentence;
        this.remedy = remedy;
    }

    /** The store responded, but cannot answer this query. */
    static StoreException query(String sentence, String remedy) {
        return new StoreException(true, sentence, remedy);
    }

    /** The store does not respond, or refuses us. */
    public static StoreException source(String sentence, String remedy) {
        return new StoreException(false, sentence, remedy);
    }

    public boolean isAboutQuery() {
        return query;
    }

    /** The problem and the remedy. */
    public String whole() {
        return sentence + "; " + remedy;
    }

    /** The finding in preflight: the bake could not judge this objective. */
    public Finding finding() {
        return Finding.fatal(query ? "slo-query" : "slo-source", sentence, remedy);
    }
}
