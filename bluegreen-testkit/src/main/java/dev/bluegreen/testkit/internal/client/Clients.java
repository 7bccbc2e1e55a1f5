package dev.bluegreen.testkit.internal.client;

import dev.bluegreen.testkit.internal.link.InFlight;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients of one cluster, one per identity, made when first asked for. Thread-safe. */
public final class Clients implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Clients.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final int IDLE_SECONDS = 5;
    private static final int REQUEST_TIMEOUT_MILLIS = 10_000;

    /**
     * One for all clusters: each learns the Kubernetes types anew, which takes longer than most tests, and keeps a megabyte
     * of what it has learnt. It knows nothing of a cluster.
     */
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private final String url;
    private final String namespace;
    private final InFlight inFlight;
    private final Map<String, KubernetesClient> clients = new ConcurrentHashMap<>();

    private final ExecutorService pool = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), Clients::daemon);

    /** Clients of the API server at the given URL, with this as their own namespace. */
    public Clients(String url, String namespace, InFlight inFlight) {
        this.url = url;
        this.namespace = namespace;
        this.inFlight = inFlight;
    }

    /** The client of an identity. */
    public KubernetesClient of(String identity) {
        return clients.computeIfAbsent(
                identity, name -> builder().withConfig(config(name)).build());
    }

    /** A builder whose clients hold virtual time; it still needs a configuration. */
    public KubernetesClientBuilder builder() {
        return new KubernetesClientBuilder()
                .withKubernetesSerialization(SERIALIZATION)
                .withHttpClientFactory(new TrackingFactory(inFlight))
                .withTaskExecutor(new TrackingExecutor(pool, inFlight.holds()));
    }

    /** How an identity reaches the cluster: plain HTTP, retries and reconnects without delay. */
    public Config config(String identity) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(url)
                .withNamespace(namespace)
                .withOauthToken(identity)
                .withHttp2Disable(true)
                .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
                .withRequestRetryBackoffInterval(1)
                .withWatchReconnectInterval(1)
                .build();
    }

    /** Closes all clients. */
    @Override
    public void close() {
        if (!inFlight.watches().awaitEnds(PATIENCE)) {
            LOG.debug("a watch of {} that is being closed has not ended within {}", url, PATIENCE);
        }
        clients.values().forEach(KubernetesClient::close);
        pool.shutdownNow();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "fake-cluster-client");
        thread.setDaemon(true);
        return thread;
    }
}
