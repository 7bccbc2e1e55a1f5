package dev.bluegreen.file.spi;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Wording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Texts of files that a release file names. */
final class Texts {

    private static final int LARGEST = 256 * 1024;

    private Texts() {}

    static Optional<String> read(Node node, String path, Reading reading) {
        return Scalars.text(node, path, reading).flatMap(name -> {
            try {
                return Optional.of(of(reading.surroundings().file(name)));
            } catch (ConfigurationException e) {
                return reading.problem(
                        node, path, Reading.withoutField(e.problems().get(0)));
            }
        });
    }

    /** @throws ConfigurationException if it cannot be read, is empty or too large; never shows its text */
    static String of(Path file) {
        String shown = "file: " + Wording.quoted(file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new ConfigurationException(shown + " has more than 256 KiB; give a shorter one");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.isBlank()) {
                throw new ConfigurationException(shown + " has no text; give the file that has it");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(shown + " is not UTF-8; save it as UTF-8");
        } catch (IOException e) {
            throw new ConfigurationException(shown + " cannot be read; give a file that is there, and readable");
        }
    }
}
