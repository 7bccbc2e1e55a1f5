package dev.bluegreen.internal.engine.stack;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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

    /** Three times what an API server takes. */
    private static final int LONGEST = 5_000_000;

    /** A character may take four. */
    private static final int MOST_BYTES = 4 * LONGEST;

    static ManifestSource of(String text) {
        return new ManifestSource(Optional.empty(), Input.given("manifest", text, "give YAML or JSON"));
    }

    static ManifestSource of(Path file) {
        return new ManifestSource(Optional.of(Input.given("manifest", file, "give a file")), "");
    }

    /** @throws ConfigurationException if there is none */
    String read() {
        String text = file.map(ManifestSource::read).orElse(given);
        if (text.length() > LONGEST) {
            throw new ConfigurationException("manifest: " + name() + " has " + text.length()
                    + " characters; give the workload alone, in at most " + LONGEST);
        }
        if (text.isBlank()) {
            throw new ConfigurationException("manifest: " + name() + " is empty; give the workload to stage");
        }
        return text;
    }

    /** Reads at most one byte more than permitted, as some files are endless. */
    private static String read(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] begun = bytes.readNBytes(MOST_BYTES + 1);
            if (begun.length > MOST_BYTES) {
                throw new ConfigurationException("manifest: '" + file + "' has more than " + MOST_BYTES
                        + " bytes; give the workload alone, in at most " + LONGEST + " characters");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(begun))
                    .toString();
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
