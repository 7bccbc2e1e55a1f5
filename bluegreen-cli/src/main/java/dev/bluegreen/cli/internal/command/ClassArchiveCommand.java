package dev.bluegreen.cli.internal.command;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Loads the classes that every command needs, for the class data archive that the launcher makes of them: reads a release of a
 * cluster that is not there.
 */
final class ClassArchiveCommand implements Command {

    /** No server listens there. */
    private static final String NOWHERE = "http://127.0.0.1:1/";

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Options.command("class-archive", "Loads what the launcher puts into its class data archive.");
        spec.usageMessage().hidden(true);
        return spec;
    }

    @Override
    public Result run(Session session) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(NOWHERE)
                .withRequestRetryBackoffLimit(0)
                .build();
        try (KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(config).build();
                Fabric8Platform platform = Fabric8Platform.of(client)) {
            String plan = String.valueOf(
                    BlueGreen.release("myapp").on(platform).build().plan(Track.GREEN));
            return Result.done("class-archive", plan);
        } catch (PlatformException e) {
            return Result.done("class-archive", "classes are loaded");
        }
    }
}
