package dev.bluegreen.testkit.internal.api.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One forwarded port: a real connection to the pod, read by one thread and written by another. Thread-safe. */
final class ForwardedPort {

    private static final Logger LOG = LoggerFactory.getLogger(ForwardedPort.class);
    private static final int CHUNK = 8192;

    private final Socket socket = new Socket();
    private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();
    private final Consumer<byte[]> received;
    private final Consumer<String> failed;
    private final Runnable ended;

    /**
     * @param received gets what the pod says
     * @param failed gets why there is no connection
     * @param ended runs when the pod has nothing more to say
     */
    ForwardedPort(Consumer<byte[]> received, Consumer<String> failed, Runnable ended) {
        this.received = received;
        this.failed = failed;
        this.ended = ended;
    }

    void start(Supplier<Optional<InetSocketAddress>> address, Executor pool) {
        pool.execute(() -> run(address, pool));
    }

    void send(byte[] bytes) {
        if (bytes.length > 0) {
            outgoing.add(bytes);
        }
    }

    void close() {
        outgoing.add(new byte[0]);
        try {
            socket.close();
        } catch (IOException e) {
            LOG.trace("closing a forwarded port", e);
        }
    }

    private void run(Supplier<Optional<InetSocketAddress>> address, Executor pool) {
        try {
            socket.connect(address.get().orElseThrow(() -> new IOException("connection refused")));
            pool.execute(this::write);
            read();
        } catch (IOException e) {
            failed.accept(String.valueOf(e.getMessage()));
        } finally {
            close();
            ended.run();
        }
    }

    private void read() {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = socket.getInputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                received.accept(Arrays.copyOf(chunk, length));
            }
        } catch (IOException e) {
            LOG.trace("a pod ended a forwarded connection", e);
        }
    }

    private void write() {
        try {
            OutputStream out = socket.getOutputStream();
            for (byte[] bytes = outgoing.take(); bytes.length > 0; bytes = outgoing.take()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            LOG.trace("a pod takes no more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
