package dev.bluegreen.event;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.CutoverEvent.Source;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Writes events to the logger {@code dev.bluegreen.audit} as lines of {@code key=value}, texts in quotes: refusals, risks and
 * rollbacks at WARN, what needs attention at ERROR, the rest at INFO. A check or wait that only repeats the line before, numbers
 * aside, is counted, and the count is logged before the next line. The MDC has {@code release}, {@code namespace} and {@code
 * cutover} meanwhile. Thread-safe.
 */
public final class Slf4jAudit implements CutoverListener {

    private static final Set<Kind> REPEATED = EnumSet.of(Kind.EVIDENCE, Kind.WAITING, Kind.GATE);
    private static final int MOST_OPERATIONS = 1_000;

    private final Logger log;
    private final BiFunction<String, String, AutoCloseable> context;
    private final Map<String, Repeats> operations = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Repeats> eldest) {
            return size() > MOST_OPERATIONS;
        }
    };

    /** Creates an audit that writes to that logger. */
    public Slf4jAudit() {
        this(LoggerFactory.getLogger("dev.bluegreen.audit"), MDC::putCloseable);
    }

    Slf4jAudit(Logger log, BiFunction<String, String, AutoCloseable> context) {
        this.log = log;
        this.context = context;
    }

    /** The last line of an operation, and how often it was repeated since. */
    private record Repeats(CutoverEvent last, int times) {

        boolean isRepeatedBy(CutoverEvent next) {
            return REPEATED.contains(next.kind()) && same(next).equals(same(last));
        }

        /** Numbers in names and addresses count. */
        private static String same(CutoverEvent event) {
            return event.phase() + " " + event.kind() + " " + event.severity() + " "
                    + event.sentence().replaceAll("(?<![A-Za-z0-9_/.:-])[0-9]+([.,][0-9]+)?", "#");
        }
    }

    @Override
    public String name() {
        return "audit log";
    }

    @Override
    public void on(CutoverEvent event) {
        Repeats before;
        synchronized (operations) {
            before = operations.get(event.cutoverId());
            if (before != null && before.isRepeatedBy(event)) {
                operations.put(event.cutoverId(), new Repeats(event, before.times() + 1));
                return;
            }
            keep(event);
        }
        if (before != null && before.times() > 0) {
            write(before.last(), " repeated=" + before.times());
        }
        write(event, "");
    }

    private void keep(CutoverEvent event) {
        if (event.kind() == Kind.ENDED) {
            operations.remove(event.cutoverId());
        } else {
            operations.put(event.cutoverId(), new Repeats(event, 0));
        }
    }

    private void write(CutoverEvent event, String repeated) {
        Deque<AutoCloseable> entries = new ArrayDeque<>();
        try {
            entries.push(context.apply("release", event.release()));
            entries.push(context.apply("namespace", event.source().namespace()));
            entries.push(context.apply("cutover", event.cutoverId()));
            String line = line(event) + repeated;
            switch (event.severity()) {
                case INFO -> log.info("{}", line);
                case WARNING -> log.warn("{}", line);
                case ERROR -> log.error("{}", line);
            }
        } finally {
            entries.forEach(Slf4jAudit::close);
        }
    }

    private static void close(AutoCloseable entry) {
        try {
            entry.close();
        } catch (Exception e) {
            throw new IllegalStateException("an entry of the MDC is removed without an error", e);
        }
    }

    private static String line(CutoverEvent event) {
        Source source = event.source();
        return pair("release", event.release()).strip()
                + pair("phase", event.phase().name())
                + pair("event", event.kind().name())
                + event.outcome().map(how -> pair("outcome", how)).orElse("")
                + " text=" + quoted(event.sentence())
                + pair("cutover", event.cutoverId())
                + " n=" + event.number()
                + (event.replayed() ? " replayed=true" : "")
                + pair("namespace", source.namespace())
                + pair("cluster", source.cluster())
                + pair("requester", source.requester())
                + pair("reason", source.reason());
    }

    /** Empty without a value. */
    private static String pair(String key, String value) {
        boolean plain = value.matches("[A-Za-z0-9._:/@-]*");
        return value.isEmpty() ? "" : " " + key + "=" + (plain ? value : quoted(value));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
