package dev.bluegreen.testkit.internal.dataplane;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** One address of a Service on loopback, opened when somebody first asks for it. Thread-safe. */
sealed interface ServiceSocket extends AutoCloseable permits ServiceListener, ServiceDatagrams {

    InetSocketAddress address();

    /**
     * From now on what is new goes to these.
     *
     * @param stay how long a client's next connection goes where its last one went; zero for not at all
     */
    void follow(List<Backend> backends, Duration stay);

    @Override
    void close();
}
