package dev.bluegreen.file.spi;

import dev.bluegreen.model.Input;
import dev.bluegreen.spi.Platform;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a release file refers to: a platform, the environment, other files. Immutable and thread-safe.
 *
 * <p>{@link #none} is for validation: secrets are not looked up, and what needs a platform is not made.
 */
public final class Surroundings {

    private final Optional<Platform> platform;
    private final UnaryOperator<@Nullable String> environment;
    private final Path folder;

    private Surroundings(Optional<Platform> platform, UnaryOperator<@Nullable String> environment, Path folder) {
        this.platform = platform;
        this.environment = environment;
        this.folder = folder;
    }

    /**
     * No platform and no secrets.
     *
     * @param folder of files that are named by a relative path
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public static Surroundings none(Path folder) {
        return new Surroundings(
                Optional.empty(), name -> null, Input.given("folder", folder, "give the folder of the file"));
    }

    /**
     * A platform, and where secrets are looked up.
     *
     * @param environment value of a variable by its name, or null
     * @param folder of files that are named by a relative path
     * @throws dev.bluegreen.model.ConfigurationException if something is null
     */
    public static Surroundings of(Platform platform, UnaryOperator<@Nullable String> environment, Path folder) {
        return new Surroundings(
                Optional.of(Input.given("platform", platform, "give a Platform")),
                Input.given("environment", environment, "give a function such as System::getenv"),
                Input.given("folder", folder, "give the folder of the file"));
    }

    Optional<Platform> platform() {
        return platform;
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.apply(name));
    }

    Path file(String path) {
        return folder.resolve(path);
    }
}
