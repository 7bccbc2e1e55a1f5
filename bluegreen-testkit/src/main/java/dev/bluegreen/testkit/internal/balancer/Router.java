package dev.bluegreen.testkit.internal.balancer;

import dev.bluegreen.testkit.internal.loopback.HttpRequest;

/** Decides about each request by itself. Thread-safe; must not block. */
@FunctionalInterface
public interface Router {

    /** What to do with this request. */
    Decision decide(HttpRequest request);
}
