package dev.bluegreen.fabric8.internal.api;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import java.util.ArrayList;
import java.util.List;

/** Findings about one object, each if its condition holds. */
public final class Findings {

    private final String subject;
    private final List<Finding> found = new ArrayList<>();

    /** @param subject the object, with which each sentence begins */
    public Findings(String subject) {
        this.subject = subject;
    }

    public Findings warning(boolean holds, String id, String sentence, String remedy) {
        return add(holds, Severity.WARNING, id, sentence, remedy);
    }

    public Findings info(boolean holds, String id, String sentence, String remedy) {
        return add(holds, Severity.INFO, id, sentence, remedy);
    }

    private Findings add(boolean holds, Severity severity, String id, String sentence, String remedy) {
        if (holds) {
            found.add(new Finding(id, severity, subject + " " + sentence, remedy));
        }
        return this;
    }

    public List<Finding> list() {
        return List.copyOf(found);
    }
}
