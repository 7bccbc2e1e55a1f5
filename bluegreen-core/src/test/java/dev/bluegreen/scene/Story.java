package dev.bluegreen.scene;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.spi.CrashException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * All that can be seen of operations on a shop, as text: the calls, the events, the result, the record, the status.
 *
 * <p>Reads between two writes are made side by side, so they are sorted.
 */
public final class Story {

    private final Shop shop;
    private final Instant begin;
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Map<String, List<String>> shown = new HashMap<>();
    private final StringBuilder text = new StringBuilder();

    public Story(Shop shop) {
        this.shop = shop;
        this.begin = shop.time.now();
    }

    /** Adds one operation: its title, and all that is seen of it. */
    public Story tell(String title, ReleaseBuilder release, Function<Release, Object> operation) {
        shop.calls.clear();
        events.clear();
        String result = result(release.listener(event -> events.add(line(event))), operation);
        text.append("== ").append(title).append('\n');
        section("calls", sorted(shop.calls));
        section("events", events);
        section("result", List.of(result));
        section("record", changed("record", record()));
        section("status", changed("status", status(release)));
        return this;
    }

    /** What an operation left as it was is not worth reading twice. */
    private List<String> changed(String name, List<String> lines) {
        List<String> before = shown.put(name, lines);
        return lines.equals(before) ? List.of("as before") : lines;
    }

    /** Without single pods, which the line of their track counts. */
    private static List<String> status(ReleaseBuilder release) {
        return release.build()
                .status()
                .toString()
                .lines()
                .filter(line -> !line.contains("─ pod "))
                .toList();
    }

    public void isAsIn(String name) {
        GoldenFile.assertSame(name, text.toString());
    }

    private static String result(ReleaseBuilder release, Function<Release, Object> operation) {
        try {
            return shown(operation.apply(release.build()));
        } catch (CutoverException ended) {
            return "throws " + ended.getMessage() + "\n" + shown(ended.report());
        } catch (BlueGreenException refused) {
            return "throws " + refused.getMessage();
        } catch (CrashException dead) {
            return "the process died: " + dead.getMessage();
        }
    }

    private static String shown(Object result) {
        if (!(result instanceof CutoverReport report)) {
            return result.toString();
        }
        List<String> lines = new ArrayList<>();
        lines.add(report.outcome() + ": " + report.sentence());
        lines.add("from " + report.from() + " to " + report.to() + ", active " + report.active() + ", "
                + report.milestone() + ", mixed " + report.mixed());
        lines.add("took " + report.took() + ", verified " + report.times().verified() + ", traffic verified "
                + report.times().trafficVerified());
        report.evidence().forEach(evidence -> lines.add("evidence " + evidence));
        report.objectives().forEach(verdict -> lines.add("objective " + verdict));
        report.findings().forEach(finding -> lines.add("finding " + finding));
        report.cause().ifPresent(cause -> lines.add("cause " + cause));
        return String.join("\n", lines);
    }

    private String line(CutoverEvent event) {
        return Duration.between(begin, event.at()).toSeconds() + " s " + event.number() + " " + event.phase() + " "
                + event.kind() + " " + event.severity()
                + event.outcome().map(outcome -> " " + outcome).orElse("")
                + ": " + event.sentence()
                + event.move().map(move -> " {" + move + "}").orElse("")
                + event.cause().map(cause -> " {" + cause + "}").orElse("");
    }

    private List<String> record() {
        List<String> lines = new ArrayList<>();
        shop.platform.record("shop").ifPresent(stored -> {
            lines.add("token " + stored.token() + ", holder " + stored.holder().orElse("none"));
            JsonParser.parseString(stored.json())
                    .getAsJsonObject()
                    .asMap()
                    .forEach((field, value) -> lines.addAll(lines(field, value)));
        });
        return lines;
    }

    /** The events it keeps are shown by their numbers: the section above has them in full. */
    private static List<String> lines(String field, JsonElement value) {
        if (!value.isJsonArray()) {
            return List.of(field + " " + value);
        }
        if (field.equals("told")) {
            return List.of(field + " "
                    + value.getAsJsonArray().asList().stream()
                            .map(event -> event.getAsJsonObject().get("n").getAsString())
                            .toList());
        }
        return value.getAsJsonArray().asList().stream()
                .map(element -> field + ": " + element)
                .toList();
    }

    private static List<String> sorted(List<String> calls) {
        List<String> lines = new ArrayList<>();
        List<String> reads = new ArrayList<>();
        for (String call : calls) {
            if (call.matches("(load|read|observe|preflight) .*")) {
                reads.add(call);
            } else {
                reads.stream().sorted().forEach(lines::add);
                reads.clear();
                lines.add(call);
            }
        }
        reads.stream().sorted().forEach(lines::add);
        return lines;
    }

    private void section(String name, List<String> lines) {
        text.append("-- ").append(name).append('\n');
        lines.forEach(line -> text.append(line).append('\n'));
    }
}
