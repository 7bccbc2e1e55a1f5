package dev.bluegreen.event;

import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Wording;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An audit file that this process alone appends to: the lock is held until it is closed. Nothing in it is ever changed, not even a
 * line that another process did not complete. To be appended to by one thread at a time.
 */
final class AuditFile implements AutoCloseable {

    private static final String SUFFIX = ".jsonl";
    private static final int MOST_HOLDERS = 100;

    /** More than the longest line. */
    private static final int TAIL = 1 << 17;

    /** Opens a file to read and write it, and creates it if it is not there. */
    interface Opener {

        FileChannel open(Path path) throws IOException;
    }

    /** On a disk. */
    static final Opener ON_DISK = path ->
            FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;
    private long lines;
    private String last;
    private boolean torn;
    private boolean failed;
    private volatile Optional<AuditHead> head = Optional.empty();

    private AuditFile(Path path, FileChannel channel, FileLock lock) throws IOException {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
        this.last = AuditLine.NOTHING;
        goOn();
    }

    /**
     * Opens the first file of a holder that no other process has.
     *
     * @throws ConfigurationException if the directory cannot be written, or has a file of that name that is not an audit file
     */
    static AuditFile open(Path directory, String holder, Opener opener) {
        try {
            Files.createDirectories(directory);
            for (int place = 1; place <= MOST_HOLDERS; place++) {
                String name = holder + (place == 1 ? "" : "-" + place) + SUFFIX;
                Optional<AuditFile> free = open(directory.resolve(name), opener);
                if (free.isPresent()) {
                    return free.get();
                }
            }
        } catch (IOException e) {
            throw new ConfigurationException("audit: directory " + Wording.quoted(directory) + " cannot be written ("
                    + Wording.line(String.valueOf(e.getMessage())) + "); give one that this process may write");
        }
        throw new ConfigurationException("audit: " + MOST_HOLDERS + " files of " + holder + " in "
                + Wording.quoted(directory) + " are in use; close one of their audits");
    }

    private static Optional<AuditFile> open(Path path, Opener opener) throws IOException {
        FileChannel channel = opener.open(path);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        try {
            return Optional.of(new AuditFile(path, channel, lock));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Goes on after the last complete line, which may lack its line break. */
    private void goOn() throws IOException {
        long size = channel.size();
        int length = (int) Math.min(TAIL, size);
        ByteBuffer tail = ByteBuffer.allocate(length);
        long at = size - length;
        while (tail.hasRemaining() && channel.read(tail, at + tail.position()) >= 0) {
            // reads on
        }
        String text = new String(tail.array(), 0, tail.position(), StandardCharsets.UTF_8);
        torn = !text.isEmpty() && !text.endsWith("\n");
        lines = 0;
        last = AuditLine.NOTHING;
        String[] all = text.split("\n", -1);
        for (int place = all.length - 1; place >= 0 && lines == 0; place--) {
            Optional<AuditLine> line = AuditLine.read(all[place]);
            torn |= line.isEmpty() && !all[place].isEmpty();
            line.ifPresent(this::after);
        }
        if (size > 0 && lines == 0 && size > TAIL) {
            throw new ConfigurationException(
                    "audit: " + Wording.quoted(path) + " does not end with lines of an audit;" + " move it away");
        }
    }

    private void after(AuditLine line) {
        lines = line.number();
        last = line.hash();
    }

    void append(CutoverEvent event) {
        try {
            if (failed) {
                goOn();
                failed = false;
            }
            String line = AuditLine.of(event, lines + 1, last, torn);
            failed = true;
            write((torn ? "\n" : "") + line + "\n");
            failed = false;
            torn = false;
            AuditLine.read(line).ifPresent(this::after);
        } catch (IOException e) {
            throw unusable("written", e);
        }
    }

    private void write(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        channel.position(channel.size());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Returns when all lines are on disk. */
    void sync() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw unusable("synchronized", e);
        }
        head = lines == 0
                ? Optional.empty()
                : Optional.of(new AuditHead(String.valueOf(path.getFileName()), lines, last));
    }

    /** The last line on disk; empty until the first is. */
    Optional<AuditHead> head() {
        return head;
    }

    Path path() {
        return path;
    }

    /** Closing it again has no effect. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            sync();
        } finally {
            free();
        }
    }

    private void free() {
        try (channel) {
            lock.release();
        } catch (IOException e) {
            throw unusable("closed", e);
        }
    }

    /** Says what its operator can do; it goes to the log, and into the status of the release. */
    private BlueGreenException unusable(String what, IOException e) {
        return new BlueGreenException(
                "audit: " + Wording.quoted(path) + " could not be " + what + " ("
                        + Wording.line(String.valueOf(e.getMessage()))
                        + "); give its disk space, and this process the right to write it",
                e);
    }
}
