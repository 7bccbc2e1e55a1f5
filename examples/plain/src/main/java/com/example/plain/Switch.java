package com.example.plain;

import static java.time.Duration.ofSeconds;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.result.UnresolvedException;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.Platform.Handover;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Locale;

/** Switches a release, such as {@code checkout green}, in the namespace of the current context of the kubeconfig. */
public final class Switch {

    private Switch() {}

    public static void main(String[] args) {
        int code;
        try (KubernetesClient client = new KubernetesClientBuilder().build();
                Fabric8Platform platform = Fabric8Platform.of(client)) {
            platform.onJvmShutdown(ofSeconds(20), Handover.ROLL_BACK); // Ctrl-C sends traffic back
            code = switchTo(platform, args[0], Track.valueOf(args[1].toUpperCase(Locale.ROOT)));
        }
        System.exit(code);
    }

    /** Returns 0 if it was switched, 2 if it was refused, 3 if traffic went back, and 4 if a person has to look. */
    static int switchTo(Platform platform, String release, Track track) {
        try {
            System.out.println(BlueGreen.release(release).on(platform).build().switchTo(track));
            return 0;
        } catch (CutoverException e) {
            System.err.println(e.getMessage());
            return e instanceof RefusedException ? 2 : e instanceof UnresolvedException ? 4 : 3;
        }
    }
}
