package dev.bluegreen.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Markdown pages of a repository.
 *
 * @param root the folder that holds them
 */
record Pages(Path root, List<Path> files) {

    static final int MOST_CHARACTERS = 140;

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\((?!https?:)([^)#]*)(#[^)]*)?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    /** Those below a folder, but for what a build makes and what is hidden. */
    static Pages of(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return new Pages(
                    root,
                    files.filter(file -> file.toString().endsWith(".md"))
                            .filter(file -> isKept(root.relativize(file)))
                            .sorted()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot walk " + root, e);
        }
    }

    private static boolean isKept(Path file) {
        return Stream.of(file.toString().split("[/\\\\]"))
                .noneMatch(name -> name.equals("target") || name.startsWith("."));
    }

    /** Lines that are longer than a reader's window. */
    List<String> longLines() {
        return files.stream().flatMap(this::longLines).toList();
    }

    private Stream<String> longLines(Path file) {
        List<String> lines = Sources.read(file).lines().toList();
        return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
                .filter(i -> lines.get(i).length() > MOST_CHARACTERS)
                .map(i -> show(file) + ":" + (i + 1) + " has " + lines.get(i).length() + " characters; at most "
                        + MOST_CHARACTERS);
    }

    /** Links to files or headings of the repository that are not there. */
    List<String> brokenLinks() {
        return files.stream().flatMap(this::brokenLinks).toList();
    }

    private Stream<String> brokenLinks(Path file) {
        return LINK.matcher(String.join("\n", prose(file)))
                .results()
                .map(link -> broken(file, link.group(1), link.group(2) == null ? "" : link.group(2)))
                .filter(sentence -> !sentence.isEmpty());
    }

    private String broken(Path from, String to, String heading) {
        Path target = to.isEmpty() ? from : from.resolveSibling(to).normalize();
        if (!Files.exists(target)) {
            return show(from) + ": no file " + show(target);
        }
        return heading.isEmpty() || headings(target).contains(heading)
                ? ""
                : show(from) + ": no heading " + heading + " in " + show(target);
    }

    private static List<String> headings(Path file) {
        return HEADING.matcher(String.join("\n", prose(file)))
                .results()
                .map(heading -> anchor(heading.group(1)))
                .toList();
    }

    /** As GitHub makes it. */
    private static String anchor(String heading) {
        return "#"
                + heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-');
    }

    /** The lines of a page; those of code blocks are empty. */
    private static List<String> prose(Path file) {
        List<String> lines = new ArrayList<>();
        boolean code = false;
        for (String line : Sources.read(file).split("\n", -1)) {
            boolean fence = line.strip().startsWith("```");
            code ^= fence;
            lines.add(code || fence ? "" : line);
        }
        return lines;
    }

    private String show(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
