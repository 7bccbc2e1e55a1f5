package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.testkit.internal.loopback.DatagramPort;
import dev.bluegreen.testkit.internal.loopback.LoopbackListener;
import dev.bluegreen.testkit.internal.loopback.LoopbackThreads;
import dev.bluegreen.testkit.internal.pod.LogLine;
import dev.bluegreen.testkit.internal.pod.PodScript;
import dev.bluegreen.testkit.traffic.TargetHost;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All pods that run, found by their synthetic address in the cluster. Thread-safe. */
public final class PodNetwork implements TargetHost, AutoCloseable {

    private final ExecutorService threads = LoopbackThreads.pool();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, PodEndpoint> byIp = new ConcurrentHashMap<>();

    /** Starts the process of a pod; it answers 503 until it is told to be ready. */
    public PodEndpoint start(PodIdentity identity, Supplier<PodScript> script) {
        PodEndpoint endpoint = new PodEndpoint(identity, script, threads, this::changed);
        identity.ips().forEach(ip -> byIp.put(ip, endpoint));
        changed();
        return endpoint;
    }

    /** The process of the pod ended by itself. */
    public void stop(String ip) {
        end(ip, PodEndpoint::stop);
    }

    /** The process of the pod died. */
    public void kill(String ip) {
        end(ip, PodEndpoint::kill);
    }

    private void end(String ip, Consumer<PodEndpoint> how) {
        PodEndpoint endpoint = byIp.get(ip);
        if (endpoint != null) {
            byIp.values().removeIf(endpoint::equals);
            how.accept(endpoint);
            changed();
        }
    }

    /** The process behind a pod address. */
    public Optional<PodEndpoint> at(@Nullable String ip) {
        return Optional.ofNullable(ip).map(byIp::get);
    }

    /** Where a port of a pod can be reached on loopback, for port-forwarding; empty if nothing listens there. */
    public Optional<InetSocketAddress> forward(String namespace, String pod, int port) {
        return named(namespace, pod)
                .filter(endpoint -> endpoint.identity().listensOn(port))
                .map(PodEndpoint::address);
    }

    /** The log of a pod that runs. */
    public Optional<List<LogLine>> log(String namespace, String pod) {
        return named(namespace, pod).map(PodEndpoint::log);
    }

    /** Has a pod that runs write a line. */
    public void write(String namespace, String pod, LogLine line) {
        named(namespace, pod).ifPresent(endpoint -> endpoint.write(line));
    }

    @Override
    public Optional<InetSocketAddress> dial(String ip, int port) {
        return at(ip).filter(endpoint -> endpoint.identity().listensOn(port)).map(PodEndpoint::address);
    }

    @Override
    public OptionalInt probe(String ip, int port) {
        return at(ip).filter(endpoint -> endpoint.identity().listensOn(port))
                .map(PodEndpoint::probe)
                .orElse(OptionalInt.empty());
    }

    @Override
    public Runnable onChange(Runnable task) {
        listeners.add(task);
        return () -> listeners.remove(task);
    }

    /** Pods may answer otherwise than before. */
    public void changed() {
        listeners.forEach(Runnable::run);
    }

    /** Hands a connection to the pod behind an address; false if nothing listens there. */
    boolean connect(Backend backend, Socket connection) {
        PodEndpoint endpoint = byIp.get(backend.ip());
        return endpoint != null && endpoint.identity().listensOn(backend.port()) && endpoint.serve(connection);
    }

    /** What the pod behind an address says to a datagram; empty if nothing listens there. */
    Optional<byte[]> answerDatagram(Backend backend) {
        return at(backend.ip())
                .filter(endpoint -> endpoint.identity().listensOn(backend.port(), "UDP"))
                .flatMap(PodEndpoint::answerDatagram);
    }

    /** Opens a TCP port on loopback that belongs to no pod. */
    LoopbackListener listen(String family, Consumer<Socket> onConnection) {
        return LoopbackListener.open(threads, family, onConnection);
    }

    /** Opens a UDP port on loopback that belongs to no pod. */
    DatagramPort datagrams(String family, Function<InetSocketAddress, Optional<byte[]>> answer) {
        return DatagramPort.open(threads, family, answer);
    }

    /** Kills everything that runs. */
    @Override
    public void close() {
        byIp.values().forEach(PodEndpoint::kill);
        byIp.clear();
        threads.shutdownNow();
    }

    private Optional<PodEndpoint> named(String namespace, String pod) {
        return byIp.values().stream()
                .filter(endpoint -> endpoint.identity().namespace().equals(namespace))
                .filter(endpoint -> endpoint.identity().pod().equals(pod))
                .findFirst();
    }
}
