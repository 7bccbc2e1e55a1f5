package dev.bluegreen.examples;

import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.testkit.traffic.TrafficSpec;
import java.time.Duration;
import java.util.Optional;

/** Where the quickstart plays: two Deployments and a Service that are ready, and a way to send traffic. */
interface Scene extends AutoCloseable {

    /** Where this is, for a person. */
    String describe();

    /** The namespace of the app. */
    Fabric8Platform platform();

    /** Traffic through the Service; empty when it cannot be reached from here. */
    Optional<TrafficSpec> traffic();

    /** True if answers tell the track they come from. */
    boolean tellsTracks();

    /** How long the data plane may lag behind the Service. */
    Duration settleBound();

    @Override
    void close();
}
