package dev.bluegreen.testkit.internal.client;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.TlsVersion;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/** Passes all settings on. */
final class TrackingBuilder implements HttpClient.Builder {

    private final HttpClient.Builder delegate;
    private final Caller caller;

    TrackingBuilder(HttpClient.Builder delegate, Caller caller) {
        this.delegate = delegate;
        this.caller = caller;
    }

    @Override
    public HttpClient build() {
        return new TrackingHttpClient(delegate.build(), caller);
    }

    @Override
    public HttpClient.DerivedClientBuilder tag(Object value) {
        delegate.tag(value);
        return this;
    }

    @Override
    public HttpClient.Builder connectTimeout(long timeout, TimeUnit unit) {
        delegate.connectTimeout(timeout, unit);
        return this;
    }

    @Override
    public HttpClient.Builder addOrReplaceInterceptor(String name, Interceptor interceptor) {
        delegate.addOrReplaceInterceptor(name, interceptor);
        return this;
    }

    @Override
    public HttpClient.Builder authenticatorNone() {
        delegate.authenticatorNone();
        return this;
    }

    @Override
    public HttpClient.Builder sslContext(KeyManager[] keyManagers, TrustManager[] trustManagers) {
        delegate.sslContext(keyManagers, trustManagers);
        return this;
    }

    @Override
    public HttpClient.Builder followAllRedirects() {
        delegate.followAllRedirects();
        return this;
    }

    @Override
    public HttpClient.Builder proxyAddress(InetSocketAddress address) {
        delegate.proxyAddress(address);
        return this;
    }

    @Override
    public HttpClient.Builder proxyAuthorization(String credentials) {
        delegate.proxyAuthorization(credentials);
        return this;
    }

    @Override
    public HttpClient.Builder tlsVersions(TlsVersion... versions) {
        delegate.tlsVersions(versions);
        return this;
    }

    @Override
    public HttpClient.Builder tlsServerName(String name) {
        delegate.tlsServerName(name);
        return this;
    }

    @Override
    public HttpClient.Builder preferHttp11() {
        delegate.preferHttp11();
        return this;
    }

    @Override
    public HttpClient.Builder proxyType(HttpClient.ProxyType type) {
        delegate.proxyType(type);
        return this;
    }

    /**
     * In the interface since fabric8 8; here without {@code Override}, so that one class file serves 7 and 8. The
     * delegate got the setting from the configuration already.
     */
    @SuppressWarnings("unused")
    public HttpClient.Builder websocketPingInterval(long interval, TimeUnit unit) {
        return this;
    }
}
