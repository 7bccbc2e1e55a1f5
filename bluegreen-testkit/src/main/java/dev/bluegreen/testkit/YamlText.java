package dev.bluegreen.testkit;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.internal.Given;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of YAML that lies somewhere. */
final class YamlText {

    private YamlText() {}

    static String of(Path file) {
        try {
            return Files.readString(Given.any("file", file));
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    static String of(Class<?> anchor, String name) {
        try (InputStream in = Given.any("anchor", anchor).getResourceAsStream(Given.line("resource", name, 1_000))) {
            if (in == null) {
                throw Given.refused(
                        "resource",
                        name,
                        "there is none beside " + anchor.getName()
                                + "; check the name, or begin it with a slash for the root of the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static ConfigurationException unreadable(String what, IOException e) {
        return Given.refused("YAML", what, "it cannot be read (" + e + "); give a file of UTF-8 text");
    }
}
