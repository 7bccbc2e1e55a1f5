package dev.bluegreen.internal.engine;

import dev.bluegreen.model.ConfigurationException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A manifest as it was given. The text may hold secrets and is in no message.
 *
 * @param file where it is; empty when the text was given
 * @param given the text; empty when it is in the file
 */
record ManifestSource(Optional<Path> file, String given) {

    static ManifestSource of(String text) {
        return new ManifestSource(Optional.empty(), text);
    }

    static ManifestSource of(Path file) {
        return new ManifestSource(Optional.of(file), "");
    }

    /** @throws ConfigurationException if there is none */
    String read() {
        String text = file.map(ManifestSource::read).orElse(given);
        if (text.isBlank()) {
            throw new ConfigurationException("manifest: " + name() + " is empty; give the workload to stage");
        }
        return text;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("manifest: '" + file + "' does not exist; correct the path");
        } catch (CharacterCodingException e) {
            throw new ConfigurationException("manifest: '" + file + "' is not UTF-8; save it as UTF-8");
        } catch (IOException e) {
            throw new ConfigurationException(
                    "manifest: '" + file + "' cannot be read (" + e.getMessage() + "); see its rights");
        }
    }

    private String name() {
        return file.map(path -> "'" + path + "'").orElse("the text");
    }

    @Override
    public String toString() {
        return name();
    }
}
