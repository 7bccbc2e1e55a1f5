package dev.bluegreen.testkit.internal.route;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.internal.balancer.Router;
import java.util.Map;

/** Reads from an object how it divides traffic. */
@FunctionalInterface
interface RouteReader {

    /**
     * How the object divides traffic.
     *
     * @throws ConfigurationException if the object makes no sense; says why
     */
    Router read(Map<String, Object> object);
}
