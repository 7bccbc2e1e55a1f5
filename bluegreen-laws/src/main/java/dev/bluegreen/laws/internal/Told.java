package dev.bluegreen.laws.internal;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.testkit.internal.Sentences;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** The sentences shown to people in a run, and those of them that are faulty. Thread-safe. */
public final class Told implements CutoverListener {

    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final Set<String> wrong = new ConcurrentSkipListSet<>();

    @Override
    public void on(CutoverEvent event) {
        hear(event.sentence());
    }

    /** What an operation threw. */
    public void say(RuntimeException thrown) {
        hear(String.valueOf(thrown.getMessage()));
        if (thrown instanceof CutoverException failed) {
            say(failed.report());
        }
    }

    /** The result of an operation: its text, line by line, and all sentences of a report. */
    public void say(Object result) {
        String.valueOf(result).lines().forEach(this::hear);
        if (result instanceof CutoverReport report) {
            report.findings().forEach(finding -> hear(finding.toString()));
            report.history().forEach(this::on);
        }
    }

    private void hear(String sentence) {
        if (heard.add(sentence)) {
            Sentences.wrong(sentence).ifPresent(wrong::add);
        }
    }

    /** The faulty sentences, each preceded by its fault. */
    public List<String> wrong() {
        return List.copyOf(wrong);
    }
}
