package dev.bluegreen.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Java files of a repository of Maven modules.
 *
 * @param root the folder that holds the modules
 */
record Sources(Path root) {

    /** Those of this repository, wherever below its root the tests were started. */
    static Sources ofTheProject() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("bluegreen-core"))) {
            folder = folder.getParent();
        }
        return new Sources(folder);
    }

    Stream<Path> main() {
        return javaBelow("src/main/java");
    }

    Stream<Path> tests() {
        return javaBelow("src/test/java");
    }

    /** Where a file is, as messages show it. */
    String show(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private Stream<Path> javaBelow(String folder) {
        return list(root).stream()
                .map(module -> module.resolve(folder))
                .filter(Files::isDirectory)
                .flatMap(Sources::walk)
                .filter(file -> file.toString().endsWith(".java"));
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot walk " + folder, e);
        }
    }
}
