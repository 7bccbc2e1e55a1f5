package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.route.RouteView;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupStickinessConfig;

/** Findings about a rule that is sticky to target groups, by the chosen policy. */
record StickyRisks(RouteView now, Options options) {

    List<Finding> findings() {
        return now.forward().isSticky() ? List.of(finding()) : List.of();
    }

    private Finding finding() {
        Duration cookie = Duration.ofSeconds(now.forward()
                .sticky()
                .map(TargetGroupStickinessConfig::durationSeconds)
                .orElse(0));
        Stickiness choice = options.stickiness();
        if (choice instanceof Stickiness.Disable) {
            return sticky(Severity.INFO, cookie, "it is switched off by the same request, and stays off");
        }
        if (choice instanceof Stickiness.Await await && cookie.compareTo(await.atMost()) <= 0) {
            return sticky(
                    Severity.WARNING,
                    cookie,
                    "traffic counts as moved that much later; clients that keep sending requests may stay");
        }
        return sticky(
                Severity.FATAL, cookie, "use stickiness(Stickiness.disable()), or Stickiness.await(...) that long");
    }

    private Finding sticky(Severity severity, Duration cookie, String remedy) {
        return new Finding(
                "group-stickiness",
                severity,
                now.router() + " is sticky to target groups: clients stay with the old one for " + Wording.of(cookie)
                        + " after their last request, whatever the weights say",
                remedy);
    }
}
