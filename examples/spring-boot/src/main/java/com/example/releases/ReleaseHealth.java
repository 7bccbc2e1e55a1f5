package com.example.releases;

import dev.bluegreen.Release;
import dev.bluegreen.micrometer.ReleaseMetrics;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.result.Unfinished;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What the health indicator says. Leave it out of the readiness group: a release that needs a person is no reason for a restart. */
@Component
public class ReleaseHealth {

    private static final Logger LOG = LoggerFactory.getLogger(ReleaseHealth.class);

    private final Release checkout;
    private final ReleaseMetrics metrics;

    ReleaseHealth(Release checkout, ReleaseMetrics metrics) {
        this.checkout = checkout;
        this.metrics = metrics;
    }

    @Scheduled(fixedDelayString = "${releases.look-every}")
    void keepGaugesFresh() {
        try {
            look();
        } catch (PlatformException e) {
            LOG.warn("the gauges of {} are not fresh: {}", checkout.name(), e.getMessage());
        }
    }

    public ReleaseStatus look() {
        return metrics.saw(checkout.status());
    }

    /** False if somebody else moved traffic, or an operation died: see {@code recover()} and {@code resume()}. */
    public boolean good(ReleaseStatus status) {
        return !status.strayed()
                && status.unfinished()
                        .filter(operation -> operation.state() == Unfinished.State.DEAD)
                        .isEmpty();
    }

    public Map<String, Object> details(ReleaseStatus status) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("active", status.active().map(Enum::name).orElse("none, or both"));
        status.unfinished().ifPresent(operation -> details.put("unfinished", operation.toString()));
        status.standby().ifPresent(standby -> details.put("standby", standby.toString()));
        return details;
    }
}
