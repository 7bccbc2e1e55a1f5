package com.example.releases;

import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.spi.Platform.Handover;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hands over a running cutover before anything else of the service ends, so that its clients still hear of it. Spring's limit
 * for a phase of the shutdown, and the pod's {@code terminationGracePeriodSeconds}, have to be longer than this one.
 */
@Component
class CutoverShutdown implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(CutoverShutdown.class);

    private final Fabric8Platform shop;
    private final Duration within;
    private final Handover handover;
    private volatile boolean running;

    CutoverShutdown(
            Fabric8Platform shop,
            @Value("${releases.shutdown.within}") Duration within,
            @Value("${releases.shutdown.handover}") Handover handover) {
        this.shop = shop;
        this.within = within;
        this.handover = handover;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        shop.shutdown(within, handover).forEach(sentence -> LOG.info("shutdown: {}", sentence));
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
