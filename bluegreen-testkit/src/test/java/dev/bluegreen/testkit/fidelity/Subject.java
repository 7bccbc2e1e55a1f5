package dev.bluegreen.testkit.fidelity;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;

/** The cluster that the behaviours are tried on, and a namespace in it that is theirs. */
abstract class Subject implements AutoCloseable {

    /** Any image that keeps running will do. */
    static final String IMAGE = System.getProperty("fidelity.image", "nginx");

    private Boolean runsPods;
    private Api api;

    /** The fake one, unless the build asks for the one that KUBECONFIG names. */
    static Subject open() {
        return isReal() ? new NamedCluster() : new FakeSubject();
    }

    static boolean isMissing() {
        return isReal() && System.getenv().getOrDefault("KUBECONFIG", "").isBlank();
    }

    private static boolean isReal() {
        return Boolean.getBoolean("fidelity.cluster");
    }

    abstract KubernetesClient client();

    /** A client of another configuration of the same cluster. */
    abstract KubernetesClient client(Config config);

    abstract String namespace();

    /** Waits until it is so; false if it has not become so in 30 s of the cluster's time. */
    abstract boolean until(BooleanSupplier state);

    /** Makes the server forget what happened before; false if that is not ours to do. */
    abstract boolean forgetHistory();

    /** The body of the last write of that name; empty if nobody has recorded it. */
    abstract Optional<String> recorded(String name);

    synchronized Api api() {
        if (api == null) {
            api = new Api(client(), namespace());
        }
        return api;
    }

    /** The same cluster, as somebody else. */
    Api as(String user) {
        Config config = new ConfigBuilder(client().getConfiguration())
                .withImpersonateUsername(user)
                .build();
        return new Api(client(config), namespace());
    }

    /** 32 for Kubernetes 1.32. */
    int minorVersion() {
        return Integer.parseInt(client().getKubernetesVersion().getMinor().replaceAll("\\D", ""));
    }

    /** Skips the test where no pod becomes ready, as on an API server without nodes. */
    synchronized void requirePods() {
        if (runsPods == null) {
            String name = api().name("probe");
            api().create("pods", Bodies.pod(name, "app", name).replace("web:1", IMAGE));
            runsPods = until(() -> isReady(name));
            api().delete("pods/" + name + "?gracePeriodSeconds=0");
        }
        Assumptions.assumeTrue(runsPods, "no pod has become ready within 30 s");
    }

    private boolean isReady(String pod) {
        return api().get("pods/" + pod).maps("status", "conditions").stream()
                .anyMatch(condition -> "Ready".equals(condition.get("type")) && "True".equals(condition.get("status")));
    }

    @Override
    public abstract void close();
}
