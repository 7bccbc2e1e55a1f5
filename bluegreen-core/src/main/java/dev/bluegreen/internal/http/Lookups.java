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
 * Looks up where hosts are, on threads of their own: the resolver of an operating system hears no interrupt and keeps no
 * deadline. One that hangs costs one thread: whoever asks for the same host meanwhile waits for the same look-up.
 * Thread-safe.
 */
final class Lookups {

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern ADDRESS = Pattern.compile("(" + BYTE + "\\.){3}" + BYTE + "|.*:.*");

    private final Resolver resolver;
    private final Map<String, CompletableFuture<List<InetAddress>>> underway = new ConcurrentHashMap<>();

    Lookups(Resolver resolver) {
        this.resolver = resolver;
    }

    /** Says where a host is; may take as long as it likes. */
    interface Resolver {

        /** All addresses of it. */
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** @throws IOException when there is none, or none by the deadline */
    List<InetAddress> of(String host, Until deadline) throws IOException {
        if (ADDRESS.matcher(host).matches()) {
            return List.of(InetAddress.getAllByName(host));
        }
        try {
            return underway.computeIfAbsent(host, this::begin).get(deadline.left(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("the look-up of the host has not ended");
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

    /** Whoever asks after it has ended is not given what it found: it is forgotten before anybody hears of it. */
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
