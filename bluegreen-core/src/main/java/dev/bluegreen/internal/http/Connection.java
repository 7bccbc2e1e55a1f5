package dev.bluegreen.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A connection to the server of a URI, through the JDK's configured proxy, with TLS for https. For use by one thread, whose
 * interrupt closes the connection.
 *
 * @param channel to the server, or to the proxy
 * @param socket over the channel, with TLS for https
 * @param isToProxy true if requests go to a proxy and must have the complete URI
 */
record Connection(SocketChannel channel, Socket socket, boolean isToProxy) implements AutoCloseable {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int OK = 200;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    static Connection to(URI uri, Lookups lookups, Until deadline) throws IOException {
        requireAbsolute(uri);
        boolean secure = uri.getScheme().equalsIgnoreCase("https");
        Optional<InetSocketAddress> proxy = proxy(uri);
        SocketChannel channel = open(
                lookups.of(proxy.map(InetSocketAddress::getHostString).orElse(uri.getHost()), deadline),
                proxy.map(InetSocketAddress::getPort).orElse(port(uri)),
                deadline);
        try {
            Socket plain = new TimedSocket(channel, deadline);
            if (secure && proxy.isPresent()) {
                tunnel(new Connection(channel, plain, false), uri);
            }
            return new Connection(channel, secure ? secured(plain, uri) : plain, proxy.isPresent() && !secure);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Requires a host; without one the request would go to this machine. */
    private static void requireAbsolute(URI uri) throws IOException {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !SCHEMES.contains(scheme)) {
            throw new IOException("it is not an absolute http or https URI");
        }
    }

    static int port(URI uri) {
        int usual = uri.getScheme().equalsIgnoreCase("https") ? HTTPS : HTTP;
        return uri.getPort() < 0 ? usual : uri.getPort();
    }

    InputStream input() throws IOException {
        return socket.getInputStream();
    }

    OutputStream output() throws IOException {
        return socket.getOutputStream();
    }

    /** Closes the socket without TLS's close_notify, which a server that does not read could block. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static Optional<InetSocketAddress> proxy(URI uri) {
        ProxySelector selector = ProxySelector.getDefault();
        List<Proxy> proxies = selector == null ? List.of() : selector.select(uri);
        return proxies.stream()
                .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
                .map(proxy -> (InetSocketAddress) proxy.address())
                .findFirst();
    }

    /** Tries each address of the host until one accepts the connection. */
    private static SocketChannel open(List<InetAddress> addresses, int port, Until deadline) throws IOException {
        IOException failure = new ConnectException("the host has no address");
        for (InetAddress address : addresses) {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.socket().connect(new InetSocketAddress(address, port), deadline.left());
                return channel;
            } catch (IOException e) {
                channel.close();
                failure = e;
            }
        }
        throw failure;
    }

    private static void tunnel(Connection proxy, URI uri) throws IOException {
        Request.connect(uri).send(proxy);
        int status = Reply.read(proxy.input()).status();
        if (status != OK) {
            throw new IOException("the proxy refused the connection with status " + status);
        }
    }

    private static Socket secured(Socket plain, URI uri) throws IOException {
        String host = uri.getHost().replaceAll("^\\[|]$", "");
        SSLSocket secured = (SSLSocket) context().getSocketFactory().createSocket(plain, host, port(uri), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static SSLContext context() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has a default TLS context", e);
        }
    }
}
