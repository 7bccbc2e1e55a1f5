package dev.bluegreen.examples.benchmark;

import dev.bluegreen.fabric8.Fabric8Platform;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Where the benchmark plays: a namespace of its own, which is gone afterwards. */
interface Place extends AutoCloseable {

    /** Where this is, for a person. */
    String describe();

    /** A client of its own, with the namespace as its default. */
    KubernetesClient client();

    Fabric8Platform platform();

    /** Where a Service can be reached from here, if it can. */
    Optional<InetSocketAddress> address(String service);

    /** What kubectl needs to get here; empty if it would not. */
    Optional<List<String>> kubectlOptions();

    /** The image of the pods, which answer {@code /hostname} with their name. */
    String image();

    @Override
    void close();
}
