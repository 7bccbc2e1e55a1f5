package dev.bluegreen.internal.answer;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;

/** A store of metrics gave no number: because it cannot be asked, or because it refuses this query. */
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

    /** The store understood, and cannot answer this. */
    static StoreException query(String sentence, String remedy) {
        return new StoreException(true, sentence, remedy);
    }

    /** The store does not answer, or not us. */
    public static StoreException source(String sentence, String remedy) {
        return new StoreException(false, sentence, remedy);
    }

    public boolean isAboutQuery() {
        return query;
    }

    /** What is wrong, and what to do about it. */
    public String whole() {
        return sentence + "; " + remedy;
    }

    /** What it is before traffic moves: a bake that rests on this could judge nothing. */
    public Finding finding() {
        return new Finding(query ? "slo-query" : "slo-source", Severity.FATAL, sentence, remedy);
    }
}
