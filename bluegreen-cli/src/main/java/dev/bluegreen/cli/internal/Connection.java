package dev.bluegreen.cli.internal;

import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A namespace of a cluster, by a client of its own.
 *
 * @param client closed with it
 * @param platform the namespace
 */
public record Connection(KubernetesClient client, Fabric8Platform platform) implements AutoCloseable {

    /**
     * How to reach clusters.
     *
     * @param clients opens the client that the arguments ask for
     * @param time of all that happens there
     */
    public record Way(Function<Arguments, KubernetesClient> clients, Time time) {

        /** By a kubeconfig, in real time. */
        public static final Way DEFAULT = new Way(Connection::client, Time.system());
    }

    static Connection open(Arguments arguments, Way way) {
        KubernetesClient client = way.clients.apply(arguments);
        Fabric8Platform platform = Fabric8Platform.of(client).withTime(way.time);
        return new Connection(
                client,
                arguments.text(Options.NAMESPACE).map(platform::inNamespace).orElse(platform));
    }

    private static KubernetesClient client(Arguments arguments) {
        return new KubernetesClientBuilder().withConfig(config(arguments)).build();
    }

    private static Config config(Arguments arguments) {
        Optional<Path> file = arguments.path(Options.KUBECONFIG);
        String context = arguments.text(Options.CONTEXT).orElse(null);
        file.ifPresent(Connection::requireReadable);
        try {
            Config config = file.map(path -> Config.fromKubeconfig(context, path.toFile()))
                    .orElseGet(() -> Config.autoConfigure(context));
            requireContext(config, context);
            requireServer(config);
            return config;
        } catch (KubernetesClientException e) {
            throw new ConfigurationException("kubeconfig: it cannot be read: "
                    + Wording.line(String.valueOf(e.getMessage())) + "; give one with --kubeconfig or KUBECONFIG");
        }
    }

    private static void requireReadable(Path file) {
        if (!Files.isReadable(file)) {
            throw new ConfigurationException(
                    "--kubeconfig: " + Wording.quoted(file) + " cannot be read; give the path of a kubeconfig");
        }
    }

    /** The client would take the address that pods have for theirs. */
    private static void requireServer(Config config) {
        boolean isGiven = config.getCurrentContext() != null
                || Stream.of("KUBERNETES_SERVICE_HOST", "KUBERNETES_MASTER").anyMatch(System.getenv()::containsKey)
                || System.getProperty("kubernetes.master") != null;
        if (!isGiven) {
            throw new ConfigurationException("kubeconfig: there is none with a current context in "
                    + Optional.ofNullable(System.getenv("KUBECONFIG"))
                            .map(Wording::quoted)
                            .orElse("~/.kube/config")
                    + "; give one with --kubeconfig or KUBECONFIG");
        }
    }

    /** The client would go on without a context that is not there. */
    private static void requireContext(Config config, @Nullable String context) {
        List<String> known =
                config.getContexts().stream().map(NamedContext::getName).toList();
        if (context != null && !known.contains(context)) {
            throw new ConfigurationException(
                    "--context: " + Wording.quoted(context) + " is not in the kubeconfig; it has "
                            + (known.isEmpty() ? "no context" : String.join(", ", known)));
        }
    }

    @Override
    public void close() {
        platform.close();
        client.close();
    }
}
