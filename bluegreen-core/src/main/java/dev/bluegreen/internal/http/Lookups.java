package dev.bluegreen.internal.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Resolves hosts on separate threads: the operating system's resolver ignores interrupts and has no deadline. A hanging lookup
 * costs one thread: concurrent requests for the same host share it. Thread-safe.
 */
final class Lookups {

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern ADDRESS = Pattern.compile("(" + BYTE + "\\.){3}" + BYTE + "|.*:.*");

    private final Resolver resolver;
    private final Map<String, CompletableFuture<List<InetAddress>>> underway = new ConcurrentHashMap<>();

    Lookups(Resolver resolver) {
        this.resolver = resolver;
    }

    /** Resolves a host, in unlimited time. */
    interface Resolver {

        /** All addresses of the host. */
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** @throws IOException if there is no address, or none by the deadline */
    List<InetAddress> of(String host, Until deadline) throws IOException {
        if (ADDRESS.matcher(host).matches()) {
            return List.of(InetAddress.getAllByName(host));
        }
        try {
            return underway.computeIfAbsent(host, this::begin).get(deadline.left(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("the lookup of the host did not end in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        } catch (ExecutionException e) {
            throw new UnknownHostException(host);
        }
    }

    private CompletableFuture<List<InetAddress>> begin(String host) {
        CompletableFuture<List<InetAddress>> addresses = new CompletableFuture<>();
        Thread thread = new Thread(() -> lookUp(host, addresses), "bluegreen-lookup-" + host);
        thread.setDaemon(true);
        thread.start();
        return addresses;
    }

    /** Resolves a host. The entry is removed before the result is published, so later requests resolve again. */
    private void lookUp(String host, CompletableFuture<List<InetAddress>> addresses) {
        try {
            List<InetAddress> found = List.of(resolver.addresses(host));
            underway.remove(host, addresses);
            addresses.complete(found);
        } catch (Throwable e) {
            underway.remove(host, addresses);
            addresses.completeExceptionally(e);
        }
    }
}
