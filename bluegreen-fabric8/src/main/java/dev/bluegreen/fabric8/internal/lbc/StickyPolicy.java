package dev.bluegreen.fabric8.internal.lbc;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.Optional;

/**
 * What to do about an action that is sticky to target groups: clients with its cookie keep their group whatever the weights.
 *
 * @param disable true to switch it off in the write that moves traffic
 * @param await the longest cookie that is waited for; empty to refuse any
 */
public record StickyPolicy(boolean disable, Optional<Duration> await) {

    /** Refuses the cutover. */
    public static final StickyPolicy REFUSE = new StickyPolicy(false, Optional.empty());

    boolean keeps() {
        return !disable;
    }

    Finding finding(String router, Duration cookie) {
        if (disable) {
            return of(router, cookie, Severity.INFO, "it is switched off by the same write, and stays off");
        }
        boolean waits = await.filter(most -> cookie.compareTo(most) <= 0).isPresent();
        return waits
                ? of(
                        router,
                        cookie,
                        Severity.WARNING,
                        "traffic counts as moved that much later; clients that keep sending requests may stay")
                : of(router, cookie, Severity.FATAL, "use disableStickiness(), or awaitStickiness(...) that long");
    }

    private static Finding of(String router, Duration cookie, Severity severity, String remedy) {
        return new Finding(
                "group-stickiness",
                severity,
                router + " is sticky to target groups: clients stay with the old one for " + Wording.of(cookie)
                        + " after their last request, at any weight",
                remedy);
    }
}
