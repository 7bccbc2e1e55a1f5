package dev.bluegreen.event;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.spi.Time;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends events to a file as lines of JSON, each with the hash of the line before, asynchronously: see {@link Outbox}. Each
 * process has a file of its own in the directory, {@code user@host.jsonl}, which it locks; it goes on with one that nobody has.
 * Lines are on disk when a phase ends, and before the record of the release gets the last line's hash, with which {@link
 * AuditLog#verify} notices changes. Events that did not get there are redelivered by the next operation. For several releases,
 * also of several namespaces. Thread-safe; {@link #close} waits for pending events.
 */
public final class JsonLinesAudit implements CutoverListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JsonLinesAudit.class);

    private final AuditFile file;
    private final Outbox outbox;

    /** The last event that has its line; for the outbox's thread. */
    private @Nullable CutoverEvent written;

    private JsonLinesAudit(AuditFile file, Time time) {
        this.file = file;
        this.outbox = new Outbox(time, "audit file " + file.path().getFileName(), this::append);
    }

    /**
     * Opens a file in a directory, which is created if it is not there.
     *
     * @throws ConfigurationException if it cannot be written
     */
    public static JsonLinesAudit in(Path directory) {
        return in(directory, Time.system());
    }

    /**
     * An audit with another time source than the system's.
     *
     * @throws ConfigurationException if an argument is null, or the directory cannot be written
     */
    public static JsonLinesAudit in(Path directory, Time time) {
        Path given = Input.given("audit.directory", directory, "give a directory, such as Path.of(\"audit\")");
        Input.given("audit.time", time, "give a Time");
        return in(given, time, AuditFile.ON_DISK);
    }

    static JsonLinesAudit in(Path directory, Time time, AuditFile.Opener opener) {
        return new JsonLinesAudit(AuditFile.open(directory, holder(), opener), time);
    }

    /** The file. */
    public Path path() {
        return file.path();
    }

    /** The last line that is known to be on disk; empty before the first. */
    public Optional<AuditHead> head() {
        return file.head();
    }

    @Override
    public Optional<Outbox> outbox() {
        return Optional.of(outbox);
    }

    @Override
    public String name() {
        return "audit file";
    }

    @Override
    public void on(CutoverEvent event) {
        outbox.put(event);
    }

    /** Waits for pending events, 30 s at most. What the disk does not take is logged: the next operation writes it. */
    @Override
    public void close() {
        outbox.close();
        try {
            file.close();
        } catch (BlueGreenException e) {
            LOG.error("{}", e.getMessage());
        }
    }

    private static String holder() {
        String host = Optional.ofNullable(System.getenv("HOSTNAME"))
                .filter(name -> !name.isBlank())
                .orElseGet(JsonLinesAudit::localHost);
        return (System.getProperty("user.name", "unknown") + "@" + host).replaceAll("[^A-Za-z0-9._@-]", "_");
    }

    private static String localHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** Tried again until it succeeds: the line of an event is written once, even if only the disk is late. */
    private void append(CutoverEvent event) {
        if (!event.equals(written)) {
            file.append(event);
            written = event;
        }
        if (event.kind() == Kind.PHASE || event.kind() == Kind.ENDED) {
            file.sync();
        }
    }

    @Override
    public String toString() {
        return "audit file " + file.path();
    }
}
