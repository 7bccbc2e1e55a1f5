package dev.bluegreen.report.internal.terminal;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.model.TrafficSplit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shares of each router, by its announced and made writes. For one thread at a time. */
final class Shares {

    private static final Pattern ANNOUNCED =
            Pattern.compile("(if that does not hold, )?([^ ]{1,300}) (\\d{1,5})/(\\d{1,5}) -> (\\d{1,5})/(\\d{1,5})");

    private final Map<String, TrafficSplit> forward = new LinkedHashMap<>();
    private final Map<String, TrafficSplit> back = new LinkedHashMap<>();
    private final Map<String, TrafficSplit> now = new LinkedHashMap<>();

    void on(CutoverEvent event) {
        if (event.kind() == Kind.INTENT) {
            announced(ANNOUNCED.matcher(event.sentence()));
        } else if (event.kind() == Kind.WRITE) {
            Map<String, TrafficSplit> made = event.phase() == Phase.ROLL_BACK ? back : forward;
            made.forEach((router, split) -> {
                if (event.sentence().startsWith(router + " is ")) {
                    now.put(router, split);
                }
            });
        }
    }

    private void announced(Matcher write) {
        if (write.matches()) {
            String router = write.group(2);
            split(write, 3, now, router);
            split(write, 5, write.group(1) == null ? forward : back, router);
        }
    }

    /** Where traffic is before the first write is known by its announcement. */
    private void split(Matcher write, int group, Map<String, TrafficSplit> into, String router) {
        int blue = Integer.parseInt(write.group(group));
        int green = Integer.parseInt(write.group(group + 1));
        boolean isKnown = into == now && now.containsKey(router);
        if (blue + green > 0 && !isKnown) {
            into.put(router, new TrafficSplit(blue, green));
        }
    }

    Map<String, TrafficSplit> now() {
        return now;
    }
}
