package dev.bluegreen.laws.internal;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.testkit.internal.Sentences;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** All that people were told in a run, and what of it they could not have read. Thread-safe. */
public final class Told implements CutoverListener {

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

    /** What an operation returned: its text, line by line, and of a report all that it carries. */
    public void say(Object result) {
        String.valueOf(result).lines().forEach(this::hear);
        if (result instanceof CutoverReport report) {
            report.findings().forEach(finding -> hear(finding.toString()));
            report.history().forEach(this::on);
        }
    }

    private void hear(String sentence) {
        Sentences.wrong(sentence).ifPresent(wrong::add);
    }

    /** Each sentence that nobody should have to read, after what is wrong with it. */
    public List<String> wrong() {
        return List.copyOf(wrong);
    }
}
