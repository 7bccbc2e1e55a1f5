package dev.bluegreen.cli;

import dev.bluegreen.testkit.FakeCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One app on a cluster in virtual time, and a folder for files. */
abstract class CommandScene {

    static final String FILE = """
            name: myapp
            routers:
              - selectorPatch: myapp-svc
            standby: 24h
            """;

    @TempDir
    Path folder;

    final FakeCluster cluster = FakeCluster.start();
    final CommandRun commands = CommandRun.on(cluster);

    @BeforeEach
    void deploy() {
        cluster.app("myapp").deploy();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    String file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String at(String name) {
        return folder.resolve(name).toString();
    }
}
