package dev.bluegreen.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;

/** What the start of the command line is measured against: a client of fabric8, a kubeconfig, one request. */
final class BareProgram {

    private BareProgram() {}

    /** @param args the kubeconfig */
    public static void main(String[] args) {
        Config config = Config.fromKubeconfig(new File(args[0]));
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            System.out.println(client.services().list().getItems().size());
        }
        System.exit(0);
    }
}
