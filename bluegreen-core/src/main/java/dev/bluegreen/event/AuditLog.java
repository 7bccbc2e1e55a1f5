package dev.bluegreen.event;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Verifies the files of {@link JsonLinesAudit}. */
public final class AuditLog {

    private AuditLog() {}

    /**
     * Result of a verification.
     *
     * @param lines number of lines that were verified
     * @param problems lines that were altered, moved or taken away; empty if there are none
     * @param anchoredLines number of lines up to the last one that a record knows of their file: if one of them had been changed,
     *     it would be among the problems. Lines after the last end of an operation are in no record yet
     */
    public record Verification(long lines, List<String> problems, long anchoredLines) {

        /** Copies the problems. */
        public Verification {
            problems = List.copyOf(problems);
        }

        /** True if nothing was found wrong. */
        public boolean isConsistent() {
            return problems.isEmpty();
        }

        /** True if nothing was found wrong, and a record would tell if any line had been changed. */
        public boolean anchored() {
            return isConsistent() && lines > 0 && anchoredLines == lines;
        }

        @Override
        public String toString() {
            if (!isConsistent()) {
                return "not consistent: " + String.join("; ", problems);
            }
            String all = lines + (lines == 1 ? " line" : " lines");
            if (anchored()) {
                return "consistent and anchored, " + all;
            }
            return anchoredLines == 0
                    ? "consistent, not anchored, " + all
                    : "consistent, anchored up to the last end: " + anchoredLines + " of " + all;
        }
    }

    /**
     * Verifies a file, or each file in a directory, without a record: a file that was rewritten as a whole is not noticed.
     *
     * @throws ConfigurationException if the path is null, cannot be read, or is a directory without a file that ends in
     *     {@code .jsonl}
     */
    public static Verification verify(Path path) {
        return verify(path, List.of());
    }

    /**
     * Verifies a file, or each file in a directory, against what records know of it.
     *
     * @param heads what records know: {@code release.status().audit()}, of one release or of several
     * @throws ConfigurationException if the path, the list or a head is null, if the path cannot be read, or if it is a directory
     *     without a file that ends in {@code .jsonl}, and no record knows of one
     */
    public static Verification verify(Path path, List<AuditHead> heads) {
        Path given = Input.given("audit.path", path, "give the path of an audit file, or of a directory of them");
        String remedy = "give a list of heads, empty for none";
        List<AuditHead> known = Input.allGiven(
                "audit.heads", remedy, Input.given("audit.heads", heads, remedy).toArray(AuditHead[]::new));
        try {
            return Files.isDirectory(given) ? directory(given, known) : new Check(given, known).run();
        } catch (IOException e) {
            throw new ConfigurationException("audit: " + Wording.quoted(given) + " cannot be read; give the path of an"
                    + " audit file, or of a directory of them");
        }
    }

    private static Verification directory(Path directory, List<AuditHead> heads) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty() && heads.isEmpty()) {
            throw new ConfigurationException("audit: " + Wording.quoted(directory)
                    + " has no audit file; give the directory of files that end in .jsonl");
        }
        List<String> problems = new ArrayList<>();
        long lines = 0;
        long anchored = 0;
        for (Path file : files) {
            Verification one = new Check(file, heads).run();
            one.problems().forEach(problem -> problems.add(name(file) + ": " + problem));
            lines += one.lines();
            anchored += one.anchoredLines();
        }
        for (AuditHead head : heads) {
            if (files.stream().noneMatch(file -> name(file).equals(head.file()))) {
                problems.add(
                        Wording.line(head.file()) + " is missing: the record knows line " + head.line() + " of it");
            }
        }
        return new Verification(lines, problems, problems.isEmpty() ? anchored : 0);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** The verification of one file. */
    private static final class Check {

        private final Path file;
        private final List<AuditHead> heads;
        private final List<String> problems = new ArrayList<>();
        private long lines;
        private String last = AuditLine.NOTHING;
        private Optional<Long> unread = Optional.empty();

        Check(Path file, List<AuditHead> heads) {
            this.file = file;
            this.heads = heads.stream()
                    .filter(head -> head.file().equals(name(file)))
                    .toList();
        }

        Verification run() throws IOException {
            boolean isWhole = endsWithALine();
            try (BufferedReader reader = reader()) {
                for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                    look(text);
                }
            }
            if (isWhole) {
                unread.ifPresent(this::altered);
            }
            heads.stream()
                    .filter(head -> head.line() > lines)
                    .forEach(head -> problems.add("it ends with line " + lines + ", and the record knows line "
                            + head.line() + ": lines were cut off"));
            long anchored = heads.stream().mapToLong(AuditHead::line).max().orElse(0);
            return new Verification(lines, problems, problems.isEmpty() ? anchored : 0);
        }

        private BufferedReader reader() throws IOException {
            return new BufferedReader(new InputStreamReader(
                    Files.newInputStream(file),
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPLACE)
                            .onUnmappableCharacter(CodingErrorAction.REPLACE)));
        }

        private boolean endsWithALine() throws IOException {
            try (SeekableByteChannel channel = Files.newByteChannel(file)) {
                ByteBuffer end = ByteBuffer.allocate(1);
                channel.position(Math.max(0, channel.size() - 1));
                return channel.read(end) < 1 || end.get(0) == '\n';
            }
        }

        private void look(String text) {
            Optional<AuditLine> line = AuditLine.read(text);
            if (line.isPresent()) {
                follow(line.get());
            } else if (!text.isEmpty() && unread.isEmpty()) {
                unread = Optional.of(lines + 1);
            }
        }

        private void follow(AuditLine line) {
            if (!line.afterTorn()) {
                unread.ifPresent(this::altered);
            }
            boolean follows = line.number() == lines + 1 && line.previous().equals(last);
            if (!follows && (unread.isEmpty() || line.afterTorn())) {
                problems.add("line " + line.number() + " does not follow line " + lines
                        + ": lines between them are missing, or were moved or altered");
            }
            unread = Optional.empty();
            lines = line.number();
            last = line.hash();
            heads.stream()
                    .filter(head -> head.line() == line.number() && !head.hash().equals(line.hash()))
                    .forEach(head ->
                            problems.add("line " + head.line() + " differs from the one that the record knows"));
        }

        private void altered(long number) {
            problems.add("line " + number + " was altered: its hash does not match");
        }
    }
}
