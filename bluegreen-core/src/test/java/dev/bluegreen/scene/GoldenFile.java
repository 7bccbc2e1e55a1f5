package dev.bluegreen.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that was read line by line. {@code -Dstories=write} writes it again: read the difference in the same way. */
public final class GoldenFile {

    private static final String FOLDER = "dev/bluegreen/stories/";

    private GoldenFile() {}

    public static void assertSame(String name, String text) {
        if ("write".equals(System.getProperty("stories"))) {
            write(name, text);
        } else {
            assertThat(text)
                    .as("%s.txt: if the new text is right, write it with -Dstories=write and review it", name)
                    .isEqualTo(read(name));
        }
    }

    private static String read(String name) {
        try (InputStream file = GoldenFile.class.getResourceAsStream("/" + FOLDER + name + ".txt")) {
            assertThat(file)
                    .as("%s.txt: write it with -Dstories=write and review it", name)
                    .isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(String name, String text) {
        try {
            Files.writeString(Path.of("src/test/resources", FOLDER, name + ".txt"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
