package dev.bluegreen.file;

import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.file.internal.release.ReleaseKeys;
import dev.bluegreen.file.spi.Document;
import dev.bluegreen.file.spi.RouterTypes;
import dev.bluegreen.file.spi.Surroundings;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.spi.Platform;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A release as a file: {@code ReleaseFile.read(path).on(platform).build().switchTo(GREEN)}. {@code docs/release-file.md} has
 * all keys. Immutable and thread-safe.
 *
 * <p>Reading validates everything that needs neither a platform nor a secret: it connects to nothing, and looks no secret up.
 */
public final class ReleaseFile {

    private static final String SCHEMA = "https://bluegreen.dev/schema/release.schema.json";

    private final Document document;
    private final Path folder;
    private final String name;
    private final UnaryOperator<@Nullable String> environment;

    private ReleaseFile(Document document, Path folder, String name, UnaryOperator<@Nullable String> environment) {
        this.document = document;
        this.folder = folder;
        this.name = name;
        this.environment = environment;
    }

    /**
     * Reads and validates a file.
     *
     * @throws ConfigurationException if it cannot be read, or listing all its problems, each with file, line, column, key,
     *     value and remedy
     */
    public static ReleaseFile read(Path file) {
        Input.given("releaseFile", file, "give a file such as release.yaml");
        return of(Document.read(file), Optional.ofNullable(file.getParent()).orElse(Path.of("")));
    }

    /**
     * Reads and validates a text, such as from standard input. Files it refers to are relative to the working directory.
     *
     * @param name the name of the text in messages
     * @throws ConfigurationException listing all its problems
     */
    public static ReleaseFile read(String name, String text) {
        return of(Document.parse(name, text), Path.of(""));
    }

    private static ReleaseFile of(Document document, Path folder) {
        return document.read(ReleaseKeys.with(ServiceLoader.load(RouterTypes.class)), Surroundings.none(folder))
                .map(described -> new ReleaseFile(document, folder, described.name(), System::getenv))
                .orElseThrow();
    }

    /** The name of the release. */
    public String name() {
        return name;
    }

    /**
     * The same file with another environment in which secrets are looked up, such as a test's; default that of the process.
     *
     * @throws ConfigurationException if it is null
     */
    public ReleaseFile withEnvironment(UnaryOperator<@Nullable String> variables) {
        Input.given("environment", variables, "give a function such as System::getenv");
        return new ReleaseFile(document, folder, name, variables);
    }

    /**
     * The builder of the release, filled from the file, on a platform: calls of its methods add to the file, or replace what
     * it says. Looks secrets up, and opens the audit directory: call it once for each release, and keep the builder.
     *
     * @throws ConfigurationException listing what does not fit the platform, and secrets that are not there
     * @throws dev.bluegreen.model.PlatformException if a Secret cannot be read
     */
    public ReleaseBuilder on(Platform platform) {
        return document.read(
                        ReleaseKeys.with(ServiceLoader.load(RouterTypes.class)),
                        Surroundings.of(platform, environment, folder))
                .orElseThrow()
                .builder()
                .on(platform);
    }

    /** The JSON Schema of release files, with the routers of the class path, for editors. */
    public static String jsonSchema() {
        return ReleaseKeys.with(ServiceLoader.load(RouterTypes.class)).jsonSchema(SCHEMA, "A bluegreen release");
    }

    /** {@code release.yaml: checkout}. */
    @Override
    public String toString() {
        return document + ": " + name;
    }
}
