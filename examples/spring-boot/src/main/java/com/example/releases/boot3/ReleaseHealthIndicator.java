package com.example.releases.boot3;

import com.example.releases.ReleaseHealth;
import dev.bluegreen.result.ReleaseStatus;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** {@link ReleaseHealth} for Spring Boot 3. */
@Component("checkoutHealthIndicator")
class ReleaseHealthIndicator extends AbstractHealthIndicator {

    private final ReleaseHealth release;

    ReleaseHealthIndicator(ReleaseHealth release) {
        this.release = release;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        ReleaseStatus status = release.look();
        builder.status(release.good(status) ? "UP" : "DOWN").withDetails(release.details(status));
    }
}
