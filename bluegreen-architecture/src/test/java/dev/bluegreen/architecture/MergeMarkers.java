package dev.bluegreen.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Markers of a merge conflict that were committed with a file of the repository, of whatever kind. */
final class MergeMarkers {

    /** Folders of builds and tools. */
    private static final Set<String> SKIPPED = Set.of("target", ".git", ".idea");

    private static final Pattern MARKER = Pattern.compile("(<{7}|>{7}|\\|{7})( .*)?");

    private MergeMarkers() {}

    /** Each line that is a marker, as {@code file:line}. */
    static List<String> below(Path root) {
        List<String> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return SKIPPED.contains(String.valueOf(folder.getFileName()))
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    found.addAll(in(file, new Sources(root).show(file)));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot walk " + root, e);
        }
        return found;
    }

    /** Read as bytes, so that no file is skipped for its encoding. */
    private static List<String> in(Path file, String name) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (MARKER.matcher(lines.get(i)).matches()) {
                found.add(name + ":" + (i + 1));
            }
        }
        return found;
    }
}
