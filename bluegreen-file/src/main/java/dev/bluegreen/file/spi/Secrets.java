package dev.bluegreen.file.spi;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.Platform;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Secrets by reference. None is looked up while a file is validated, and none is ever in a message. */
final class Secrets {

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,199}");

    private static final Key<String> ENV = Key.of("env", variable(), "The environment variable that holds the secret.");
    private static final Key<String> FILE = Key.of(
            "file",
            ValueType.TEXT,
            "The file that holds the secret, relative to the release file; blanks around are left out.");
    private static final Key<String> NAME =
            Key.of("name", ValueType.OBJECT_NAME, "The Kubernetes Secret, in the namespace of the release.");
    private static final Key<String> KEY = Key.of("key", ValueType.TEXT, "The key of its data.");

    private Secrets() {}

    static ValueType<String> text() {
        return referred("whsec_" + "A".repeat(32));
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

    /** A secret that somebody gives as the name of its variable is not shown either. */
    private static ValueType<String> variable() {
        return ValueType.TEXT
                .map(name -> {
                    if (!VARIABLE.matcher(name).matches()) {
                        throw new ConfigurationException(
                                "env: not the name of a variable, and not shown; give one" + " such as SLACK_WEBHOOK");
                    }
                    return name;
                })
                .matching("^[A-Za-z_][A-Za-z0-9_]*$");
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
                : Texts.of(values.resolve(path)).strip();
    }

    private static String ofCluster(Values values, String standIn) {
        String key = values.get(KEY);
        String name = values.get(NAME);
        values.reading().needs(new Permission("kubernetes", "", "secrets", Optional.of(name), "get"));
        Optional<Platform> platform = values.surroundings().platform();
        return platform.isEmpty() ? standIn : platform.get().secret(name, key);
    }

    /** Without the text: the address of a hook is a secret as a whole. */
    private static URI parsed(String text) {
        try {
            URI address = new URI(text);
            if (Input.web("address", address).isEmpty()) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Said below, without the text.
        }
        throw new ConfigurationException("address: the secret is not an absolute http or https address, and is not"
                + " shown; store one such as https://hooks.example/...");
    }
}
