package dev.bluegreen.laws.killmatrix.scene;

import dev.bluegreen.spi.Platform;
import java.net.URI;
import java.util.function.Consumer;

/**
 * Parts from which a process of an {@link AwsScene} makes its strategy.
 *
 * @param <P> the platform under test
 * @param platform the process's own
 * @param endpoint of the fake AWS, for {@code endpointOverride}
 * @param accessKeyId what the SDK client has to sign with: it tells the processes apart
 * @param closing takes what is to be closed with the scene, such as that client
 */
public record AwsProcess<P extends Platform>(
        P platform, URI endpoint, String accessKeyId, Consumer<AutoCloseable> closing) {}
