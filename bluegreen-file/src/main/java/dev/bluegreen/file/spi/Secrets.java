package dev.bluegreen.file.spi;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Secrets by reference. None is looked up while a file is validated, and none is ever in a message. */
final class Secrets {

    private static final int LARGEST = 64 * 1024;

    private static final Key<String> ENV =
            Key.of("env", ValueType.TEXT, "The environment variable that holds the secret.");
    private static final Key<String> FILE = Key.of(
            "file",
            ValueType.TEXT,
            "The file that holds the secret, relative to the release file; blanks around are left out.");
    private static final Key<String> NAME =
            Key.of("name", ValueType.OBJECT_NAME, "The Kubernetes Secret, in the namespace of the release.");
    private static final Key<String> KEY = Key.of("key", ValueType.TEXT, "The key of its data.");

    private Secrets() {}

    static ValueType<String> text() {
        return referred("secret");
    }

    static ValueType<URI> address() {
        return referred("https://hook.invalid/").map(Secrets::parsed);
    }

    /** A text in place of the secret where it is not looked up. */
    private static ValueType<String> referred(String standIn) {
        Key<String> secret = Key.of(
                "secret",
                ValueType.of(Keys.of("A Kubernetes Secret.", NAME, KEY).making(values -> ofCluster(values, standIn))),
                "A Kubernetes Secret, which is read when the release is put on its platform.");
        ValueType<String> reference = ValueType.choice(List.of(
                Keys.of("A secret of the environment.", ENV).making(values -> ofEnvironment(values, standIn)),
                Keys.of("A secret in a file.", FILE).making(values -> ofFile(values, standIn)),
                Keys.of("A secret of Kubernetes.", secret).making(values -> values.get(secret))));
        return new ValueType<>((node, path, reading) -> refer(reference, node, path, reading), reference::schema);
    }

    private static Optional<String> refer(ValueType<String> reference, Node node, String path, Reading reading) {
        return Scalars.isScalar(node)
                ? reading.problem(
                        node,
                        path,
                        "the secret itself is written here; give a reference: {env: NAME}, {file: path} or"
                                + " {secret: {name: ..., key: ...}}, and replace the secret, which others have seen")
                : reference.read(node, path, reading);
    }

    private static String ofEnvironment(Values values, String standIn) {
        String name = values.get(ENV);
        if (values.surroundings().platform().isEmpty()) {
            return standIn;
        }
        return values.surroundings()
                .variable(name)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new ConfigurationException(
                        "env: the variable " + Wording.quoted(name) + " is not set; set it, without showing it"))
                .strip();
    }

    private static String ofFile(Values values, String standIn) {
        String path = values.get(FILE);
        return values.surroundings().platform().isEmpty()
                ? standIn
                : content(values.surroundings().file(path));
    }

    private static String content(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            String text = new String(bytes, StandardCharsets.UTF_8).strip();
            if (text.isEmpty() || bytes.length > LARGEST) {
                throw new ConfigurationException("file: " + Wording.quoted(file) + " has "
                        + (text.isEmpty() ? "no text" : "more than 64 KiB") + "; give the file with the secret");
            }
            return text;
        } catch (IOException e) {
            throw new ConfigurationException(
                    "file: " + Wording.quoted(file) + " cannot be read; give a file that is there, and readable");
        }
    }

    private static String ofCluster(Values values, String standIn) {
        String name = values.get(NAME);
        String key = values.get(KEY);
        values.reading().needs(new Permission("kubernetes", "", "secrets", Optional.of(name), "get"));
        Optional<Platform> platform = values.surroundings().platform();
        return platform.isEmpty() ? standIn : platform.get().secret(name, key);
    }

    /** Without the text: the address of a hook is a secret as a whole. */
    private static URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new ConfigurationException(
                    "address: the secret is not a URI, and is not shown; store one such as https://hooks.example/...");
        }
    }
}
