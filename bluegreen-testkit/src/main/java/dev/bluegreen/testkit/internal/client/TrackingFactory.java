package dev.bluegreen.testkit.internal.client;

import dev.bluegreen.testkit.internal.link.InFlight;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.util.Comparator;
import java.util.ServiceLoader;

/** Makes HTTP clients of whatever kind is on the class path, the JDK's if there is a choice, that hold virtual time. */
public final class TrackingFactory implements HttpClient.Factory {

    private final HttpClient.Factory delegate;
    private final InFlight inFlight;

    /**
     * A factory for the clients of one cluster.
     *
     * @throws IllegalStateException if there is no HTTP client on the class path
     */
    public TrackingFactory(InFlight inFlight) {
        this.delegate = ServiceLoader.load(HttpClient.Factory.class).stream()
                .min(Comparator.comparingInt(provider -> isJdk(provider) ? 0 : 1))
                .orElseThrow(() -> new IllegalStateException(
                        "no HTTP client for fabric8 on the class path: add io.fabric8:kubernetes-httpclient-jdk"))
                .get();
        this.inFlight = inFlight;
    }

    private static boolean isJdk(ServiceLoader.Provider<HttpClient.Factory> provider) {
        return provider.type().getName().contains(".jdkhttp.");
    }

    @Override
    public HttpClient.Builder newBuilder(Config config) {
        return new TrackingBuilder(delegate.newBuilder(config), new Caller(inFlight, config.getOauthToken()));
    }

    @Override
    public HttpClient.Builder newBuilder() {
        return new TrackingBuilder(delegate.newBuilder(), new Caller(inFlight, null));
    }
}
