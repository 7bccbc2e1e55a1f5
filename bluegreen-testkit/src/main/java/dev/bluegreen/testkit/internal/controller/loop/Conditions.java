package dev.bluegreen.testkit.internal.controller.loop;

import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Status conditions that keep their times while nothing changes, so that writing them again is not a change. */
public final class Conditions {

    private Conditions() {}

    /** The next state of a Deployment condition; {@code moved} renews its update time with nothing else changed. */
    public static Map<String, Object> next(
            Map<String, Object> last,
            String type,
            String status,
            String reason,
            String message,
            boolean moved,
            Instant now) {
        boolean same = status.equals(last.get("status")) && reason.equals(last.get("reason"));
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("type", type);
        condition.put("status", status);
        condition.put("reason", reason);
        condition.put("message", message);
        condition.put("lastUpdateTime", same && !moved ? Trees.text(last, "lastUpdateTime") : text(now));
        condition.put("lastTransitionTime", transition(last, status, now));
        return condition;
    }

    /** The next state of a pod condition. */
    public static Map<String, Object> ofPod(Map<String, Object> last, String type, boolean holds, Instant now) {
        String status = holds ? "True" : "False";
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("type", type);
        condition.put("status", status);
        condition.put("lastTransitionTime", transition(last, status, now));
        return condition;
    }

    public static String text(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String transition(Map<String, Object> last, String status, Instant now) {
        return status.equals(last.get("status")) ? Trees.text(last, "lastTransitionTime") : text(now);
    }
}
