package dev.bluegreen.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Version;
import org.junit.jupiter.api.Test;

/** The build runs all tests on two versions of the client: this one proves that it does. */
final class Fabric8VersionTest {

    @Test
    void runsOnTheVersionTheBuildAskedFor() {
        assertThat(Version.clientVersion()).isEqualTo(System.getProperty("fabric8.version"));
    }
}
